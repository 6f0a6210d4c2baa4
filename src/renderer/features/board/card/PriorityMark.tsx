import { IconAlertSquareFilled, IconAntennaBars2, IconAntennaBars3, IconAntennaBars5 } from "@tabler/icons-react";
import type { TicketPriority } from "#shared/model/ticket.ts";
import { useI18n } from "../../../state/desk-context.tsx";
import { stageColour } from "../../../theme/stage-colours.ts";

const MARKS = {
  low: { Icon: IconAntennaBars2, colour: "var(--pd-faint)" },
  medium: { Icon: IconAntennaBars3, colour: "var(--pd-muted)" },
  high: { Icon: IconAntennaBars5, colour: stageColour("orange", "solid") },
  urgent: { Icon: IconAlertSquareFilled, colour: stageColour("red", "solid") },
} as const satisfies Record<TicketPriority, unknown>;

/** Bars that rise with the priority, a full mark for urgent; nothing where there is none. */
export function PriorityMark({ priority }: { readonly priority: TicketPriority | null }) {
  const { t } = useI18n();
  if (priority === null) return null;
  const { Icon, colour } = MARKS[priority];
  return (
    <span title={t(`board.priority.${priority}`)} style={{ color: colour, lineHeight: 0, flex: "none" }}>
      <Icon size={15} stroke={2.25} />
    </span>
  );
}
