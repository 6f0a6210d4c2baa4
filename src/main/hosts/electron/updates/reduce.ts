import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Release, UpdateFailure, UpdateState, UPDATES_OFF } from "#shared/contract/desktop/updates.ts";
import { MAX_DETAIL_CHARACTERS } from "./limits.ts";

/** What happens to an update: what a person or the clock wants, and what came of it. */
export type UpdateEvent =
  | { readonly type: "off"; readonly why: (typeof UPDATES_OFF)[number] }
  | { readonly type: "check" }
  | { readonly type: "found"; readonly release: Release }
  | { readonly type: "none"; readonly atEpochMs: number; readonly olderVersion: string | null }
  | { readonly type: "download" }
  | { readonly type: "progress"; readonly doneBytes: number }
  | { readonly type: "downloaded" }
  | { readonly type: "install"; readonly isSendingMail: boolean }
  | { readonly type: "postpone" }
  | { readonly type: "channel" }
  | { readonly type: "failed"; readonly why: UpdateFailure; readonly detail: string };

type Step = UpdateState["step"];

/** In which steps each event may come. */
const MOVES: Readonly<Record<UpdateEvent["type"], readonly Step[]>> = {
  off: ["idle", "checking"],
  check: ["idle", "available", "failed"],
  found: ["checking"],
  none: ["checking"],
  download: ["available", "failed"],
  progress: ["downloading"],
  downloaded: ["downloading"],
  install: ["ready", "waiting-for-mail", "failed"],
  postpone: ["available", "ready", "waiting-for-mail", "failed"],
  // What was fetched or found is of the other channel.
  channel: ["idle", "available", "ready", "waiting-for-mail", "failed"],
  failed: ["checking", "downloading", "installing"],
};

/** Whether the event fits the step. */
export function fits(state: UpdateState, event: UpdateEvent): boolean {
  if (!MOVES[event.type].includes(state.step)) return false;
  if (state.step !== "failed") return true;
  if (event.type === "install") return state.isDownloaded;
  return event.type !== "download" || (state.release !== null && !state.isDownloaded);
}

/** The next state. @throws PD_UPDATE_NOT_NOW where the event doesn't fit */
export function reduce(state: UpdateState, event: UpdateEvent): UpdateState {
  if (!fits(state, event))
    throw new PipedeskError("PD_UPDATE_NOT_NOW", `An update that is ${state.step} can't take "${event.type}".`);
  const release = "release" in state ? state.release : null;
  switch (event.type) {
    case "off":
      return { step: "off", why: event.why };
    case "check":
      return { step: "checking" };
    case "found":
      return { step: "available", release: event.release };
    case "none":
      return { step: "idle", checkedAtEpochMs: event.atEpochMs, olderVersion: event.olderVersion };
    case "download":
      return { step: "downloading", release: known(release), doneBytes: 0 };
    case "progress":
      return { step: "downloading", release: known(release), doneBytes: event.doneBytes };
    case "downloaded":
      return { step: "ready", release: known(release) };
    case "install":
      return { step: event.isSendingMail ? "waiting-for-mail" : "installing", release: known(release) };
    case "postpone":
      return state.step === "waiting-for-mail" ? { step: "ready", release: state.release } : state;
    case "channel":
      return { step: "idle", checkedAtEpochMs: null, olderVersion: null };
    case "failed":
      return {
        step: "failed",
        why: event.why,
        detail: event.detail.slice(0, MAX_DETAIL_CHARACTERS),
        release,
        isDownloaded: state.step === "installing",
      };
  }
}

function known(release: Release | null): Release {
  if (release === null) throw new Error("The step has no release.");
  return release;
}
