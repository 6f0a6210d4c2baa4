import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { useDeskState, useI18n } from "../../../state/desk-context.tsx";
import { foreseeMove } from "#renderer/components/move/foresee-move.ts";
import { refusalText } from "#renderer/components/move/refusal-text.ts";
import { useBoardUi } from "../board-ui.tsx";
import css from "./Landing.module.css";

const cx = classNamesOf(css);

/** Where the dragged card will land — a move is activity, so that is the top — or which rule keeps it out. */
export function Landing({ pipeline, stage }: { readonly pipeline: PipelineView; readonly stage: Stage }) {
  const { t, language } = useI18n();
  const dragged = useBoardUi((state) => state.dragged);
  const setup = useDeskState((state) => state.setup);
  const me = useDeskState((state) => state.status?.me);
  if (dragged === null) return null;
  const verdict = foreseeMove(dragged, { pipelineId: pipeline.id, stageId: stage.id }, setup, me);
  const refused = !verdict.allowed && verdict.rule !== "G4";
  return (
    <div className={cx("landing", refused && "refused")} data-refused={refused}>
      <strong>{refused ? t("board.dropRefused") : t("board.dropHere", { stage: stage.name })}</strong>
      {verdict.allowed ? null : <span>{refusalText(verdict, pipeline, t, language)}</span>}
    </div>
  );
}
