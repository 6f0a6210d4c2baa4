import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { runStatusText } from "#shared/automation/describe/outcome.ts";
import type { RunHead } from "#shared/contract/explanations/run-history.ts";
import type { RunStatus } from "#shared/model/run.ts";
import { formatShortDuration } from "../overlay/format-short-duration.ts";
import type { Tone } from "../overlay/mark-words.ts";
import { sentence } from "../overlay/sentence.ts";
import css from "./history.module.css";

const cx = classNamesOf(css);

export const RUN_TONES = {
  active: "now",
  waiting: "now",
  retrying: "now",
  done: "good",
  failed: "bad",
  unenrolled: "quiet",
} as const satisfies Record<RunStatus, Tone>;

/** A ticket's way through the workflow: whose, how it stands, since when and how long. */
export function RunRow(props: { readonly run: RunHead; readonly isChosen: boolean; readonly onChoose: () => void }) {
  const { run, isChosen, onChoose } = props;
  const { t, language } = useI18n();
  const nowEpochMs = useNow();
  const { ticket, status, startedAtEpochMs, finishedAtEpochMs, waiting } = run;
  const until = status === "waiting" ? waiting?.untilEpochMs : null;
  const moment = (epochMs: number) => formatMoment(epochMs, nowEpochMs, language);
  return (
    <button type="button" className={cx("row", isChosen && "chosen")} aria-pressed={isChosen} onClick={onChoose}>
      <span className={cx("subject")} dir="auto" title={ticket?.subject}>
        {ticket === null ? t("workflows.history.ticketGone") : ticketText(ticket)}
      </span>
      <span className={cx("facts")}>
        <span className={cx("status", RUN_TONES[status])}>{sentence(runStatusText(status, t), language)}</span>
        <time dateTime={new Date(startedAtEpochMs).toISOString()} title={formatAbsolute(startedAtEpochMs, language)}>
          {moment(startedAtEpochMs)}
        </time>
        {until ? (
          <span>{t("workflows.run.until", { time: moment(until) })}</span>
        ) : finishedAtEpochMs === null ? null : (
          <span>{formatShortDuration(finishedAtEpochMs - startedAtEpochMs, language)}</span>
        )}
      </span>
    </button>
  );
}

/** A ticket that was made offline has no number yet. */
export function ticketText({ number, subject }: { readonly number: number | null; readonly subject: string }): string {
  return number === null ? subject : `#${String(number)} ${subject}`;
}
