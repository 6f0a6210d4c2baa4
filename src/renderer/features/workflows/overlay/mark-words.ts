/** What stands at a box of the overlay, in words. Pure. */
import type { Language, Translate } from "#shared/i18n/index.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatShortDuration } from "./format-short-duration.ts";
import type { BoxMark, StepState } from "./marks.ts";

/** `good`: it did what it is for; `quiet`: it did not come to that; `bad`: somebody has to look; `now`: the run stands there. */
export type Tone = "good" | "quiet" | "bad" | "now";

export const TONES = {
  done: "good",
  completed: "good",
  sent: "good",
  took: "good",
  skipped: "quiet",
  cancelled: "quiet",
  "timed-out": "quiet",
  failed: "bad",
  held: "bad",
  active: "now",
  waiting: "now",
  retrying: "now",
} as const satisfies Record<StepState, Tone>;

type Telling = { readonly t: Translate; readonly language: Language; readonly nowEpochMs: number };

/** In few letters, as it stands at the box. */
export function markText(mark: Exclude<BoxMark, { kind: "passed" }>, { t, language, nowEpochMs }: Telling): string {
  const moment = (epochMs: number) => formatMoment(epochMs, nowEpochMs, language);
  if (mark.kind === "figures") {
    const { times, failed, standing } = mark;
    return [
      t("workflows.figures.times", { count: times }),
      ...(standing > 0 ? [t("workflows.figures.standing", { count: standing })] : []),
      ...(failed > 0 ? [t("workflows.figures.failed", { count: failed })] : []),
    ].join(" · ");
  }
  const { state, atEpochMs, durationMs, times, untilEpochMs } = mark;
  if (untilEpochMs !== null) return t("workflows.run.until", { time: moment(untilEpochMs) });
  return [
    ...(TONES[state] === "now" ? [t("workflows.run.since", { time: moment(atEpochMs) })] : [moment(atEpochMs)]),
    ...(durationMs >= 1_000 ? [formatShortDuration(durationMs, language)] : []),
    ...(times > 1 ? [`×${String(times)}`] : []),
  ].join(" · ");
}
