/**
 * A demo mail as the bytes that a mail server would hand over: RFC 5322 headers with encoded words (RFC 2047), MIME parts in
 * quoted-printable and base64, a delivery status notification (RFC 3464) for a bounce.
 */
import { COMPANY_NAME, PIPELINES } from "../plan/company.ts";
import type { DemoMail } from "../plan/demo-event.ts";
import { contentOf, contentTypeOf } from "./attachments.ts";
import { base64Lines, encodedWords, foldedIds, quotedPrintable, rfcDate } from "./encodings.ts";
import { htmlOf } from "./html.ts";

/** What is only known when the mail is written. Ids are without angle brackets. */
export type MailIds = {
  readonly messageId: string;
  /** The mail or reply that this one answers; null where it begins a thread. */
  readonly parent: {
    readonly messageId: string;
    readonly references: readonly string[];
    readonly dateEpochMs: number;
  } | null;
};

const CRLF = "\r\n";

export function writeMail(mail: DemoMail, ids: MailIds, atEpochMs: number): Uint8Array {
  const body = mail.kind === "bounce" ? bounceBody(mail, ids) : personBody(mail, ids, atEpochMs);
  const headers = [...commonHeaders(mail, ids, atEpochMs), ...kindHeaders(mail), "MIME-Version: 1.0"];
  return Buffer.from([...headers, ...body].join(CRLF) + CRLF, "utf8");
}

function commonHeaders(mail: DemoMail, { messageId, parent }: MailIds, atEpochMs: number): string[] {
  const isBounce = mail.kind === "bounce";
  const from = isBounce
    ? { name: "Mail Delivery System", address: `mailer-daemon@${domainOf(mail.from.address)}` }
    : mail.from;
  const subject = isBounce ? "Undelivered Mail Returned to Sender" : mail.subject;
  return [
    `Return-Path: <${isBounce || mail.kind === "auto-reply" ? "" : from.address}>`,
    `Date: ${rfcDate(atEpochMs)}`,
    `From: ${encodedWords(from.name)} <${from.address}>`,
    `To: ${recipientOf(mail)}`,
    `Subject: ${encodedWords(subject, "Subject: ".length)}`,
    `Message-ID: <${messageId}>`,
    // A bounce names its original in the report, not in its own header.
    ...(parent === null || isBounce
      ? []
      : [`In-Reply-To: <${parent.messageId}>`, `References: ${foldedIds([...parent.references, parent.messageId])}`]),
  ];
}

/** A list writes to all of its readers at once, and so makes no ticket (D7). */
function recipientOf(mail: DemoMail): string {
  if (mail.kind === "newsletter" || mail.kind === "notice") return `readers@${domainOf(mail.from.address)}`;
  const { mailbox, mailboxName } = mailboxOf(mail);
  return `${encodedWords(`${COMPANY_NAME} ${mailboxName}`)} <${mailbox}>`;
}

function kindHeaders(mail: DemoMail): string[] {
  switch (mail.kind) {
    case "person":
      return [
        `User-Agent: ${{ webmail: "Postbox Web 4", office: "Officemail 16.0", phone: "Pocket Mail (23H)", plain: "mutt" }[mail.program]}`,
      ];
    case "auto-reply":
      return ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"];
    case "bounce":
      return ["Auto-Submitted: auto-replied"];
    case "newsletter":
      return [
        `List-Id: <weekly.${domainOf(mail.from.address)}>`,
        `List-Unsubscribe: <https://${domainOf(mail.from.address)}/out>`,
        "Precedence: bulk",
      ];
    case "notice":
      return ["Auto-Submitted: auto-generated", `List-Id: <notices.${domainOf(mail.from.address)}>`];
  }
}

function personBody(mail: DemoMail, ids: MailIds, atEpochMs: number): string[] {
  const text = textPart(mail, ids, atEpochMs);
  const html = htmlOf(mail, quoteHeading(mail, ids, atEpochMs));
  const boundary = `=_${ids.messageId.replaceAll(/[^A-Za-z0-9]/gu, "").slice(0, 24)}`;
  const readable =
    html === null
      ? text
      : multipart("alternative", `${boundary}_a`, [
          text,
          part("text/html; charset=utf-8", "quoted-printable", quotedPrintable(html)),
        ]);
  if (mail.attachments.length === 0) return readable;
  const files = mail.attachments.map((file) => [
    `Content-Type: ${contentTypeOf(file)}; name="${file.name}"`,
    `Content-Disposition: attachment; filename="${file.name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    base64Lines(contentOf(file)),
  ]);
  return multipart("mixed", `${boundary}_m`, [readable, ...files]);
}

function textPart(mail: DemoMail, ids: MailIds, atEpochMs: number): string[] {
  const heading = quoteHeading(mail, ids, atEpochMs);
  const quoted =
    mail.quote === null
      ? ""
      : `\n\n${heading}\n\n${mail.quote.text
          .split("\n")
          .map((line) => (line === "" ? ">" : `> ${line}`))
          .join("\n")}`;
  return part("text/plain; charset=utf-8", "quoted-printable", quotedPrintable(`${mail.text}${quoted}\n`));
}

function quoteHeading(mail: DemoMail, { parent }: MailIds, atEpochMs: number): string {
  if (mail.quote === null) return "";
  const date = new Date(parent?.dateEpochMs ?? atEpochMs);
  const stamp = `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()} ${String(date.getUTCHours()).padStart(2, "0")}:${String(date.getUTCMinutes()).padStart(2, "0")}`;
  return mail.quote.heading.replace("{date}", stamp);
}

/** RFC 3464: the mailbox is gone. */
function bounceBody(mail: DemoMail, { messageId, parent }: MailIds): string[] {
  const boundary = `=_${messageId.replaceAll(/[^A-Za-z0-9]/gu, "").slice(0, 24)}_r`;
  const recipient = mail.from.address;
  const words = `This is the mail system at host ${domainOf(recipient)}.\n\nYour message could not be delivered to one or more recipients.\n\n<${recipient}>: 550 5.1.1 User unknown\n`;
  const report = [
    `Reporting-MTA: dns; mx.${domainOf(recipient)}`,
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
  ];
  const original = [
    `From: <${mailboxOf(mail).mailbox}>`,
    `To: <${recipient}>`,
    `Subject: ${encodedWords(mail.subject, 9)}`,
    `Message-ID: <${parent?.messageId ?? "unknown"}>`,
  ];
  return multipart("report; report-type=delivery-status", boundary, [
    part("text/plain; charset=utf-8", "quoted-printable", quotedPrintable(words)),
    ["Content-Type: message/delivery-status", "", ...report, ""],
    ["Content-Type: text/rfc822-headers", "", ...original, ""],
  ]);
}

function multipart(kind: string, boundary: string, parts: readonly (readonly string[])[]): string[] {
  const [subtype = "", ...parameters] = kind.split("; ");
  return [
    `Content-Type: multipart/${[subtype, ...parameters, `boundary="${boundary}"`].join("; ")}`,
    "",
    ...parts.flatMap((lines) => [`--${boundary}`, ...lines]),
    `--${boundary}--`,
  ];
}

function part(contentType: string, encoding: string, body: string): string[] {
  return [`Content-Type: ${contentType}`, `Content-Transfer-Encoding: ${encoding}`, "", body];
}

function mailboxOf(mail: DemoMail) {
  const pipeline = PIPELINES.find(({ channel }) => channel === mail.channel);
  if (pipeline === undefined) throw new RangeError(`The demo has no mailbox for ${mail.channel}.`);
  return pipeline;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
