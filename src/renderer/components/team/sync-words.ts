import { type ErrorCode, ERRORS } from "#shared/errors/registry.ts";
import type { MessageKey, Translate } from "#shared/i18n/index.ts";
import type { SyncView } from "#shared/contract/membership.ts";

/** `trouble`: a person has to do something. */
export type SyncTone = "good" | "busy" | "offline" | "trouble";

const TONES = {
  synced: "good",
  connecting: "busy",
  busy: "busy",
  offline: "offline",
  stopped: "trouble",
} as const satisfies Readonly<Record<SyncView["state"], SyncTone>>;

export function syncTone({ state }: Pick<SyncView, "state">): SyncTone {
  return TONES[state];
}

/** What stands in the top bar: the state in two or three words, with what waits where that isn't on its way. Pure. */
export function syncLabel({ state, waiting, refused }: SyncView, t: Translate): string {
  if (state === "stopped") return t("team.state.stoppedShort");
  if (state === "offline") {
    const words = t("team.state.offline");
    return waiting === 0 ? words : `${words} · ${waitingWords(waiting, t)}`;
  }
  if (refused > 0) return t("team.refused.count", { count: refused });
  if (state === "busy" && waiting !== 0) return waitingWords(waiting, t);
  return t(`team.state.${state}Short`);
}

/** How many changes wait; null: more than were counted. */
function waitingWords(waiting: number | null, t: Translate): string {
  return waiting === null ? t("team.state.waitingMany") : t("team.state.waiting", { count: waiting });
}

/** What waits here, as a sentence. */
export function waitingSentence(waiting: number | null, t: Translate): string {
  if (waiting === null) return t("team.state.waitingHereMany");
  return waiting === 0 ? t("team.state.waitingNone") : t("team.state.waitingHere", { count: waiting });
}

/** An error of the core in words; one that this window doesn't know is told as an unexpected one. */
export function errorWords(code: string, t: Translate): string {
  return t(`error.${isErrorCode(code) ? code : "PD_INTERNAL"}`);
}

const REMEDIES = {
  PD_SYNC_REVOKED: "team.stopped.PD_SYNC_REVOKED",
  PD_SYNC_OTHER_DESK: "team.stopped.PD_SYNC_OTHER_DESK",
  PD_SYNC_VERSION: "team.stopped.PD_SYNC_VERSION",
  PD_ACCESS_TOKEN: "team.stopped.PD_ACCESS_TOKEN",
} as const satisfies Partial<Record<ErrorCode, MessageKey>>;

/** Why it stands still, and what a person can do about it. */
export function stoppedWords(code: string | null, t: Translate): readonly string[] {
  if (code === null) return [];
  if (!Object.hasOwn(REMEDIES, code)) return [errorWords(code, t)];
  const known = code as keyof typeof REMEDIES;
  // Of a window that lost its token the error says other than what it means for this computer.
  return known === "PD_ACCESS_TOKEN" ? [t(REMEDIES[known])] : [t(`error.${known}`), t(REMEDIES[known])];
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
