import { IconArrowsSplit2, IconClockHour4, IconPlayerPlay } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { describeArm, describeStep } from "#shared/automation/describe/describe.ts";
import { armsOf, type StepTree } from "#shared/automation/step-tree.ts";
import { isBranch, isWait, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { useWords } from "#renderer/state/use-words.ts";
import css from "./WorkflowPage.module.css";

const cx = classNamesOf(css);

/** Steps one below the other; the arms of a branch are set in, each under the words that lead into it. */
export function StepList(props: { readonly steps: readonly Step[]; readonly tree: StepTree }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  return (
    <ol className={cx("flow")}>
      {props.steps.map((step) => (
        <li key={step.id} className={cx("step")}>
          <div className={cx("node")}>
            <StepIcon step={step} />
            <div>
              <span className={cx("nodeKind")}>{t("settings.workflow.then")}</span>
              <span className={cx("nodeText")}>{say(describeStep(step, names, (id) => props.tree.find(id)))}</span>
            </div>
          </div>
          {isBranch(step) ? <Arms branch={step} tree={props.tree} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Arms({ branch, tree }: { readonly branch: BranchStep; readonly tree: StepTree }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  return (
    <ul className={cx("arms")}>
      {armsOf(branch).map(({ id, steps }) => (
        <li key={id ?? ""} className={cx("arm")}>
          <span className={cx("armName")}>{say(describeArm(branch, id, names))}</span>
          {steps.length === 0 ? (
            <span className={cx("nodeNote")}>{t("settings.workflow.emptyArm")}</span>
          ) : (
            <StepList steps={steps} tree={tree} />
          )}
        </li>
      ))}
    </ul>
  );
}

function StepIcon({ step }: { readonly step: Step }) {
  if (isBranch(step)) return <IconArrowsSplit2 size={16} aria-hidden />;
  if (isWait(step)) return <IconClockHour4 size={16} aria-hidden />;
  return <IconPlayerPlay size={16} aria-hidden />;
}
