/** Each mailbox of the desk: whether both its servers answer and take the password. */
import type { Finding } from "#shared/contract/data.ts";
import type { MailboxCheck } from "#shared/model/mail-channel.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { MailService } from "#main/mail/service.ts";
import { MAILBOXES_AT_ONCE, ONLINE_CHECK_MS } from "../limits.ts";
import { finding, wordsOf } from "./finding.ts";
import { inTime } from "./in-time.ts";

/** @param isAsked null: nobody is asked; `elsewhere`: the team's host has the passwords */
export async function mailboxFindings(
  channels: readonly Channel[],
  isAsked: "yes" | "no" | "elsewhere",
  mail: Pick<MailService, "test">,
): Promise<Finding[]> {
  const connected = channels.filter(({ mailbox }) => mailbox !== null);
  if (connected.length === 0) return [finding("ok", "mailboxes-none")];
  if (isAsked !== "yes")
    return [
      finding(isAsked === "no" ? "note" : "ok", isAsked === "no" ? "mailbox-not-asked" : "mailbox-elsewhere", {
        count: connected.length,
      }),
    ];
  const found = new Map<string, Finding>();
  const waiting = [...connected];
  const worker = async (): Promise<void> => {
    for (let channel = waiting.shift(); channel; channel = waiting.shift())
      found.set(channel.id, await ask(channel, mail));
  };
  await Promise.all(Array.from({ length: MAILBOXES_AT_ONCE }, worker));
  return connected.flatMap(({ id }) => found.get(id) ?? []);
}

async function ask({ id, name, address, mailbox }: Channel, mail: Pick<MailService, "test">): Promise<Finding> {
  const mailboxName = address || name;
  if (mailbox === null) return finding("ok", "mailboxes-none");
  try {
    const refusal = refusalOf(await inTime(mail.test({ mailbox, channelId: id }), ONLINE_CHECK_MS * 2));
    return refusal === null
      ? finding("ok", "mailbox-fine", { mailbox: mailboxName })
      : finding("problem", "mailbox-failed", { mailbox: mailboxName, reason: refusal });
  } catch (error) {
    return finding("problem", "mailbox-failed", { mailbox: mailboxName, reason: wordsOf(error) });
  }
}

/** Null: both work. */
function refusalOf({ imap, smtp }: MailboxCheck): string | null {
  const said = [["IMAP", imap] as const, ["SMTP", smtp] as const].flatMap(([name, half]) =>
    half.ok ? [] : [`${name}: ${half.failure.detail || half.failure.code}`],
  );
  return said.length === 0 ? null : said.join("; ");
}
