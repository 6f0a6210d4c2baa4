import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { Button } from "@mantine/core";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { ticketCount } from "../../../state/counts.ts";
import { useDeskState, useI18n } from "../../../state/desk-context.tsx";
import { useNewTicketDialog } from "../use-new-ticket-dialog.tsx";
import css from "./EmptyColumn.module.css";

const cx = classNamesOf(css);

/** A column without tickets says what would be in it; on a board without any, the first one says how tickets come into being. */
export function EmptyColumn({ pipeline, stage }: { readonly pipeline: PipelineView; readonly stage: Stage }) {
  const { t } = useI18n();
  const newTicket = useNewTicketDialog();
  const isBoardEmpty = useDeskState((state) => ticketCount(state, pipeline) === 0);
  if (!isBoardEmpty || stage.id !== pipeline.stages[0]?.id)
    return <p className={cx("empty")}>{t(`board.columnEmpty.${stage.kind}`)}</p>;
  return (
    <div className={cx("empty")}>
      <strong className={cx("title")}>{t("board.empty.title", { pipeline: pipeline.name })}</strong>
      <p className={cx("text")}>{t("board.empty.text")}</p>
      <ForWriters>
        <Button variant="light" onClick={() => newTicket({ pipelineId: pipeline.id })}>
          {t("board.newTicket")}
        </Button>
      </ForWriters>
    </div>
  );
}
