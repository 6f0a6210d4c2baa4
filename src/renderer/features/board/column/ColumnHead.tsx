import { ActionIcon, Tooltip } from "@mantine/core";
import { IconClockExclamation, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { numberFormat } from "../../../components/intl-formats.ts";
import { useNow } from "../../../components/use-now.ts";
import { useDesk, useDeskState, useI18n } from "../../../state/desk-context.tsx";
import { stageColour } from "../../../theme/stage-colours.ts";
import { overdueIn } from "../overdue.ts";
import { useNewTicketDialog } from "../use-new-ticket-dialog.tsx";
import css from "./ColumnHead.module.css";

const cx = classNamesOf(css);

/** The head of a column: colour, name, count, how many are overdue. Stays where it is while the cards scroll. */
export function ColumnHead(props: { readonly pipeline: PipelineView; readonly stage: Stage; readonly count: number }) {
  const { t, language } = useI18n();
  const { pipeline, stage, count } = props;
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
      {mayBegin ? (
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
    </div>
  );
}

/** Of the tickets that are loaded; says so where there are more. */
function Overdue({ stage }: { readonly stage: Stage }) {
  const { t } = useI18n();
  const now = useNow();
  const column = useDeskState((state) => state.board.columns.get(stage.id));
  const { store } = useDesk();
  // A column is another object whenever one of its cards changed; counting anew for every change of the desk would cost too much.
  const overdue = useMemo(
    () => (stage.kind === "open" && column !== undefined ? overdueIn(column, store.getState().board.cards, now) : 0),
    [stage.kind, column, store, now],
  );
  if (overdue === 0) return null;
  const isAll = column?.nextCursor === null;
  const label = isAll
    ? t("board.overdueCount", { count: overdue })
    : t("board.overdueCountPartly", { number: overdue });
  return (
    <Tooltip label={label}>
      <span className={cx("overdue")} role="img" aria-label={label}>
        <IconClockExclamation size={13} stroke={2} />
        {overdue}
        {isAll ? "" : "+"}
      </span>
    </Tooltip>
  );
}
