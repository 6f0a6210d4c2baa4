import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timeouts } from "../account/connection-options.ts";
import type { Credentials } from "../account/credentials.ts";
import type { Trace } from "../account/trace.ts";
import type { Probe } from "../probe.ts";
import type { SentFolder } from "../sent-folder.ts";

/** A mailbox as sending needs it. */
export type SendingAccount = {
  readonly channel: Channel;
  /** @throws ConnectFailed */
  readonly credentials: (options?: { readonly renew?: boolean }) => Promise<Credentials>;
  readonly trace: Trace;
  readonly sent: SentFolder;
  readonly timeouts?: Timeouts;
};

export type AttemptDeps = {
  readonly context: DeskContext;
  readonly random: () => number;
  readonly probe: Probe;
  /** Ends attempts of which no byte has gone out yet. */
  readonly stopping: AbortSignal;
  /** Ends all. */
  readonly cutting: AbortSignal;
  /** Pauses the mailbox's sending. @returns until when */
  readonly pauseMailbox: (failure: ConnectFailure) => number;
  /** Writes until it works: an outcome that is not stored would leave the mail unsure. */
  readonly persist: (work: () => Promise<void>) => Promise<void>;
};

export type AttemptResult =
  /** A guard, a person or the desk's closing came in between. */
  | { readonly kind: "skipped" }
  | { readonly kind: "sent"; readonly copyIsDue: boolean; readonly isNamed: boolean }
  /** This mail waits, failed, or may have been sent. */
  | { readonly kind: "not-sent"; readonly isUnsure: boolean }
  /** The mailbox can't send now: nothing was said about this mail. */
  | { readonly kind: "mailbox" };
