import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { outcomeText } from "#shared/automation/describe/outcome.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { TONES } from "./mark-words.ts";
import type { StepState } from "./marks.ts";
import { sentence } from "./sentence.ts";
import { useStepWords } from "./use-step-words.ts";
import type { Walk } from "./use-walk.ts";
import css from "./stop.module.css";

const cx = classNamesOf(css);
/** Of a run that went round for long, those around the one that is looked at. */
const SHOWN_AROUND = 50;

export type PathStop = {
  /** Null where its revision is no longer kept. */
  readonly step: Step | null;
  readonly state: StepState;
  /** Null where the run stands there. */
  readonly outcome: StepOutcome | null;
};

/** The whole way in words, a line a stop; each leads to its stop. */
export function PathList({ stops, walk }: { readonly stops: readonly PathStop[]; readonly walk: Walk }) {
  const { t, language } = useI18n();
  const words = useStepWords();
  const place = walk.place ?? 0;
  const from = stops.length <= 2 * SHOWN_AROUND ? 0 : Math.max(0, place - SHOWN_AROUND);
  const told = ({ step, state, outcome }: PathStop): string => {
    if (outcome === null) return t(`workflows.run.state.${state}`);
    const arm = step !== null && outcome.kind === "took" ? words.arm(step, outcome.armId) : undefined;
    return sentence(outcomeText(outcome, t, arm), language);
  };
  return (
    <ol className={cx("path")} start={from + 1}>
      {stops.slice(from, from + 2 * SHOWN_AROUND).map((stop, index) => (
        <li key={from + index}>
          <button
            type="button"
            className={cx("pathStop", from + index === walk.place && "chosen")}
            aria-current={from + index === walk.place ? "step" : undefined}
            onClick={() => walk.go(from + index)}
          >
            <span>{stop.step === null ? t("workflows.run.unknownStep") : words.step(stop.step).title}</span>
            <span className={cx("came", TONES[stop.state])} dir="auto">
              {told(stop)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
