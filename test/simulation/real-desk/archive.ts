import type { Random } from "#main/demo/random.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { SUPPORT_ADDRESS } from "./set-up.ts";

const DAY_MS = 86_400_000;

export const OLD_OLGA = "Olga <olga@past.example>";
export const OLGAS_MAIL = "olga@past.example";

/** An archive's mails, oldest first, with the tickets that they make and the people who only stand there. */
export type OldMails = {
  readonly mails: readonly RawMail[];
  readonly tickets: number;
  readonly addresses: ReadonlySet<string>;
};

/** Questions with and without answers, machines, and a few of the last days: the archive was made today. */
export function oldMails(count: number, nowEpochMs: number, random: Random): OldMails {
  const mails: RawMail[] = [
    {
      from: OLD_OLGA,
      to: SUPPORT_ADDRESS,
      subject: "Olga's stove",
      messageId: OLGAS_MAIL,
      text: "It broke.",
      date: new Date(nowEpochMs - 700 * DAY_MS),
    },
  ];
  const addresses = new Set<string>();
  let tickets = 1;
  for (let number = 1; mails.length < count; number += 1) {
    const address = `p${random.integer(1, Math.ceil(count / 4))}@past.example`;
    const from = `Past ${number} <${address}>`;
    const subject = `Old matter ${number}`;
    const messageId = `old${number}@past.example`;
    const atEpochMs = nowEpochMs - random.integer(1, 900) * DAY_MS;
    addresses.add(address);
    mails.push({ from, to: SUPPORT_ADDRESS, subject, messageId, text: "Old.", date: new Date(atEpochMs) });
    tickets += 1;
    if (random.chance(0.3))
      mails.push({
        from: `Support <${SUPPORT_ADDRESS}>`,
        to: from,
        subject: `Re: ${subject}`,
        messageId: `answer${number}@acme.example`,
        inReplyTo: messageId,
        text: "We look into it.",
        date: new Date(atEpochMs + 3_600_000),
      });
    if (random.chance(0.3))
      mails.push({
        from,
        to: SUPPORT_ADDRESS,
        subject: `Re: ${subject}`,
        messageId: `more${number}@past.example`,
        inReplyTo: messageId,
        text: "More.",
        date: new Date(atEpochMs + 7_200_000),
      });
    if (random.chance(0.05))
      mails.push({
        from: `Machine <${address}>`,
        to: SUPPORT_ADDRESS,
        subject: `Out of office ${number}`,
        messageId: `ooo${number}@past.example`,
        text: "Away.",
        date: new Date(atEpochMs + 60_000),
        headers: { "Auto-Submitted": "auto-replied" },
      });
  }
  return { mails, tickets, addresses };
}

export function archiveOf(mails: readonly RawMail[]): string {
  return mails
    .map((mail) => `From x@example.com Thu Jan 15 09:30:00 2026\n${rawMail(mail).replaceAll("\r\n", "\n")}\n`)
    .join("");
}
