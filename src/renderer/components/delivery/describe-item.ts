import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatDistance } from "#renderer/components/format-time.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { Language, Translate } from "#shared/i18n/index.ts";
import type { Hold, SendFailure } from "#shared/model/outbox-item.ts";
import type { WaitReason } from "./wait-reason.ts";

export type Words = { readonly t: Translate; readonly language: Language; readonly nowEpochMs: number };

/** Below this, a number would only make one count along. */
const SOON_MS = 60_000;

/** Why a queued mail waits, in one sentence. */
export function describeWait(reason: WaitReason, { t, language, nowEpochMs }: Words): string {
  switch (reason.kind) {
    case "undo":
      return t("outbox.wait.undo", { count: Math.max(1, Math.ceil((reason.untilEpochMs - nowEpochMs) / 1_000)) });
    case "scheduled":
      return t("outbox.wait.scheduled", { time: formatMoment(reason.atEpochMs, nowEpochMs, language) });
    case "offline":
      return t("outbox.wait.offline", { time: formatMoment(reason.sinceEpochMs, nowEpochMs, language) });
    case "retry":
      if (reason.atEpochMs - nowEpochMs < SOON_MS)
        return t("outbox.wait.retrySoon", { reason: t(`outbox.failure.${reason.failure.code}`) });
      return t("outbox.wait.retry", {
        reason: t(`outbox.failure.${reason.failure.code}`),
        time: formatDistance(reason.atEpochMs, nowEpochMs, language),
      });
    case "turn":
    case "no-mailbox":
    case "paused":
    case "refused":
    case "host":
    case "next":
      return t(`outbox.wait.${reason.kind}`);
  }
}

/** H1b, D7: why a mail is held. */
export function describeHold(hold: Hold | null, { t, language, nowEpochMs }: Words): string {
  if (hold === null) return t("outbox.held.unknown");
  switch (hold.kind) {
    case "stale": {
      const count = hold.newMessageIds.length;
      if (count > 0) return t(hold.stageChanged ? "outbox.held.stale.both" : "outbox.held.stale.messages", { count });
      return t(hold.stageChanged ? "outbox.held.stale.stage" : "outbox.held.stale.unknown");
    }
    case "cap":
      return t(hold.allTickets ? "outbox.held.capAll" : "outbox.held.cap", {
        address: hold.address,
        mails: hold.mails,
        minutes: hold.minutes,
      });
    case "bounced":
      return t("outbox.held.bounced", {
        address: hold.address,
        time: formatMoment(hold.untilEpochMs, nowEpochMs, language),
      });
  }
}

export function describeFailure(failure: SendFailure, t: Translate): string {
  return t(`outbox.failure.${failure.code}`);
}

/** What was said: an answer of SMTP begins with its code (RFC 5321 §4.2); everything else is this computer's account of what happened. */
export function wordsOfServer(words: string, t: Translate): string {
  return t(/^[2-5]\d\d[ -]/u.test(words) ? "outbox.serverSaid" : "outbox.details", { words });
}

/** `Ada, bob@example.com`. */
export function recipientNames(item: Pick<OutboxItemView, "to">): string {
  return item.to.map(({ name, address }) => (name === "" ? address : name)).join(", ");
}
