/** What people write themselves, and what looks like a mail program's own: words that are lost here are lost for whoever answers. */
import { expect, test } from "vitest";

import { visibleText } from "#shared/rules/email/visible-text.ts";

const HISTORY = "\n\nOn Mon, Nov 2, 2026 at 10:05 AM Ada Byron <ada@b.example> wrote:\n> Old text\n";

test.each([
  [
    "a meeting that is told in a block",
    "Meeting: Ada Byron <ada@b.example>\nWhen: 02.11.2026 10:05\nWho: bob@c.example\n\nOk?",
  ],
  ["a filled-in form", "Contact: Bob\nE-Mail: bob@c.example\nDate: 2 Nov 2026 10:05\nSerial: 42"],
  ["a booking", "Name: Bob\nDate: 2 Nov 2026, 10:05\nFrom: Berlin\nTo: Köln\nSubject: seats for two\nplease confirm"],
  ["what somebody wants", "Hallo,\n\nget outlook for me working please?"],
  ["a journey", "Flight details:\nFrom: Berlin\nTo: Rome\nDate: 5 Nov 2026\nSeat: 14A"],
  ["what they wrote themselves", "On Monday 2 Nov 2026 I wrote:\n\nThe box is broken. And you did nothing."],
  ["the same in French", "Le 2 novembre 2026 à 10:05 j'ai écrit :\n\nle colis manque. Il manque toujours."],
  ["the same in Spanish", "El 2 de noviembre de 2026 a las 10:05 escribí:\n\nfalta el paquete. Sigue faltando."],
  ["how it was sent", "Hello,\nsent via DHL on Monday, tracking 1234567."],
  ["how it was sent, in Italian", "Buongiorno,\nInviato da voi lunedì, mai arrivato\nCosa faccio"],
  ["how it was sent, in Turkish", "Merhaba,\nGönderildi ama gelmedi\nNe yapayım"],
  ["how it was sent, in Finnish", "Hei,\nLähetetty tavara oli rikki\nMitä teen"],
  ["'from my' in Chinese", "您好，\n从我的订单里少了一件商品\n请处理"],
  ["'my' in Korean", "안녕하세요\n나의 주문이 아직 안 왔어요\n확인해 주세요"],
  ["a mail between fences", "See:\n```\nOn Mon, 2 Nov 2026, Ada wrote:\n> x\n```\nWhy?"],
  ["a ruled page", "Part A is fine.\n-----\nPart B is broken, it does not turn on any more since Monday."],
  ["why a line asks for answers above it", 'Why does your mail say "type your reply above this line" at its top?'],
])("%s stays", (_what, text) => {
  expect(visibleText(text)).toBe(text);
  expect(visibleText(text + HISTORY)).toBe(text);
});

const ADA = "Ada Byron <ada.byron.of.lovelace@analytical-engines.example>";

test.each([
  ["Portuguese, torn behind the name", ADA.replace("<", "<\n") + " escreveu\n(segunda, 2/11/2026 à(s) 10:05):"],
  ["Turkish, torn behind the name", ADA.replace("<", "<\n") + ", 2 Kas 2026\nPzt, 10:05 tarihinde şunu yazdı:"],
  ["Hungarian, torn behind the name", ADA.replace("<", "<\n") + " ezt írta\n(időpont: 2026. nov. 2., H, 10:05):"],
  ["Chinese, torn behind the name", ADA.replace("<", "<\n") + " 于2026年11月2日周一 10:05写道："],
  ["Polish, wrapped", "Wiadomość napisana przez Ada Byron\n<ada@b.example> w dniu 2 lis 2026, o\ngodz. 10:05:"],
  [
    "German, of Yahoo",
    "    Am Montag, 2. November 2026 um 10:05:12 MEZ hat Ada <ada@b.example> Folgendes geschrieben:",
  ],
])("an attribution in %s goes whole", (_what, attribution) => {
  expect(visibleText(`Mine\n\n${attribution}\n\n> Old\n`)).toBe("Mine");
});

const block = (labels: string) => {
  const [from, sent, to, subject] = labels.split("|");
  return `${from}: Ada <ada@b.example>\n${sent}: 02.11.2026 10:05\n${to}: Bob <bob@c.example>\n${subject}: x\n\nOld\n`;
};

test.each([
  ["Bulgarian", "От|Изпратено|До|Относно", "-----Оригинално съобщение-----"],
  ["Arabic", "من|تم الإرسال|إلى|الموضوع", "-----الرسالة الأصلية-----"],
  ["Hebrew", "מאת|נשלח|אל|נושא", "-----הודעה מקורית-----"],
  ["Turkish", "Kimden|Gönderildi|Kime|Konu", "-----Özgün İleti-----"],
  ["Portuguese", "De|Enviada|Para|Assunto", "-----Mensagem original-----"],
  ["Vietnamese", "Từ|Đã gửi|Đến|Chủ đề", "-----Thư gốc-----"],
  ["Ukrainian", "Від|Надіслано|Кому|Тема", "-----Вихідне повідомлення-----"],
  ["Croatian", "Od|Poslano|Za|Naslov", "-----Izvorna poruka-----"],
  ["Chinese, of NetEase", "发件人|发送日期|收件人|主题", "---- 回复的原邮件 ----"],
  ["Basque, which nobody here knows", "Nork|Bidaltze-data|Nori|Gaia", "----- Jatorrizko testua -----"],
  ["Maltese, which nobody here knows", "Mingħand|Mibgħut|Lil|Suġġett", "---- Il-messaġġ ta' qabel ----"],
])("a head in %s is history", (_language, labels, line) => {
  expect(visibleText(`Mine\n\n${line}\n${block(labels)}`)).toBe("Mine");
  expect(visibleText(`Mine\n\n${block(labels)}`)).toBe("Mine");
  // Outlook leaves the addresses of its own people out.
  const named = block(labels).replaceAll(/ <[^<>]+>/gu, "");
  if (!_language.includes("nobody")) expect(visibleText(`Mine\n\n${named}`)).toBe("Mine");
});

test.each([
  "##- Please type your reply above this line -##",
  "-- Bitte antworten Sie oberhalb dieser Zeile --",
  "## Veuillez répondre au-dessus de cette ligne ##",
  "*** Rispondi sopra questa riga ***",
])("%s: what stands below is a help desk's own", (line) => {
  expect(visibleText(`Mine\n\n${line}\n\nOld`)).toBe("Mine");
});

test.each([
  "تم الإرسال من الـ iPhone",
  "נשלח מה-iPhone שלי",
  "Изпратено от моя iPhone",
  "iPhone-ról küldve",
  "Đã gửi từ iPhone của tôi",
  "Holen Sie sich Outlook für iOS",
  "从我的 iPhone 发送",
  "나의 iPhone에서 보냄",
  "Lähetetty iPhonesta",
  "iPhone'umdan gönderildi",
  "--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.",
])("%s is a phone's own", (line) => {
  expect(visibleText(`Mine\n\n${line}${HISTORY}`)).toBe("Mine");
});
