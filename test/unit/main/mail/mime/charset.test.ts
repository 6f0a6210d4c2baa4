import { encode } from "iconv-lite";
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

const TEXTS: Record<string, string> = {
  shift_jis: "お世話になっております。ご注文いただいた商品が届きません。調べていただけますか。",
  "euc-jp": "お世話になっております。ご注文いただいた商品が届きません。調べていただけますか。",
  gbk: "您好，我上周订购的商品还没有收到，请帮我查一下物流信息，谢谢。",
  big5: "您好，我上週訂購的商品還沒有收到，請幫我查一下物流資訊，謝謝。",
  "euc-kr": "안녕하세요. 지난주에 주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다.",
  win1251: "Здравствуйте! Мой заказ до сих пор не пришёл. Пожалуйста, проверьте.",
  "koi8-r": "Здравствуйте! Мой заказ до сих пор не пришёл. Пожалуйста, проверьте.",
  win1253: "Καλημέρα, η παραγγελία μου δεν έφτασε ακόμη. Παρακαλώ ελέγξτε.",
  win1255: "שלום, ההזמנה שלי עדיין לא הגיעה. אנא בדקו.",
  win1256: "مرحبا، لم يصل طلبي بعد. يرجى التحقق من ذلك.",
  win874: "สวัสดีครับ สินค้าที่สั่งยังไม่มาถึง กรุณาตรวจสอบด้วย",
  win1250: "Dobrý den, zásilka ještě nedorazila. Prosím o prověření, příliš žluťoučký kůň.",
  "iso-8859-2": "Jó napot, a csomagom még nem érkezett meg. Kérem, nézzék meg, őszintén köszönöm.",
  win1254: "Merhaba, siparişim hâlâ gelmedi. Lütfen kontrol eder misiniz? İyi günler, ışık şöyle.",
  win1252: "Grüße aus Köln: Die Bestellung für 20 € ist überfällig – schöne Grüße",
};
const LATIN = new Set(["win1250", "iso-8859-2", "win1254", "win1252"]);

test.each(Object.entries(TEXTS))(
  "[H6] a text in %s is read under labels that say nothing, or a lie",
  (charset, text) => {
    const labels = ["", "us-ascii", "utf-8", ...(LATIN.has(charset) ? [] : ["iso-8859-1", "windows-1252"])];
    const read = labels.map((label) => decodeBytes(encode(text, charset), label, { withStatistics: true }).text);
    expect(read).toEqual(labels.map(() => text));
  },
);

test.each([
  ["euc-jp", "shift_jis"],
  ["shift_jis", "iso-2022-jp"],
  ["big5", "gb2312"],
  ["koi8-r", "windows-1251"],
  ["win1251", "koi8-r"],
])("[H6] %s is told from its sister %s", (charset, label) => {
  const text = TEXTS[charset] ?? "";
  expect(decodeBytes(encode(text, charset), label, { withStatistics: true })).toEqual({ text, asLabelled: false });
});

test.each([
  ["ÄÖÜ äöü ß ÄÖÜäöüß", "win1252", "iso-8859-1"],
  ["€€€ £££ ¥¥¥ ©®™ §§ «»", "win1252", "windows-1252"],
  ["СРОЧНО ПОМОГИТЕ ПОЖАЛУЙСТА", "koi8-r", "koi8-r"],
  ["张三李四王五赵六钱七孙八周九吴十", "gbk", "gb2312"],
  ["ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ", "shift_jis", "shift_jis"],
  ["株式会社日本電気通信工業営業部", "euc-jp", "euc-jp"],
  ["臺北市信義區松仁路一百號十樓", "big5", "big5"],
])("[H6] %s is odd, and stays what it says", (text, charset, label) => {
  expect(decodeBytes(encode(text, charset), label, { withStatistics: true })).toEqual({ text, asLabelled: true });
});

test.each([
  ["x-mac-ce", "maccenteuro", "Dobrý den"],
  ["x-mac-greek", "macgreek", "Καλημέρα"],
  ["x-mac-turkish", "macturkish", "siparişim"],
])("[H6] the Macintosh's %s", (label, charset, text) => {
  expect(decodeBytes(encode(text, charset), label).text).toBe(text);
});
