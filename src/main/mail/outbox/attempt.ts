import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { retryAt } from "#shared/rules/outbox/retry-at.ts";
import type { OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { smtpOptions, type Timeouts } from "../account/connection-options.ts";
import type { Credentials } from "../account/credentials.ts";
import type { Trace } from "../account/trace.ts";
import { composeMail, type ComposedMail } from "../compose/compose-mail.ts";
import type { Probe } from "../probe.ts";
import type { SentFolder } from "../sent-folder.ts";
import { mailboxFailed } from "../smtp/send-failure.ts";
import { sendOverSmtp, type SendOutcome } from "../smtp/smtp-transport.ts";
import {
  failureOf,
  guardedItem,
  recordSending,
  tellFailed,
  tellRefused,
  writeEvent,
  type Chosen,
} from "./item-writes.ts";

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
  | { readonly kind: "sent"; readonly copyIsDue: boolean }
  /** This mail waits, failed, or may have been sent. */
  | { readonly kind: "not-sent"; readonly isUnsure: boolean }
  /** The mailbox can't send now: nothing was said about this mail. */
  | { readonly kind: "mailbox" };

/** Tries to send one mail and stores what became of it. Throws only what nobody foresaw; the item is then as it was stored last. */
export async function attemptToSend(
  deps: AttemptDeps,
  account: SendingAccount,
  due: OutboxItem,
): Promise<AttemptResult> {
  const { context, probe } = deps;
  await probe("send.chosen");
  const chosen = await guardedItem(context, due);
  if (chosen === null) return { kind: "skipped" };
  const mail = await composed(deps, account, chosen);
  if (mail === null) return { kind: "not-sent", isUnsure: false };
  await probe("send.composed");
  const outcome = await send(deps, account, chosen, mail);
  if (outcome === null) return { kind: "skipped" };
  await probe("send.answered");
  const result = await settle(deps, account, chosen, outcome);
  await probe("send.outcome-written");
  return result;
}

async function composed(
  { context }: AttemptDeps,
  { channel }: SendingAccount,
  { item, message }: Chosen,
): Promise<ComposedMail | null> {
  try {
    return await composeMail(context, message, channel);
  } catch (error) {
    if (errorCodeOf(error) !== "PD_DESK_NOT_FOUND") throw error;
    const words = error instanceof Error ? error.message : String(error);
    const failure = failureOf(context, "file-missing", words);
    await writeEvent(context, item.id, { type: "refused", failure }, (piece, next) => tellFailed(context, piece, next));
    return null;
  }
}

/** Null: it must not go out after all. */
async function send(
  deps: AttemptDeps,
  account: SendingAccount,
  chosen: Chosen,
  mail: ComposedMail,
): Promise<SendOutcome | null> {
  let outcome = await sendOnce(deps, account, chosen, mail, false);
  const isRefused = outcome !== null && outcome.kind === "temporary" && outcome.mailbox?.code === "auth";
  // A token may have ended early; a password is what it is.
  if (isRefused && account.channel.mailbox?.auth.kind === "oauth2")
    outcome = await sendOnce(deps, account, chosen, mail, true);
  return outcome;
}

async function sendOnce(
  { context, probe, stopping, cutting }: AttemptDeps,
  { channel, credentials, trace, timeouts }: SendingAccount,
  chosen: Chosen,
  { envelope, raw }: ComposedMail,
  renew: boolean,
): Promise<SendOutcome | null> {
  const { mailbox } = channel;
  if (mailbox === null) return null;
  const ended = new AbortController();
  const stop = () => ended.abort();
  const isOut = () => stopping.removeEventListener("abort", stop);
  stopping.addEventListener("abort", stop);
  cutting.addEventListener("abort", stop);
  try {
    if (stopping.aborted) return null;
    let options: ReturnType<typeof smtpOptions>;
    try {
      options = smtpOptions({
        mailbox,
        credentials: await credentials({ renew }),
        trace,
        ...(timeouts ? { timeouts } : {}),
      });
    } catch (error) {
      return mailboxFailed(error);
    }
    const outcome = await sendOverSmtp({
      options,
      envelope,
      source: raw,
      signal: ended.signal,
      beforeFirstByte: async () => {
        if (stopping.aborted || !(await recordSending(context, chosen))) throw new NotNow();
        isOut();
        await probe("send.recorded");
        await probe("send.first-byte");
      },
      onStep: (step) => probe(step === "connected" ? "send.connected" : "send.last-byte"),
    });
    return stopping.aborted && outcome.kind === "temporary" && outcome.mailbox !== null ? null : outcome;
  } catch (error) {
    if (error instanceof NotNow) return null;
    throw error;
  } finally {
    isOut();
    cutting.removeEventListener("abort", stop);
  }
}

/** The item changed while the connection was made. */
class NotNow extends Error {}

async function settle(
  deps: AttemptDeps,
  { channel }: SendingAccount,
  { item }: Chosen,
  outcome: SendOutcome,
): Promise<AttemptResult> {
  const { context } = deps;
  const atEpochMs = context.clock.nowEpochMs();
  if (outcome.kind === "sent") {
    const copyIsDue = channel.mailbox?.sentCopy === "append";
    const { refused } = outcome;
    await write({ type: "accepted", atEpochMs, refused, sentCopy: copyIsDue ? "due" : "none" }, (piece, next) =>
      tellRefused(context, piece, next, refused),
    );
    return { kind: "sent", copyIsDue };
  }
  const failure = { ...outcome.failure, atEpochMs };
  if (outcome.kind === "unsure") {
    await write({ type: "unanswered", failure });
    return { kind: "not-sent", isUnsure: true };
  }
  if (outcome.mailbox !== null) {
    await write({
      type: "deferred",
      failure,
      retryAtEpochMs: deps.pauseMailbox(outcome.mailbox),
      counts: false,
    });
    return { kind: "mailbox" };
  }
  const retryAtEpochMs = outcome.kind === "permanent" ? null : retryAt(item.attempts + 1, atEpochMs, deps.random());
  if (retryAtEpochMs === null)
    await write({ type: "refused", failure }, (piece, next) => tellFailed(context, piece, next));
  else await write({ type: "deferred", failure, retryAtEpochMs, counts: true });
  return { kind: "not-sent", isUnsure: false };

  function write(
    event: OutboxEvent,
    alsoWrite?: (piece: PieceOfWork, next: OutboxItem) => Promise<void>,
  ): Promise<void> {
    return deps.persist(() => writeEvent(context, item.id, event, alsoWrite));
  }
}
