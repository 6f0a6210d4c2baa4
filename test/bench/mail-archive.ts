import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rawMail } from "../support/raw-mail.ts";
import { wordsOf } from "./automation/full-desk.ts";

const MAILS_PER_THREAD = 4;
const WORDS_PER_MAIL = 120;

/** An mbox of so many mails, four a thread. @param from number of the first mail: archives that share none are different mails */
export async function writeArchive(
  folder: string,
  { mails, from }: { readonly mails: number; readonly from: number },
): Promise<string> {
  const path = join(folder, `archive-${from}.mbox`);
  await writeFile(path, Array.from({ length: mails }, (_, at) => archivedMail(from + at)).join(""));
  return path;
}

function archivedMail(number: number): string {
  const [thread, turn] = [Math.floor(number / MAILS_PER_THREAD), number % MAILS_PER_THREAD];
  const mail = rawMail({
    from: `Customer ${thread % 600} <customer${thread % 600}@example.com>`,
    to: "help@desk.example",
    subject: turn === 0 ? `Question ${thread}` : `Re: Question ${thread}`,
    messageId: `${thread}.${turn}@example.com`,
    ...(turn === 0 ? {} : { inReplyTo: `${thread}.${turn - 1}@example.com` }),
    date: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
    text: wordsOf(number, WORDS_PER_MAIL),
  });
  return `From sender@example.com Thu Jan  1 00:00:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`;
}
