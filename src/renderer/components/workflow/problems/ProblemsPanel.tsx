import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor } from "../editor/editor-context.tsx";
import { Panel } from "../panel/Panel.tsx";
import { ProblemEntry } from "./ProblemEntry.tsx";
import { useProblems } from "./problems-context.tsx";

/** All mistakes and warnings, mistakes first; each leads to its box. */
export function ProblemsPanel() {
  const { t } = useI18n();
  const editor = useEditor();
  const problems = useProblems();
  return (
    <Panel boxId="" title={t("workflows.problems")}>
      {problems.length === 0 ? <p>{t("workflows.noProblems")}</p> : null}
      {problems.map((problem, index) => (
        <ProblemEntry
          key={index}
          problem={problem}
          onChoose={() => {
            editor.openPanel("chosen");
            editor.choose(problem.boxId);
          }}
        />
      ))}
    </Panel>
  );
}
