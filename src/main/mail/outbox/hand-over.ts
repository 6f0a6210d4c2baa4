import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import type { Message } from "#shared/model/message.ts";
import { composeMail, type ComposedMail } from "../compose/compose-mail.ts";
import { smtpOptions } from "../account/connection-options.ts";
import { mailboxFailed } from "../smtp/send-failure.ts";
import { sendOverSmtp, type SendOutcome } from "../smtp/smtp-transport.ts";
import type { AttemptDeps, SendingAccount } from "./attempt-deps.ts";

/** What is done about a mail that lacks a file, with the reason in words. */
export type WithoutFile = {
  /** It is nowhere. */
  readonly gone: (words: string) => Promise<void>;
  /** Of a team: the device on which it was added has still to bring it, or it can't be fetched now. */
  readonly awaited: (words: string) => Promise<void>;
};

/** Why a file can't be had now and may be had later. */
const AWAITED: ReadonlySet<ErrorCode | undefined> = new Set([
  "PD_SYNC_FILE_AWAITED",
  "PD_SYNC_FILE_WRONG",
  "PD_SYNC_OFFLINE",
  "PD_SYNC_NOT_THE_SERVER",
  "PD_SYNC_CERTIFICATE",
  "PD_SYNC_REVOKED",
  "PD_ACCESS_TOKEN",
]);

/** The mail's source; null where a file of it is not here, which one of `without` is told. */
export async function composedOrNot(
  { context }: AttemptDeps,
  { channel }: SendingAccount,
  message: Message,
  without: WithoutFile,
): Promise<ComposedMail | null> {
  try {
    return await composeMail(context, message, channel);
  } catch (error) {
    const code = errorCodeOf(error);
    const isMissing = code === "PD_DESK_NOT_FOUND";
    if (!isMissing && !AWAITED.has(code)) throw error;
    const isGone = isMissing && context.host.mode() === "solo";
    await without[isGone ? "gone" : "awaited"](error instanceof Error ? error.message : String(error));
    return null;
  }
}

/**
 * Hands one mail to the mailbox's server. Null: it must not go out after all.
 * @param mail with the recipients it is for now
 * @param record stores that its bytes begin to go out; false where they must not
 */
export async function handOver(
  deps: AttemptDeps,
  account: SendingAccount,
  mail: ComposedMail,
  record: () => Promise<boolean>,
): Promise<SendOutcome | null> {
  let outcome = await sendOnce(deps, account, mail, record, false);
  const isRefused = outcome !== null && outcome.kind === "temporary" && outcome.mailbox?.code === "auth";
  // A token may have ended early; a password is what it is.
  if (isRefused && account.channel.mailbox?.auth.kind === "oauth2")
    outcome = await sendOnce(deps, account, mail, record, true);
  return outcome;
}

async function sendOnce(
  { probe, stopping, cutting }: AttemptDeps,
  { channel, credentials, trace, timeouts }: SendingAccount,
  { envelope, raw }: ComposedMail,
  record: () => Promise<boolean>,
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
        if (stopping.aborted || !(await record())) throw new NotNow();
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
