import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { outcomeText } from "#shared/automation/describe/outcome.ts";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { sentence } from "../overlay/sentence.ts";
import { TONES } from "../overlay/mark-words.ts";
import { useStepWords } from "../overlay/use-step-words.ts";
import type { Walk } from "../overlay/use-walk.ts";
import css from "./test.module.css";

const cx = classNamesOf(css);

/** The whole path in words, and how it ends; step by step as far as one has come. */
export function PathList(props: { readonly run: DryRun; readonly walk: Walk; readonly isStepwise: boolean }) {
  const { run, walk, isStepwise } = props;
  const { t, language } = useI18n();
  const words = useStepWords();
  const armOf = (step: Step | null, outcome: StepOutcome) =>
    step !== null && outcome.kind === "took" ? words.arm(step, outcome.armId) : undefined;
  const seen = isStepwise && walk.place !== null ? run.path.slice(0, walk.place + 1) : run.path;
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.test.path")}</h3>
      <ol className={cx("path")}>
        {seen.map(({ step, entry }, place) => (
          <li key={entry.sequence}>
            <button
              type="button"
              className={cx("step", place === walk.place && "chosen")}
              aria-current={place === walk.place ? "step" : undefined}
              onClick={() => walk.go(place)}
            >
              <span>{step === null ? t("workflows.run.unknownStep") : words.step(step).title}</span>
              <span className={cx("came", TONES[entry.outcome.kind])} dir="auto">
                {sentence(outcomeText(entry.outcome, t, armOf(step, entry.outcome)), language)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {seen.length < run.path.length ? null : (
        <p className={cx("end")} role="status">
          {t(`workflows.test.end.${run.end.status}`)}
        </p>
      )}
    </section>
  );
}
