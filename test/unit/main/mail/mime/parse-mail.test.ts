import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

/** Lines become CRLF, as on the wire. Characters beyond U+00FF are UTF-8, those below are bytes. */
function message(text: string): Buffer {
  const wire = text.replaceAll("\n", "\r\n");
  return Buffer.concat(
    Array.from(wire).map((char) => Buffer.from(char, (char.codePointAt(0) ?? 0) > 0xff ? "utf8" : "latin1")),
  );
}

async function parsed(text: string | Buffer): Promise<ParsedMail> {
  const result = await parseMail(typeof text === "string" ? message(text) : text);
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

const HEAD =
  "From: Ada Byron <ada@example.com>\nTo: desk@example.org\nSubject: Hello\nDate: Tue, 5 Mar 2024 09:12:00 +0100\nMessage-ID: <1@example.com>\n";

function attachmentsOf(mail: ParsedMail): { name: string; contentType: string; sizeBytes: number }[] {
  return mail.attachments.map(({ name, contentType, sizeBytes }) => ({ name, contentType, sizeBytes }));
}

test("[H6] an ordinary message is read whole", async () => {
  const { headers, ...mail } = await parsed(
    `${HEAD}Cc: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>, Team: a@x.example, b@x.example;\nIn-Reply-To: <0@desk>\nReferences: <r1@desk>\n <0@desk>\nReturn-Path: <ada@example.com>\n\nIt works.\n\n-- \nAda\n`,
  );
  expect(headers.map((header) => header.name)).toEqual([
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "cc",
    "in-reply-to",
    "references",
    "return-path",
  ]);
  expect(mail).toEqual({
    messageId: "1@example.com",
    inReplyTo: ["0@desk"],
    references: ["r1@desk", "0@desk"],
    subject: "Hello",
    from: [{ name: "Ada Byron", address: "ada@example.com" }],
    sender: null,
    replyTo: [],
    to: [{ name: "", address: "desk@example.org" }],
    cc: [
      { name: "Zoë", address: "zoe@example.com" },
      { name: "", address: "a@x.example" },
      { name: "", address: "b@x.example" },
    ],
    bcc: [],
    dateEpochMs: Date.UTC(2024, 2, 5, 8, 12),
    listId: null,
    returnPath: "ada@example.com",
    text: "It works.\n\n-- \nAda\n",
    html: null,
    visibleText: "It works.",
    attachments: [],
    classification: {
      automatic: false,
      bounce: false,
      list: false,
      autoReply: false,
      receipt: false,
      complaint: false,
      fromOwnAddress: false,
      forwarded: false,
      replyToForwarded: false,
      reason: "",
    },
    bounceDetails: null,
    forwardedOriginal: null,
    seal: null,
    problems: [],
  });
});

test("[H6] attachments keep every byte, carriage returns of 8-bit parts too", async () => {
  const mail = await parsed(
    `${HEAD}Content-Type: multipart/mixed; boundary="b 1"\n\npreamble\n--b 1\nContent-Type: text/plain\n\nSee attached.\n--b 1  \nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment\n\na,b\nc,d\n--b 1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <logo@x>\n\niVBORw0K\n--b 1--\nepilogue\n`,
  );
  expect(mail.text).toBe("See attached.");
  expect(
    mail.attachments.map(({ content, ...rest }) => ({ ...rest, content: Buffer.from(content).toString("latin1") })),
  ).toEqual([
    { name: "list.csv", contentType: "text/csv", sizeBytes: 8, contentId: null, inline: false, content: "a,b\r\nc,d" },
    {
      name: "image.png",
      contentType: "image/png",
      sizeBytes: 6,
      contentId: "logo@x",
      inline: false,
      content: "\x89PNG\r\n",
    },
  ]);
});

test("[H6] alternatives are one body; text is made from HTML where there is none", async () => {
  const both = await parsed(
    `${HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>rich <img src="cid:i@x"></p>\n--c\nContent-Type: image/gif; name=i.gif\nContent-ID: <i@x>\n\nGIF89a\n--c--\n--b--\n`,
  );
  expect({ text: both.text, html: both.html, inline: both.attachments[0]?.inline }).toEqual({
    text: "plain",
    html: '<p>rich <img src="cid:i@x"></p>',
    inline: true,
  });
  const html = await parsed(
    `${HEAD}Content-Type: text/html\n\n<p>New.</p><div class="gmail_quote">On Mon Ada wrote:<blockquote>Old.</blockquote></div>`,
  );
  expect({ text: html.text, visibleText: html.visibleText }).toEqual({
    text: "New.\n\nOn Mon Ada wrote:\n\n> Old.",
    visibleText: "New.",
  });
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\\\x", "x"],
  ["a\0b\u202etxt.exe", "a btxt.exe"],
  ["con.txt", "_con.txt"],
  ["..", "attachment.bin"],
  ["what?*.pdf ", "what__.pdf"],
  [`${"x".repeat(400)}.pdf`, `${"x".repeat(176)}.pdf`],
])("[H6] the attachment name %j is made safe", async (sent, expected) => {
  const mail = await parsed(
    Buffer.from(
      `${HEAD}Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${sent}"\r\n\r\nx`,
    ),
  );
  expect(mail.attachments.map((attachment) => attachment.name)).toEqual([expected]);
});

test.each([
  ["filename*=utf-8''na%C3%AFve%20plan.pdf", "naïve plan.pdf"],
  ["filename*0*=iso-8859-1'en'na%EF; filename*1*=ve.pdf", "naïve.pdf"],
  ['filename*0="long "; filename*1="name.pdf"', "long name.pdf"],
  ['filename="=?utf-8?b?bmHDr3ZlLnBkZg==?="', "naïve.pdf"],
  ["filename=My Report (1).pdf", "My Report (1).pdf"],
  ["filename=report.pdf (a comment)", "report.pdf"],
  ['filename="=?iso-2022-jp?b?GyRCRnxLXBsoQi5wZGY=?="', "日本.pdf"],
  ["", "attachment.pdf"],
])("[H6] the parameter %j is a file name", async (parameter, expected) => {
  const mail = await parsed(`${HEAD}Content-Type: application/pdf\nContent-Disposition: attachment; ${parameter}\n\nx`);
  expect(mail.attachments.map((attachment) => attachment.name)).toEqual([expected]);
});

test.each([
  ["=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"],
  ["=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=", "Привет"],
  ["=?gb18030?B?xOO6ww==?=", "你好"],
  ["=?utf-7?Q?Hi_+AOk-?=", "Hi é"],
  ["=?x-unknown?Q?caf=E9?=", "café"],
  ["=?utf-8?B?5pel?= =?utf-8?B?5pys?=", "日本"],
  ["=?utf-8?Q?=E6=97?= =?utf-8?Q?=A5?=", "日"],
  ["=?utf-8?Q?cut off by a limi", "=?utf-8?Q?cut off by a limi"],
  ["caf\u00e9 raw", "café raw"],
  ["a =?utf-8?q?b?= c", "a b c"],
  ["no words =?here", "no words =?here"],
])("[H6] the subject %j is read", async (sent, expected) => {
  expect((await parsed(message(`From: a@b.c\nSubject: ${sent}\n\nx`))).subject).toBe(expected);
});

test("[H6] raw Cyrillic in a header without any charset is guessed", async () => {
  const raw = Buffer.concat([
    Buffer.from("From: a@b.c\r\nSubject: "),
    Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xec, 0xe8, 0xf0]),
    Buffer.from("\r\n\r\nx"),
  ]);
  expect((await parsed(raw)).subject).toBe("Привет мир");
});

test.each([
  ["windows-1251", [0xcf, 0xf0, 0xe8], "При"],
  ["utf-8", [0xe9, 0x74, 0xe9], "été"],
  ["us-ascii", [0xc3, 0xa9], "é"],
  ["no-such-charset", [0xc3, 0xa9], "é"],
  ["iso-2022-kr", [0x1b, 0x24, 0x29, 0x43, 0x0e, 0x47, 0x51, 0x0f], "한"],
  ["hz-gb-2312", [0x7e, 0x7b, 0x44, 0x63, 0x7e, 0x7d], "你"],
])("[H6] a body in %s is read", async (charset, bytes, expected) => {
  const raw = Buffer.concat([
    Buffer.from(`${HEAD}Content-Type: text/plain; charset=${charset}\n\n`),
    Buffer.from(bytes),
  ]);
  expect((await parsed(raw)).text).toBe(expected);
});

test.each([
  ["Thu, 13 Feb 1969 23:32:54 -0330", Date.UTC(1969, 1, 14, 3, 2, 54)],
  ["Fri, 21 Nov 97 09(comment):55 : 06 -0600", Date.UTC(1997, 10, 21, 15, 55, 6)],
  ["Mon Mar  4 14:03:02 2024", Date.UTC(2024, 2, 4, 14, 3, 2)],
  ["2024-03-05T09:12:00+01:00", Date.UTC(2024, 2, 5, 8, 12)],
  ["5 Mar 2024 9:12 PM EST", Date.UTC(2024, 2, 6, 2, 12)],
  ["Tue, 5 Mar 0000 00:00:00 +0000", null],
  ["Tue, 5 Mar 9999 00:00:00 +0000", null],
  ["Tue, 31 Feb 2024 00:00:00 +0000", null],
  ["yesterday", null],
])("[H6] the date %j", async (sent, expected) => {
  const mail = await parsed(`From: a@b.c\nDate: ${sent}\n\nx`);
  expect([mail.dateEpochMs, mail.problems]).toEqual([
    expected,
    expected === null ? [`the date "${sent}" is impossible`] : [],
  ]);
});

test("[H6] a multipart without a boundary, with a wrong one, and one never closed", async () => {
  const without = await parsed(`${HEAD}Content-Type: multipart/mixed\n\njust text\n`);
  const wrong = await parsed(
    `${HEAD}Content-Type: multipart/mixed; boundary=nope\n\n--real\nContent-Type: text/plain\n\nhi\n--real\nContent-Type: text/csv\n\na,b\n--real--\n`,
  );
  const open = await parsed(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nhi\n--b\nContent-Type: text/csv\n\na,b`,
  );
  expect([without.text, without.problems]).toEqual([
    "just text\n",
    ["a multipart without its boundary was read as text"],
  ]);
  expect([wrong.text, attachmentsOf(wrong)]).toEqual([
    "hi",
    [{ name: "text.csv", contentType: "text/csv", sizeBytes: 3 }],
  ]);
  expect([open.text, attachmentsOf(open)]).toEqual([
    "hi",
    [{ name: "text.csv", contentType: "text/csv", sizeBytes: 3 }],
  ]);
});

test("[H6] a forgotten empty line, no content type, uuencode, format=flowed", async () => {
  expect((await parsed("From: a@b.c\nSubject: x\nHello there\nBob")).text).toBe("Hello there\nBob");
  const uu = await parsed("From: a@b.c\n\nhi\nbegin 644 a.txt\n#86)C\n`\nend\nbye\n");
  expect([uu.text, uu.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])]).toEqual([
    "hi\nbye\n",
    [["a.txt", "abc"]],
  ]);
  expect(
    (await parsed(`${HEAD}Content-Type: text/plain; format=flowed\n\none \ntwo\n>quoted \n>on\n-- \nme`)).text,
  ).toBe("one two\n> quoted on\n-- \nme");
});

test("[H6] attached messages and TNEF stay closed and get names", async () => {
  const mail = await parsed(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee both messages that are attached.\n--b\nContent-Type: message/rfc822\n\nFrom: eve@x.example\nSubject: A/B test\n\nhi\n--b\nContent-Type: message/rfc822\n\nFrom: eve@x.example\n\nhi\n--b\nContent-Type: application/ms-tnef\n\nx\n--b--\n`,
  );
  expect(mail.attachments.map((attachment) => attachment.name)).toEqual(["A_B test.eml", "message.eml", "winmail.dat"]);
});

test("[D5] the original of a forward, from the text and from an attached message", async () => {
  const inText = await parsed(
    `${HEAD.replace("Hello", "I: Offerta")}\n---------- Forwarded message ---------\nDa: Bob <bob@example.com>\nDate: mar 5 mar 2024\nSubject: Offerta\nTo: <ada@example.com>\n\nCiao`,
  );
  const attached = await parsed(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nFrom: Bob <bob@example.com>\nSubject: Offerta\nDate: yesterday\n\nCiao\n--b--\n`,
  );
  expect(inText.forwardedOriginal).toEqual({
    from: { name: "Bob", address: "bob@example.com" },
    subject: "Offerta",
    dateText: "mar 5 mar 2024",
    body: "Ciao",
  });
  expect(attached.forwardedOriginal).toEqual({
    from: { name: "Bob", address: "bob@example.com" },
    subject: "Offerta",
    dateText: "yesterday",
    body: "Ciao",
  });
});

test("[D7] a delivery report names whom it is about and which message it returns", async () => {
  const mail = await parsed(
    "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ticket-7@desk>\n--b--\n",
  );
  expect([mail.classification.bounce, mail.bounceDetails, attachmentsOf(mail).map(({ name }) => name)]).toEqual([
    true,
    { recipients: [{ address: "bob@example.com", status: "5.1.1", hard: true }], originalMessageId: "ticket-7@desk" },
    ["delivery-status.txt", "message-headers.txt"],
  ]);
});

test.each([
  ["", "empty"],
  ["\r\n \r\n", "empty"],
  ["\0\0\0\0", "empty"],
  ['{"json": true}', "no-header"],
  ["Name: x\n\nNo mail", "no-header"],
])("[H6] %j is set aside as %s", async (source, reason) => {
  const result = await parseMail(Buffer.from(source));
  expect(result.kind === "set-aside" && result.reason).toBe(reason);
});

test("[H6] a message over the limit is set aside with what its header told", async () => {
  const raw = message(`${HEAD}\n${"x".repeat(1_000)}`);
  expect(await parseMail(raw, { maxBytes: 1_000 })).toEqual({
    kind: "set-aside",
    reason: "too-large",
    explanation: `The message has ${raw.length} bytes; the limit is 1000.`,
    partial: {
      subject: "Hello",
      from: [{ name: "Ada Byron", address: "ada@example.com" }],
      messageId: "1@example.com",
      dateEpochMs: Date.UTC(2024, 2, 5, 8, 12),
      sizeBytes: raw.length,
    },
  });
});
