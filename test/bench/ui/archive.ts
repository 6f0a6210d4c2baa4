import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { rawMail } from "../../support/raw-mail.ts";

export type ArchiveSize = {
  readonly tickets: number;
  /** How many of the newest are conversations of several mails, HTML among them; the others are one mail each. */
  readonly conversations: number;
};

/** Turns of the conversations, one after the other: most are short, some are what a long quarrel comes to. */
const TURNS = [1, 2, 3, 4, 6, 2, 8, 3, 12, 5];
/** Every third mail of a conversation is HTML. */
const HTML_EVERY = 3;
const STEP_MS = 60_000;
const WORDS =
  "boots tent stove bag order refund parcel delay zip broken thanks waterproof size exchange invoice please".split(" ");

/** Writes a year's mail of a shop as an mbox; the newest tickets are those that a board shows first. @returns how many mails it holds */
export async function writeArchive(path: string, size: ArchiveSize, endEpochMs: number): Promise<number> {
  const stream = createWriteStream(path);
  let mails = 0;
  for (let ticket = 0; ticket < size.tickets; ticket++) {
    const startEpochMs = endEpochMs - (size.tickets - ticket) * STEP_MS;
    const isConversation = ticket >= size.tickets - size.conversations;
    const turns = isConversation ? (TURNS[ticket % TURNS.length] ?? 1) : 1;
    for (let turn = 0; turn < turns; turn++) {
      mails += 1;
      if (!stream.write(mailOf(ticket, turn, startEpochMs + (turn * STEP_MS) / turns, isConversation)))
        await once(stream, "drain");
    }
  }
  stream.end();
  await once(stream, "finish");
  return mails;
}

function mailOf(ticket: number, turn: number, atEpochMs: number, isConversation: boolean): string {
  const text = wordsOf(ticket + turn, isConversation ? 150 : 40);
  const mail = rawMail({
    from: `Customer ${ticket % 5_000} <customer${ticket % 5_000}@example.com>`,
    to: "help@desk.example",
    subject: turn === 0 ? `Question ${ticket}` : `Re: Question ${ticket}`,
    messageId: `${ticket}.${turn}@example.com`,
    ...(turn === 0 ? {} : { inReplyTo: `${ticket}.${turn - 1}@example.com` }),
    date: new Date(atEpochMs),
    text,
    ...(isConversation && turn % HTML_EVERY === 0 ? { html: shopMail(ticket, text) } : {}),
  });
  return `From sender@example.com Thu Jan  1 00:00:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`;
}

/** What shops and mail programs send: tables in tables, a style for each cell, a quoted mail below. */
function shopMail(ticket: number, text: string): string {
  const cell = (row: number) =>
    `<tr><td style="padding:4px 8px;border-bottom:1px solid #ddd;font:14px/1.4 Arial,sans-serif;color:#333">${wordsOf(ticket + row, 12)}</td>` +
    `<td style="padding:4px 8px;text-align:right;color:#666">${row}.00</td></tr>\n`;
  return [
    "<html><head><style>.lead{color:#224;font-weight:600}@media (max-width:600px){.lead{font-size:18px}}</style></head><body>",
    `<p class="lead">${text}</p>`,
    '<table width="600" cellpadding="0" cellspacing="0" style="border-collapse:collapse">',
    Array.from({ length: 40 }, (_, row) => cell(row)).join(""),
    "</table>",
    `<blockquote style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><p>${wordsOf(ticket, 80)}</p></blockquote>`,
    "</body></html>",
  ].join("\n");
}

function wordsOf(seed: number, count: number): string {
  return Array.from({ length: count }, (_, position) => WORDS[(seed * 7 + position * position) % WORDS.length]).join(
    " ",
  );
}
