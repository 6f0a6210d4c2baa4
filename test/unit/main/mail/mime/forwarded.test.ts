import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

async function parsed(subject: string, text: string, more = ""): Promise<ParsedMail> {
  const head = `From: kim@work.example\nTo: support@desk.example\nSubject: ${subject}\n${more}`;
  const raw = `${head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`;
  const result = await parseMail(Buffer.from(raw));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

const FORWARDS: readonly (readonly [name: string, subject: string, text: string])[] = [
  [
    "da one",
    "VS: Faktura",
    "Kan du tage den?\n\nFra: Tilda Kunde <tilda@t.example>\nSendt: 30. oktober 2026 09:00\nTil: Kim <kim@desk.example>\nEmne: Faktura\n\nDet er forkert.",
  ],
  [
    "no",
    "VS: Faktura",
    "Se under.\n\n-----Opprinnelig melding-----\nFra: Tilda Kunde <tilda@t.example>\nSendt: 30. oktober 2026 09:00\nTil: Kim\nEmne: Faktura\n\nDet er feil.",
  ],
  [
    "sv",
    "VB: Faktura",
    "Se nedan.\n\nFrån: Tilda Kund <tilda@t.example>\nSkickat: den 30 oktober 2026 09:00\nTill: Kim\nÄmne: Faktura\n\nDet är fel.",
  ],
  [
    "sv date",
    "VB: Faktura",
    "Från: Tilda Kund <tilda@t.example>\nDatum: fredag, 30 oktober 2026 09:00\nTill: Kim\nÄmne: Faktura\n\nDet är fel.",
  ],
  [
    "fi",
    "VL: Lasku",
    "Katso.\n\nLähettäjä: Tilda <tilda@t.example>\nLähetetty: perjantai 30. lokakuuta 2026 9.00\nVastaanottaja: Kim\nAihe: Lasku\n\nVäärin.",
  ],
  [
    "fi VS",
    "VS: Lasku",
    "Lähettäjä: Tilda <tilda@t.example>\nLähetetty: 30. lokakuuta 2026 9.00\nVastaanottaja: Kim\nAihe: Lasku\n\nVäärin.",
  ],
  ["is", "FW: x", "Frá: Tilda <tilda@t.example>\nSent: 30. október 2026 09:00\nTil: Kim\nEfni: Reikningur\n\nRangt."],
  [
    "eM Client",
    "Fwd: Invoice",
    'Fyi\n\n------ Forwarded Message ------\nFrom "Tilda" <tilda@t.example>\nTo kim@desk.example\nDate 02/11/2026 10:05:12\nSubject Invoice\n\nIt is wrong.',
  ],
  [
    "Yandex",
    "Fwd: Счёт",
    'См.\n\n-------- Пересылаемое сообщение --------\n02.11.2026, 10:05, "Tilda" <tilda@t.example>:\n\nIt is wrong.',
  ],
  [
    "Zoho",
    "Fwd: Invoice",
    "Fyi\n\n============ Forwarded message ============\nFrom: Tilda <tilda@t.example>\nTo: <kim@desk.example>\nDate: Mon, 02 Nov 2026 10:05:12 +0100\nSubject: Invoice\n============ Forwarded message ============\n\nIt is wrong.",
  ],
  [
    "Thunderbird's table in French",
    "Fwd: Invoice",
    "Voir.\n\n-------- Message transféré --------\nSujet : Invoice\nDate : Mon, 2 Nov 2026 10:05:12 +0100\nDe : Tilda <tilda@t.example>\nPour : kim@desk.example\n\nIt is wrong.",
  ],
  [
    "ar",
    "FW: x",
    "من: Tilda <tilda@t.example>\nتم الإرسال: 02/11/2026 10:05\nإلى: Kim\nالموضوع: Invoice\n\nIt is wrong.",
  ],
  ["he", "FW: x", "מאת: Tilda <tilda@t.example>\nנשלח: 02/11/2026 10:05\nאל: Kim\nנושא: Invoice\n\nIt is wrong."],
  [
    "tr one line",
    "İLT: x",
    "Kimden: Tilda <tilda@t.example> Gönderildi: 2 Kasım 2026 10:05 Kime: Kim Konu: Invoice\n\nIt is wrong.",
  ],
  [
    "one-line",
    "Fwd: Invoice",
    "Please take this.\n\nFrom: Tilda <tilda@t.example> Date: Fri, 30 Oct 2026 at 09:00 Subject: Invoice To: Kim <kim@desk.example>\n\nIt is wrong.",
  ],
  [
    "one-line yahoo",
    "Fwd: Invoice",
    "----- Forwarded Message ----- From: Tilda <tilda@t.example>To: Kim <kim@desk.example>Sent: Friday, October 30, 2026 at 09:00:00 AM GMT+1Subject: Invoice\nIt is wrong.",
  ],
  [
    "one-line outlook",
    "FW: Invoice",
    "fyi\n\nFrom: Tilda <tilda@t.example>; Sent: Friday, October 30, 2026 9:00 AM; To: Kim <kim@desk.example>; Subject: Invoice\n\nIt is wrong.",
  ],
  [
    "below words",
    "Fwd: Invoice",
    "Hi,\n\nplease take this.\nFrom: you know who.\n\nBest,\nKim\n\n---------- Forwarded message ---------\nFrom: Tilda <tilda@t.example>\nDate: Fri, 30 Oct 2026 at 09:00\nSubject: Invoice\nTo: Kim <kim@desk.example>\n\nIt is wrong.",
  ],
  [
    "quoted",
    "Fwd: Invoice",
    "Please take this.\n\n> From: Tilda <tilda@t.example>\n> Date: Fri, 30 Oct 2026 09:00\n> To: Kim <kim@desk.example>\n> Subject: Invoice\n>\n> It is wrong.",
  ],
  [
    "quoted begin",
    "Fwd: Invoice",
    "Please take this.\n\n> Begin forwarded message:\n>\n> From: Tilda <tilda@t.example>\n> Subject: Invoice\n> Date: 30 October 2026 at 09:00\n> To: Kim <kim@desk.example>\n>\n> It is wrong.",
  ],
  [
    "quoted deep",
    "Fwd: Invoice",
    "> > From: Tilda <tilda@t.example>\n> > Sent: 30 October 2026 at 09:00\n> > To: Kim <kim@desk.example>\n> > Subject: Invoice\n> >\n> > It is wrong.",
  ],
  [
    "bold outlook",
    "FW: Invoice",
    "Take it.\n\n*From:* Tilda <tilda@t.example>\n*Sent:* Friday, October 30, 2026 9:00 AM\n*To:* Kim <kim@desk.example>\n*Subject:* Invoice\n\nIt is wrong.",
  ],
  [
    "sig before",
    "WG: Rechnung",
    "Bitte übernehmen.\n\nMit freundlichen Grüßen\nKim\n\n________________________________\nVon: Tilda <tilda@t.example>\nGesendet: Freitag, 30. Oktober 2026 09:00\nAn: Kim <kim@desk.example>\nBetreff: Rechnung\n\nSie ist falsch.",
  ],
  [
    "mailto",
    "FW: Invoice",
    "From: Tilda [mailto:tilda@t.example]\nSent: Friday, October 30, 2026 9:00 AM\nTo: Kim\nSubject: Invoice\n\nIt is wrong.",
  ],
  [
    "thunderbird",
    "Fwd: Rechnung",
    "Bitte\n\n-------- Weitergeleitete Nachricht --------\nBetreff: \tRechnung\nDatum: \tFri, 30 Oct 2026 09:00:00 +0100\nVon: \tTilda <tilda@t.example>\nAn: \tkim@desk.example\n\nSie ist falsch.",
  ],
  [
    "nordic thunderbird",
    "Fwd: Faktura",
    "Se her\n\n-------- Videresendt meddelelse --------\nEmne: \tFaktura\nDato: \tFri, 30 Oct 2026 09:00:00 +0100\nFra: \tTilda <tilda@t.example>\nTil: \tkim@desk.example\n\nDet er forkert.",
  ],
  [
    "gmail da",
    "Fwd: Faktura",
    "Se her\n\n---------- Forwarded message ---------\nFra: Tilda <tilda@t.example>\nDate: fre. 30. okt. 2026 kl. 09.00\nSubject: Faktura\nTo: <kim@desk.example>\n\nDet er forkert.",
  ],
  ["wrote", "Fwd: Invoice", "fyi\n\nOn Fri, 30 Oct 2026 at 09:00, Tilda <tilda@t.example> wrote:\n> It is wrong.\n"],
];

test.each(FORWARDS)("[D5] [D8b] a forward tells who wrote first, and what: %s", async (_name, subject, text) => {
  const { classification, forwardedOriginal } = await parsed(subject, text);
  const { from, body, subject: told } = forwardedOriginal ?? {};
  expect([classification.forwarded, from?.address, from?.name.split(" ")[0]]).toEqual([
    true,
    "tilda@t.example",
    "Tilda",
  ]);
  const words = text
    .trimEnd()
    .split("\n")
    .at(-1)
    ?.replace(/^[> ]+/u, "");
  expect(body).toBe(words?.replace(/^.*Subject: Invoice$/u, ""));
  expect(["Faktura", "Lasku", "Reikningur", "Invoice", "Rechnung", ""]).toContain(told);
});

const OUTLOOK =
  "From: Tilda <tilda@t.example>\nSent: Friday, October 30, 2026 9:00 AM\nTo: Kim\nSubject: Invoice\n\nIt is wrong.";
const DANISH =
  "Fra: Tilda <tilda@t.example>\nSendt: 30. oktober 2026 09:00\nTil: Kim\nEmne: Faktura\n\nDet er forkert.";
const FINNISH =
  "Lähettäjä: Tilda <tilda@t.example>\nLähetetty: 30.10.2026 9.00\nVastaanottaja: Kim\nAihe: Lasku\n\nVäärin.";
const ANSWER = "In-Reply-To: <1@x>\n";

test.each([
  ["Danish VS, as Outlook passes on, naming what it passes on", "VS: Faktura", DANISH, ANSWER, true],
  ["Finnish VS with In-Reply-To", "VS: Lasku", `Kiitos.\n\n${FINNISH}`, ANSWER, false],
  ["an answer", "Re: Invoice", `Thanks.\n\n${OUTLOOK}`, ANSWER, false],
  ["a rewritten subject", "Please look", `Here.\n\n${OUTLOOK}`, "", true],
  ["a rewritten subject over a quoted head", "Please look", `Here.\n\n${OUTLOOK.replace(/^/gmu, "> ")}`, "", true],
  [
    "a forward deep in what is passed on",
    "Look",
    `Here.\n\n${OUTLOOK}\n\n---------- Forwarded message ---------\nFrom: a@b.example`,
    "",
    true,
  ],
  ["a list of fields", "Trip", "From: Berlin\nTo: Rome\nDate: 5 Nov 2026", "", false],
])("[D5] %s", async (_name, subject, text, more, forwarded) => {
  expect((await parsed(subject, text, more)).classification.forwarded).toBe(forwarded);
});
