import type { ChannelView } from "#shared/contract/channels.ts";
import type { ChannelHealth, ConnectFailure } from "#shared/model/mail-channel.ts";

export type HealthTone = "good" | "busy" | "quiet" | "offline" | "trouble";

type State =
  | "import"
  | "none"
  | "connecting"
  | "paused"
  | "working"
  | "connected"
  | "sending"
  | "offline"
  | "login"
  | "refused";

export type HealthWords = {
  readonly tone: HealthTone;
  readonly label: `mailbox.health.${State}`;
  /** null where it is of no interest. */
  readonly sinceEpochMs: number | null;
};

/** Failures that are about who the desk is, and not about the way to the server. */
const LOGIN_FAILURES: readonly ConnectFailure["code"][] = [
  "auth",
  "auth-app-password",
  "auth-method",
  "secret-missing",
];

/** B1: a channel's health in plain words. A mailbox whose health isn't known yet is about to connect. */
export function healthWords(channel: ChannelView, health: ChannelHealth | undefined): HealthWords {
  if (channel.mailbox === null) {
    const label = channel.channelKind === "import" ? "mailbox.health.import" : "mailbox.health.none";
    return { tone: "quiet", label, sinceEpochMs: null };
  }
  if (health === undefined) return { tone: "busy", label: "mailbox.health.connecting", sinceEpochMs: null };
  const { sinceEpochMs } = health;
  switch (health.state) {
    case "paused":
      return { tone: "quiet", label: "mailbox.health.paused", sinceEpochMs };
    case "connecting":
      return { tone: "busy", label: "mailbox.health.connecting", sinceEpochMs: null };
    case "working":
      return { tone: "busy", label: "mailbox.health.working", sinceEpochMs: null };
    case "connected":
      return health.sendFailure === null
        ? { tone: "good", label: "mailbox.health.connected", sinceEpochMs }
        : { tone: "trouble", label: "mailbox.health.sending", sinceEpochMs: null };
    case "offline":
      return { tone: "offline", label: "mailbox.health.offline", sinceEpochMs };
    case "refused": {
      const isLogin = health.failure !== null && LOGIN_FAILURES.includes(health.failure.code);
      return { tone: "trouble", label: isLogin ? "mailbox.health.login" : "mailbox.health.refused", sinceEpochMs };
    }
  }
}

/** The worst that the mailboxes have, for one hint in the top bar; null while all is well. */
export function mailTrouble(mailboxes: readonly ChannelHealth[]): ChannelHealth | null {
  return (
    mailboxes.find(({ state }) => state === "refused") ??
    mailboxes.find(({ state }) => state === "offline") ??
    mailboxes.find(({ state, sendFailure }) => state !== "paused" && sendFailure !== null) ??
    null
  );
}
