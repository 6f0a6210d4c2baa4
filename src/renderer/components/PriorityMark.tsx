import type { TicketPriority } from "#shared/model/ticket.ts";
import { useI18n } from "../state/desk-context.tsx";
import { stageColour } from "../theme/stage-colours.ts";

/** Bars that rise with the priority: how many are filled, and in which colour. */
const MARKS = {
  low: { filled: 1, colour: "var(--pd-faint)" },
  medium: { filled: 2, colour: "var(--pd-muted)" },
  high: { filled: 3, colour: stageColour("orange", "solid") },
  urgent: { filled: 3, colour: stageColour("red", "solid") },
} as const satisfies Record<TicketPriority, { filled: number; colour: string }>;

const BARS = [
  { x: 1, height: 5 },
  { x: 5.5, height: 8.5 },
  { x: 10, height: 12 },
] as const;

/** A ticket's priority as a small sign; nothing where there is none. Urgent stands on a coloured ground as well, for eyes that don't tell red. */
export function PriorityMark({ priority }: { readonly priority: TicketPriority | null }) {
  const { t } = useI18n();
  if (priority === null) return null;
  const { filled, colour } = MARKS[priority];
  const isUrgent = priority === "urgent";
  return (
    <span
      role="img"
      aria-label={t(`board.priority.${priority}`)}
      title={t(`board.priority.${priority}`)}
      style={{ lineHeight: 0, flex: "none" }}
    >
      <svg width={16} height={16} viewBox="-1 -1 16 16" aria-hidden>
        {isUrgent ? <rect x={-1} y={-1} width={16} height={16} rx={3.5} fill={colour} /> : null}
        {isUrgent ? (
          <path d="M7 3v5M7 11v.2" stroke="var(--pd-surface)" strokeWidth={2} strokeLinecap="round" />
        ) : (
          BARS.map(({ x, height }, index) => (
            <rect
              key={x}
              x={x}
              y={14 - height - 0.5}
              width={3}
              height={height}
              rx={1}
              fill={colour}
              opacity={index < filled ? 1 : 0.25}
            />
          ))
        )}
      </svg>
    </span>
  );
}
