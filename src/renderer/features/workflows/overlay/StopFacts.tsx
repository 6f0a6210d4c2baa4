import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { KindIcon } from "#renderer/components/workflow/KindIcon.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { outcomeText } from "#shared/automation/describe/outcome.ts";
import { kindOf, type Step } from "#shared/automation/steps/step.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { formatShortDuration } from "./format-short-duration.ts";
import { TONES } from "./mark-words.ts";
import type { StepState } from "./marks.ts";
import { sentence } from "./sentence.ts";
import { useStepWords } from "./use-step-words.ts";
import css from "./stop.module.css";

const cx = classNamesOf(css);

/** What a step was to do, what came of it, and when. */
export function StopFacts(props: {
  /** Null where its revision is no longer kept. */
  readonly step: Step | null;
  readonly state: StepState;
  /** Absent where the run stands there. */
  readonly outcome?: StepOutcome;
  readonly startedAtEpochMs: number;
  readonly durationMs?: number;
  readonly untilEpochMs?: number | null;
  readonly attempt?: number;
}) {
  const { step, state, outcome, startedAtEpochMs, durationMs, untilEpochMs, attempt = 1 } = props;
  const { t, language } = useI18n();
  const nowEpochMs = useNow();
  const moment = (epochMs: number) => formatMoment(epochMs, nowEpochMs, language);
  const words = useStepWords();
  const said = step === null ? null : words.step(step);
  const armName = step !== null && outcome?.kind === "took" ? words.arm(step, outcome.armId) : undefined;
  return (
    <div className={cx("stop")}>
      <h3 className={cx("title")}>
        {step === null ? null : <KindIcon icon={kindOf(step).icon} size={16} />}
        {said?.title ?? t("workflows.run.unknownStep")}
      </h3>
      {said === null ? null : (
        <p className={cx("text")} dir="auto">
          {said.text}
        </p>
      )}
      <p className={cx("outcome", TONES[state])} dir="auto">
        {outcome === undefined
          ? t(`workflows.run.state.${state}`)
          : sentence(outcomeText(outcome, t, armName), language)}
      </p>
      <dl className={cx("times")}>
        <dt>{t("workflows.run.began")}</dt>
        <dd title={formatAbsolute(startedAtEpochMs, language)}>{moment(startedAtEpochMs)}</dd>
        {durationMs === undefined ? null : (
          <>
            <dt>{t("workflows.run.took")}</dt>
            <dd>{formatShortDuration(durationMs, language)}</dd>
          </>
        )}
        {untilEpochMs ? (
          <>
            <dt>{t("workflows.run.waitsUntil")}</dt>
            <dd title={formatAbsolute(untilEpochMs, language)}>{moment(untilEpochMs)}</dd>
          </>
        ) : null}
        {attempt > 1 ? (
          <>
            <dt>{t("workflows.run.attempt")}</dt>
            <dd>{attempt}</dd>
          </>
        ) : null}
      </dl>
    </div>
  );
}
