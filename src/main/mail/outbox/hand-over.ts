import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Message } from "#shared/model/message.ts";
import { composeMail, type ComposedMail } from "../compose/compose-mail.ts";
import { smtpOptions } from "../account/connection-options.ts";
import { mailboxFailed } from "../smtp/send-failure.ts";
import { sendOverSmtp, type SendOutcome } from "../smtp/smtp-transport.ts";
import type { AttemptDeps, SendingAccount } from "./attempt-deps.ts";

/** The mail's source; null where a file of it is gone, with the reason told to `onGone`. */
export async function composedOrGone(
  { context }: AttemptDeps,
  { channel }: SendingAccount,
  message: Message,
  onGone: (words: string) => Promise<void>,
): Promise<ComposedMail | null> {
  try {
    return await composeMail(context, message, channel);
  } catch (error) {
    if (errorCodeOf(error) !== "PD_DESK_NOT_FOUND") throw error;
    await onGone(error instanceof Error ? error.message : String(error));
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
