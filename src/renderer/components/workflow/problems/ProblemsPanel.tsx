import { describeStep } from "#shared/automation/describe/describe.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor } from "../editor/editor-context.tsx";
import { Panel } from "../panel/Panel.tsx";
import { problemWords } from "./problem-words.ts";
import { ProblemIcon } from "./ProblemLines.tsx";
import { useProblems } from "./problems-context.tsx";
import css from "./problems.module.css";

const cx = classNamesOf(css);

/** All mistakes and warnings, mistakes first; each leads to its box. */
export function ProblemsPanel() {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const problems = useProblems();
  const where = (boxId: string): string => {
    const node = editor.node(boxId);
    if (node?.kind === "step") return say(describeStep(node.step, names, (id) => editor.step(id)));
    return node?.kind === "arm" ? t("workflows.inArm") : t("workflows.triggers");
  };
  return (
    <Panel boxId="" title={t("workflows.problems")}>
      {problems.length === 0 ? <p>{t("workflows.noProblems")}</p> : null}
      {problems.map((problem, index) => (
        <button
          key={index}
          type="button"
          className={cx("entry", problem.level)}
          onClick={() => {
            editor.openPanel("chosen");
            editor.choose(problem.boxId);
          }}
        >
          <ProblemIcon level={problem.level} />
          <span>
            {say(problemWords(problem, names))}
            <span className={cx("where")}>{where(problem.boxId)}</span>
          </span>
        </button>
      ))}
    </Panel>
  );
}
