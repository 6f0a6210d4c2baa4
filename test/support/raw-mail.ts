/** What a test says of a mail; the rest is filled in. */
export type RawMail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Without angle brackets; absent: made of the subject and the sender. */
  readonly messageId?: string;
  /** Message-ID of the parent, without angle brackets. */
  readonly inReplyTo?: string;
  readonly date?: Date;
  readonly text?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const BOUNDARY = "=_pipedesk_test";
const DEFAULT_DATE = new Date("2026-01-15T09:30:00Z");

/** One mail as it goes over the wire (RFC 5322). */
export function rawMail(mail: RawMail): string {
  const { text = "", html } = mail;
  const id = mail.messageId ?? `${Buffer.from(`${mail.from} ${mail.subject}`).toString("hex")}@test.invalid`;
  const headers = {
    From: mail.from,
    To: mail.to,
    Subject: mail.subject,
    Date: (mail.date ?? DEFAULT_DATE).toUTCString().replace("GMT", "+0000"),
    "Message-ID": `<${id}>`,
    ...(mail.inReplyTo === undefined
      ? {}
      : { "In-Reply-To": `<${mail.inReplyTo}>`, References: `<${mail.inReplyTo}>` }),
    "MIME-Version": "1.0",
    ...mail.headers,
    "Content-Type": html === undefined ? "text/plain; charset=utf-8" : `multipart/alternative; boundary="${BOUNDARY}"`,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body =
    html === undefined ? [text] : [...part("text/plain", text), ...part("text/html", html), `--${BOUNDARY}--`];
  return [...head, "", ...body, ""].join("\r\n");
}

function part(contentType: string, content: string): string[] {
  return [`--${BOUNDARY}`, `Content-Type: ${contentType}; charset=utf-8`, "", content];
}
