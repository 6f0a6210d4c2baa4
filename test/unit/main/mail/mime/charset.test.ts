import { expect, test } from "vitest";

import { decodeBytes } from "#main/mail/mime/charset.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const JAPANESE = Buffer.from("\u001b$B@A5a=q$N7o\u001b(B", "latin1");

test.each([["utf-8"], [""], ["us-ascii"], ["iso-8859-1"], ["shift_jis"], ["euc-jp"], ["windows-1252"]])(
  "[H6] the escapes of ISO-2022-JP are read under the label %j",
  (label) => {
    expect(decodeBytes(JAPANESE, label).text).toBe("請求書の件");
  },
);

test.each([
  ["ESC $ @, the older set", "\u001b$@@A5a=q\u001b(J", "請求書"],
  ["half-width letters", "\u001b(I1234\u001b(B", "ｱｲｳｴ"],
  ["Korean shifts", "\u001b$)C\u000e>H3g\u000f ok", "안녕 ok"],
  ["Chinese shifts", "\u001b$)A\u000eDc:C\u000f ok", "你好 ok"],
])("[H6] %s without a label", (_name, bytes, expected) => {
  expect(decodeBytes(Buffer.from(bytes, "latin1"), "").text).toBe(expected);
});

test.each(
  ["Grüße — „x“", "Ćma, żółć", "Привет, мир", "Καλημέρα", "ありがとう", "😀 ok"].flatMap((text) =>
    ["iso-8859-1", "windows-1252", "iso-8859-2", "windows-1251", "koi8-r", "iso-8859-15", "windows-1254"].map(
      (label) => [text, label] as const,
    ),
  ),
)("[H6] %s in UTF-8 is read as that under the label %s", (text, label) => {
  expect(decodeBytes(Buffer.from(text, "utf8"), label).text).toBe(text);
});

test.each(
  ["ありがとうございます", "你好，谢谢", "Спасибо за ответ"].flatMap((text) =>
    ["gbk", "big5", "shift_jis", "euc-kr", "iso-8859-5", "ibm866"].map((label) => [text, label] as const),
  ),
)("[H6] %s in UTF-8 is read as that under the label %s, whose letters may look alike", (text, label) => {
  expect(decodeBytes(Buffer.from(text, "utf8"), label).text).toBe(text);
});

test.each([
  ["gbk", [0xc1, 0xaa, 0xcd, 0xa8], "联通"],
  ["iso-8859-5", [0xc2, 0xbe], "ТО"],
  ["iso-8859-1", [0x47, 0x72, 0xfc, 0xdf, 0x65], "Grüße"],
  ["windows-1251", [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], "Привет"],
])("[H6] honest %s stays what it says", (label, bytes, expected) => {
  expect(decodeBytes(Uint8Array.from(bytes), label)).toEqual({ text: expected, asLabelled: true });
});

test.each([
  ["cp437", [0x81, 0x84, 0x94, 0xe1], "üäöß"],
  ["IBM437", [0x82, 0x8a], "éè"],
  ["cp850", [0x9b, 0xb5, 0xe4], "øÁõ"],
  ["ibm00858", [0xd5], "€"],
  ["cspc850multilingual", [0x81], "ü"],
  ["cp852", [0x88, 0xa1, 0xbe], "łíż"],
  ["dos-866", [0x8f, 0xe0, 0xa8, 0xa2, 0xa5, 0xe2], "Привет"],
  ["cp855", [0xe1], "р"],
  ["cp737", [0x98], "α"],
  ["cp857", [0x8d], "ı"],
  ["cp865", [0x9b], "ø"],
  ["cp775", [0x88], "ł"],
])("[H6] the DOS code page %s", (label, bytes, expected) => {
  expect(decodeBytes(Uint8Array.from(bytes), label)).toEqual({ text: expected, asLabelled: true });
});

test.each(["base64", "hex", "binary", "utf7imap", "no-such-charset"])("[H6] the label %s is no charset", (label) => {
  expect(decodeBytes(Buffer.from("Grüße"), label).text).toBe("Grüße");
});

test.each([
  ["utf-16", "feff00470072", "Gr"],
  ["utf-16", "fffe47007200", "Gr"],
  ["utf-16", "00470072", "Gr"],
  ["utf-16", "47007200", "Gr"],
  ["utf-16be", "00470072", "Gr"],
])("[H6] %s %s", (label, hex, expected) => {
  expect(decodeBytes(Buffer.from(hex, "hex"), label).text).toBe(expected);
});

test("[H6] a subject's wrong label is seen through as well", async () => {
  const result = await parseMail(
    Buffer.from("From: a@b.example\nSubject: =?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?= =?us-ascii?B?GyRCQEE1YT1xGyhC?=\n\nx"),
  );
  expect(result.kind === "parsed" && result.mail.subject).toBe("Grüße請求書");
});
