import { describeFilter } from "#shared/automation/describe/describe-condition.ts";
import { describeArm, describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { listOf } from "#shared/automation/describe/words.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import { isBranch, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import css from "./gallery.module.css";

const cx = classNamesOf(css);

/** What a workflow does, in words: to be read and not to be changed. */
export function DefinitionWords({ definition }: { readonly definition: WorkflowDefinition }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const { triggers, filter, steps } = definition;
  return (
    <div className={cx("words")}>
      <p>
        <b>{t("settings.workflow.when")}</b>{" "}
        {say(
          listOf(
            triggers.map((trigger) => describeTrigger(trigger, names)),
            "or",
          ),
        )}
      </p>
      {filter.parts.length === 0 ? null : (
        <p>
          <b>{t("settings.workflow.onlyIf")}</b> {say(describeFilter(filter, names))}
        </p>
      )}
      <Steps steps={steps} all={steps} />
    </div>
  );
}

function Steps({ steps, all }: { readonly steps: readonly Step[]; readonly all: readonly Step[] }) {
  const { names, say } = useWords();
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.id}>
          {say(describeStep(step, names, (id) => findStep(all, id)))}
          {isBranch(step) ? (
            <ul>
              {armsOf(step)
                .filter((arm) => arm.steps.length > 0)
                .map((arm) => (
                  <li key={arm.id ?? ""}>
                    {say(describeArm(step, arm.id, names))}
                    <Steps steps={arm.steps} all={all} />
                  </li>
                ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
