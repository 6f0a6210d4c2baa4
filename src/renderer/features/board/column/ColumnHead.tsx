import { useMayWrite } from "#renderer/state/use-access.ts";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconClockExclamation, IconLayoutSidebarLeftCollapse, IconPlus } from "@tabler/icons-react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { numberFormat } from "../../../components/intl-formats.ts";
import { useI18n } from "../../../state/desk-context.tsx";
import { stageColour } from "../../../theme/stage-colours.ts";
import { useBoardUi } from "../board-ui.tsx";
import { useNewTicketDialog } from "../use-new-ticket-dialog.tsx";
import css from "./ColumnHead.module.css";

const cx = classNamesOf(css);

/** The head of a column: colour, name, count, how many are overdue. Stays where it is while the cards scroll. */
export function ColumnHead(props: {
  readonly pipeline: PipelineView;
  readonly stage: Stage;
  readonly count: number;
  readonly onFold: () => void;
}) {
  const { t, language } = useI18n();
  const { pipeline, stage, count } = props;
  const mayWrite = useMayWrite();
  const newTicket = useNewTicketDialog();
  const mayBegin = pipeline.rules.newTicketStageIds?.includes(stage.id) ?? stage.kind === "open";
  const label = t("board.newTicketIn", { stage: stage.name });
  return (
    <div className={cx("head")} style={{ borderTopColor: stageColour(stage.colour, "solid") }}>
      <h2 className={cx("name")} title={stage.name}>
        {stage.name}
      </h2>
      <span className={cx("count")} aria-hidden>
        {numberFormat(language).format(count)}
      </span>
      <Overdue stage={stage} />
      <span className={cx("gap")} />
      {mayBegin && mayWrite ? (
        <Tooltip label={label}>
          <ActionIcon
            size="sm"
            aria-label={label}
            onClick={() => newTicket({ pipelineId: pipeline.id, stageId: stage.id })}
          >
            <IconPlus size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      <Tooltip label={t("board.fold", { stage: stage.name })}>
        <ActionIcon
          className={cx("fold")}
          size="sm"
          aria-label={t("board.fold", { stage: stage.name })}
          aria-expanded
          onClick={props.onFold}
        >
          <IconLayoutSidebarLeftCollapse size={15} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Of all tickets of the stage. */
function Overdue({ stage }: { readonly stage: Stage }) {
  const { t, language } = useI18n();
  const counted = useBoardUi((state) => state.overdue[stage.id] ?? 0);
  const overdue = stage.kind === "open" ? counted : 0;
  if (overdue === 0) return null;
  const label = t("board.overdueCount", { count: overdue });
  return (
    <Tooltip label={label}>
      <span className={cx("overdue")} role="img" aria-label={label}>
        <IconClockExclamation size={13} stroke={2} />
        {numberFormat(language).format(overdue)}
      </span>
    </Tooltip>
  );
}
