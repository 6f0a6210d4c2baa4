import { describeStep } from "#shared/automation/describe/describe.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor } from "../editor/editor-context.tsx";
import { problemWords } from "./problem-words.ts";
import { ProblemIcon } from "./ProblemLines.tsx";
import type { PlacedProblem } from "./problems-context.tsx";
import css from "./problems.module.css";

const cx = classNamesOf(css);

/** A mistake or a warning, and where it is; leads there. */
export function ProblemEntry({
  problem,
  onChoose,
}: {
  readonly problem: PlacedProblem;
  readonly onChoose: () => void;
}) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const node = editor.node(problem.boxId);
  const where =
    node?.kind === "step"
      ? say(describeStep(node.step, names, (id) => editor.step(id)))
      : t(node?.kind === "arm" ? "workflows.inArm" : "workflows.triggers");
  return (
    <button type="button" className={cx("entry", problem.level)} onClick={onChoose}>
      <ProblemIcon level={problem.level} />
      <span>
        {say(problemWords(problem, names))}
        <span className={cx("where")}>{where}</span>
      </span>
    </button>
  );
}
