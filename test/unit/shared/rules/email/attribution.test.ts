import { expect, test } from "vitest";

import { visibleText } from "#shared/rules/email/visible-text.ts";

/** As programs write them in their languages. */
const ATTRIBUTIONS = {
  bg: "На пт, 30.10.2026 г. в 10:05 Support <support@desk.example> написа:",
  ca: "El dv., 30 d’oct. 2026, 10:05, Support <support@desk.example> va escriure:",
  cs: "pá 30. 10. 2026 v 10:05 odesílatel Support <support@desk.example> napsal:",
  csSeznam: "---------- Původní e-mail ----------",
  csFeminine: "Dne pá 30. 10. 2026 10:05 uživatel Support <support@desk.example> napsal(a):",
  da: "Den fre. 30. okt. 2026 kl. 10.05 skrev Support <support@desk.example>:",
  de: "Am Fr., 30. Okt. 2026 um 10:05 Uhr schrieb Support <support@desk.example>:",
  deThunderbird: "Am 30.10.26 um 10:05 schrieb Support:",
  el: "Στις Παρ 30 Οκτ 2026 στις 10:05 π.μ., ο χρήστης Support <support@desk.example> έγραψε:",
  en: "On Fri, 30 Oct 2026 at 10:05, Support <support@desk.example> wrote:",
  enApple: "On Oct 30, 2026, at 10:05 AM, Support <support@desk.example> wrote:",
  es: "El vie, 30 oct 2026 a las 10:05, Support (<support@desk.example>) escribió:",
  et: "Kuupäeval R, 30. oktoober 2026 kell 10:05 kirjutas Support <support@desk.example>:",
  fi: "pe 30. lokak. 2026 klo 10.05 Support <support@desk.example> kirjoitti:",
  fr: "Le ven. 30 oct. 2026 à 10:05, Support <support@desk.example> a écrit :",
  he: "‫בתאריך יום ו׳, 30 באוק׳ 2026 ב-10:05 מאת ‪Support‬‏ <‪support@desk.example‬‏>:‬",
  hr: "pet, 30. lis 2026. u 10:05 Support <support@desk.example> napisao je:",
  hu: "Support <support@desk.example> ezt írta (időpont: 2026. okt. 30., P, 10:05):",
  id: "Pada Jum, 30 Okt 2026 pukul 10.05 Support <support@desk.example> menulis:",
  it: "Il giorno ven 30 ott 2026 alle ore 10:05 Support <support@desk.example> ha scritto:",
  ja: "2026年10月30日(金) 10:05 Support <support@desk.example>:",
  ko: "2026년 10월 30일 (금) 오전 10:05, Support <support@desk.example>님이 작성:",
  lt: "2026-10-30, pn, 10:05 Support <support@desk.example> rašė:",
  lv: "piektd., 2026. g. 30. okt., plkst. 10:05 — lietotājs Support (<support@desk.example>) rakstīja:",
  nb: "fre. 30. okt. 2026 kl. 10:05 skrev Support <support@desk.example>:",
  nl: "Op vr 30 okt 2026 om 10:05 schreef Support <support@desk.example>:",
  pl: "pt., 30 paź 2026 o 10:05 Support <support@desk.example> napisał(a):",
  pt: "Em sex., 30 de out. de 2026 às 10:05, Support <support@desk.example> escreveu:",
  ro: "În vin., 30 oct. 2026 la 10:05, Support <support@desk.example> a scris:",
  ru: "пт, 30 окт. 2026 г. в 10:05, Support <support@desk.example>:",
  ruMail: "Пятница, 30 октября 2026, 10:05 +03:00 от Support <support@desk.example>:",
  sent: "On Fri, 30 Oct 2026 at 10:05, Support <support@desk.example> sent:",
  sentSwedish: "Den fre 30 okt. 2026 kl 10:05 skickade Support <support@desk.example>:",
  sk: "pi 30. 10. 2026 o 10:05 Support <support@desk.example> napísal(a):",
  sl: "V V pet., 30. okt. 2026 ob 10:05 je oseba Support <support@desk.example> napisala:",
  sv: "Den fre 30 okt. 2026 kl 10:05 skrev Support <support@desk.example>:",
  th: "เมื่อ ศ. 30 ต.ค. 2026 เวลา 10:05 Support <support@desk.example> เขียนว่า:",
  tr: "Support <support@desk.example>, 30 Eki 2026 Cum, 10:05 tarihinde şunu yazdı:",
  trOld: "30 Eki 2026 Cum 10:05 tarihinde Support <support@desk.example> şunu yazdı:",
  uk: "пт, 30 жовт. 2026 р. о 10:05 Support <support@desk.example> пише:",
  vi: "Vào Th 6, 30 thg 10, 2026 vào lúc 10:05 Support <support@desk.example> đã viết:",
  zh: "Support <support@desk.example> 于2026年10月30日周五 10:05写道：",
  zhTaiwan: "Support <support@desk.example> 於 2026年10月30日 週五 上午10:05寫道：",
};

test.each(Object.entries(ATTRIBUTIONS))(
  "[D2] %s: what heads a quotation is none of the answer's words",
  (_id, head) => {
    expect(visibleText(`OK, done.\n\n${head}\n\n> Old\n`)).toBe("OK, done.");
  },
);

test.each(Object.entries(ATTRIBUTIONS))("[D2] %s: a number alone above it is an answer", (_id, head) => {
  expect(visibleText(`42\n\n${head}\n> Old\n`)).toBe("42");
});

test("[D2] Thai, which has no words that are known here: a number alone above it is an answer", () => {
  expect(visibleText("42\n\nเมื่อ จ. 4 พ.ค. 2026 เวลา 10:00 Desk <support@desk.example> เขียนว่า:\n> Old\n")).toBe("42");
});

/** Shorter first lines are nobody's wrapping, and may be the sender's own. */
const MIN_WRAPPED_CHARS = 32;

test.each(Object.entries(ATTRIBUTIONS))("[D2] %s: neither is it where it was wrapped", (_id, head) => {
  const left = [...head.matchAll(/ /gu)]
    .filter(({ index }) => index >= MIN_WRAPPED_CHARS)
    .map(({ index }) => `${head.slice(0, index)}\n${head.slice(index + 1)}`)
    .map((wrapped) => [wrapped, visibleText(`OK, done.\n\n${wrapped}\n\n> Old\n`)])
    .filter(([, visible]) => visible !== "OK, done.");
  expect(left).toEqual([]);
});

const { csSeznam: _line, ...SENTENCES } = ATTRIBUTIONS;

test.each(Object.entries(SENTENCES))("[D2] %s: words before it in the same line stay", (_id, head) => {
  expect(visibleText(`That works, thank you! ${head}\n\n> Old\n`)).toBe("That works, thank you!");
});

test.each([
  [
    "words that end without a sign",
    "Thanks a lot On Fri, 30 Oct 2026 at 10:05, Ada <a@b.example> wrote:",
    "Thanks a lot",
  ],
  ["and wrapped", "Thanks! On Fri, 30 Oct 2026 at 10:05, Ada\n<a@b.example> wrote:", "Thanks!"],
  [
    "a long line",
    `${"word ".repeat(200)}end. On Fri, 30 Oct 2026, Ada <a@b.example> wrote:`,
    `${"word ".repeat(200)}end.`,
  ],
])("[D2] words before an attribution in the same line stay: %s", (_name, line, expected) => {
  expect(visibleText(`${line}\n> Old\n`)).toBe(expected);
});

test.each([
  "See you on 5 March 2026 in Rome. The list:\n\n- one\n- two",
  "The address to which I sent:\n\nbob@b.example",
  "We met on 30.10.2026 at 10:05, and this is what we need:\n\n1. chairs",
])("[D2] prose with a date and a colon is no attribution: %j", (text) => {
  expect(visibleText(text)).toBe(text);
});
