import fc from "fast-check";
import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { readRtfBody } from "#main/mail/mime/tnef/rtf-body.ts";
import { readTnef } from "#main/mail/mime/tnef/read-tnef.ts";
import {
  BINARY,
  LONG,
  OBJECT,
  properties,
  STRING8,
  storedRtf,
  tnef,
  u32,
  UNICODE,
  type TestAttribute,
  type TestProperty,
} from "../../../../support/mail/tnef-writer.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

const HTML_RTF = String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Gr\'fc\'dfe{\*\htmltag84 <img src="cid:p@x">}\htmlrtf }\htmlrtf0{\*\htmltag72 </p>}}`;
const TEXT_RTF = String.raw`{\rtf1\ansi\ansicpg1252\fromtext \deff0 Only here\par and \'fcber}`;
const OWN_RTF = String.raw`{\rtf1\ansi Letter\par}`;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==",
  "base64",
);
const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, "utf16le");
const message = (...list: TestProperty[]): TestAttribute => [1, 0x69003, properties(list)];

function attachment(data: Buffer, ...list: TestProperty[]): TestAttribute[] {
  return [
    [2, 0x69002, Buffer.alloc(14)],
    [2, 0x18010, Buffer.from("SHORT~1.BIN\0")],
    [2, 0x6800f, data],
    [2, 0x69005, properties(list)],
  ];
}

async function mailWith(packed: Buffer, text: string, type = "application/ms-tnef"): Promise<ParsedMail> {
  const raw = `From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: ${type}; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n${packed.toString("base64")}\n--b--\n`;
  const result = await parseMail(Buffer.from(raw));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

function seen({ text, html, visibleText, attachments }: ParsedMail) {
  return {
    text: text.trim(),
    html: html?.trim() ?? null,
    visibleText,
    files: attachments.map(({ name, inline }) => [name, inline]),
  };
}

test("[H6] winmail.dat gives its files, in their long names, and shows its pictures in its HTML", async () => {
  const packed = tnef([
    [1, 0x69007, Buffer.concat([u32(1252), u32(0)])],
    message(
      [0x0037, STRING8, Buffer.from("Subject\0")],
      [0x8001, STRING8, Buffer.from("x\0")],
      [0x1009, BINARY, storedRtf(HTML_RTF)],
    ),
    ...attachment(Buffer.from("%PDF"), [0x3707, UNICODE, unicode("Angebot März.pdf")], [0x3705, LONG, 1]),
    ...attachment(
      PNG,
      [0x3707, STRING8, Buffer.from("bild.png\0")],
      [0x370e, STRING8, Buffer.from("image/png\0")],
      [0x3712, UNICODE, unicode("p@x")],
    ),
  ]);
  expect(seen(await mailWith(packed, " "))).toEqual({
    text: "Grüße",
    html: '<p>Grüße<img src="cid:p@x"></p>',
    visibleText: "Grüße",
    files: [
      ["Angebot März.pdf", false],
      ["bild.png", true],
    ],
  });
  // Beside a text it is the text's form.
  const { text, html } = seen(await mailWith(packed, "Grüße"));
  expect({ text, html }).toEqual({ text: "Grüße", html: '<p>Grüße<img src="cid:p@x"></p>' });
  expect(seen(await mailWith(packed, " ", "application/octet-stream")).text).toBe("Grüße");
});

test.each([
  ["a plain body", [message([0x1000, UNICODE, unicode("Nur hier")])], "Nur hier"],
  ["a body of old Outlooks", [[1, 0x2800c, Buffer.from("Only here\0")]], "Only here"],
  ["text in RTF", [message([0x1009, BINARY, storedRtf(TEXT_RTF)])], "Only here\nand über"],
  ["HTML itself", [message([0x1013, BINARY, Buffer.from("<p>Only here</p>")])], "Only here"],
  [
    "a code page of its own",
    [[1, 0x69007, u32(1251)], message([0x1000, STRING8, Buffer.from("\xcf\xf0\xe8\xe2\xe5\xf2\0", "latin1")])],
    "Привет",
  ],
] satisfies [string, TestAttribute[], string][])(
  "[H6] winmail.dat gives its text: %s",
  async (_name, attributes, expected) => {
    expect(seen(await mailWith(tnef(attributes), " ")).visibleText).toBe(expected);
  },
);

test("[H6] RTF with nothing within is a file, and so are the parts of a message in the message", async () => {
  const inner = tnef([
    message([0x0037, UNICODE, unicode("Inner")], [0x1000, UNICODE, unicode("Inner text")]),
    ...attachment(Buffer.from("x"), [0x3707, UNICODE, unicode("inner.pdf")]),
  ]);
  const packed = tnef([
    message([0x1009, BINARY, storedRtf(OWN_RTF)]),
    [2, 0x69002, Buffer.alloc(14)],
    [
      2,
      0x69005,
      properties([
        [0x3701, OBJECT, Buffer.concat([Buffer.alloc(16), inner])],
        [0x3001, UNICODE, unicode("Offer")],
      ]),
    ],
  ]);
  const { attachments } = await mailWith(packed, "Hi");
  expect(attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
    ["Offer.txt", "Inner text"],
    ["inner.pdf", "x"],
    ["message.rtf", OWN_RTF],
  ]);
});

test("[H6] what is no TNEF stays the file that it is", async () => {
  expect(seen(await mailWith(Buffer.from("nothing of the kind"), "Hi")).files).toEqual([["winmail.dat", false]]);
});

test("[H6] cut anywhere, or changed, it is read as far as it goes", () => {
  const packed = tnef([
    message([0x1000, UNICODE, unicode("Text")], [0x1009, BINARY, storedRtf(HTML_RTF)]),
    ...attachment(Buffer.from("%PDF"), [0x3707, UNICODE, unicode("a.pdf")]),
  ]);
  for (let length = 0; length <= packed.length; length += 1) readTnef(packed.subarray(0, length));
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.nat(255), (at, byte) => {
      const changed = Buffer.from(packed);
      changed[at] = byte;
      readTnef(changed);
    }),
  );
  expect(readTnef(packed.subarray(0, packed.length - 1))?.files.map(({ name }) => name)).toEqual(["a.pdf"]);
});

test.each([
  ["groups in groups", "{".repeat(3_000_000)],
  ["tags", String.raw`{\rtf1\fromhtml1 ${String.raw`{\*\htmltag64 <p>}x`.repeat(100_000)}}`],
  ["letters by number", String.raw`{\rtf1\fromtext ${String.raw`\u1234?`.repeat(300_000)}}`],
  ["characters of a code page", String.raw`{\rtf1\ansi\ansicpg932\fromtext ${String.raw`\'83\'65`.repeat(200_000)}}`],
])("[H6] RTF of %s takes a moment", async (_name, rtf) => {
  expect(await inProcessorTime(10_000, () => readRtfBody(storedRtf(rtf))?.kind)).toMatch(/^(?:rtf|html|text)$/u);
});
