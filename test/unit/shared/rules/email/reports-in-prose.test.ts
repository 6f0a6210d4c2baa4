/** Delivery reports that are nothing but a sentence in somebody's language, and mail of people who read a mail system's mailbox. */
import { expect, test } from "vitest";

import { readBounceDetails } from "#shared/rules/email/bounce-details.ts";
import { classifyMail } from "#shared/rules/email/classification.ts";
import type { MailFacts } from "#shared/rules/email/mail-facts.ts";

const BOB = "bob@b.example";
const OWN = ["support@desk.example"];
const plain: MailFacts = {
  headers: [],
  from: [],
  replyTo: [],
  subject: "x",
  isAnswer: false,
  returnPath: null,
  contentType: "text/plain",
  reportType: "",
  partTypes: ["text/plain"],
  text: "",
};

function isBounce(from: string, facts: Partial<MailFacts>): boolean {
  return classifyMail({ ...plain, from: [{ name: "", address: from }], ...facts }, { ownAddresses: OWN }).bounce;
}

function recipients(text: string): [string, boolean][] {
  const none = { deliveryStatusTexts: [], returnedHeaderTexts: [], failedRecipients: "", subject: "" };
  return readBounceDetails({ ...none, text }).recipients.map(({ address, hard }) => [address, hard]);
}

const REPORTS = [
  ["en", "Problem with your mail", `We could not deliver your message to ${BOB}. There is no such mailbox here.`],
  ["de", "Ihre Nachricht konnte nicht zugestellt werden", `Ihre E-Mail an ${BOB} konnte nicht zugestellt werden.`],
  ["fr", "Votre message n'a pas pu être remis", `Votre message à l'adresse ${BOB} n'a pas pu être remis.`],
  ["it", "Messaggio non consegnato", `Il messaggio inviato a ${BOB} non è stato consegnato.`],
  ["es", "No se ha podido entregar su mensaje", `Su mensaje para ${BOB} no ha podido ser entregado.`],
  ["pt", "Mensagem não entregue", `A sua mensagem para ${BOB} não foi entregue: o endereço não existe.`],
  ["nl", "Uw bericht is niet afgeleverd", `Uw bericht aan ${BOB} kon niet worden afgeleverd.`],
  ["pl", "Wiadomość nie została dostarczona", `Twoja wiadomość do ${BOB} nie została dostarczona.`],
  ["cs", "Zprávu se nepodařilo doručit", `Vaši zprávu pro ${BOB} se nepodařilo doručit.`],
  ["sv", "Meddelandet kunde inte levereras", `Ditt meddelande till ${BOB} kunde inte levereras.`],
  ["nb", "Meldingen ble ikke levert", `Meldingen din til ${BOB} ble ikke levert.`],
  ["da", "Meddelelsen kunne ikke leveres", `Din besked til ${BOB} kunne ikke leveres.`],
  ["fi", "Viestiä ei voitu toimittaa", `Viestiäsi vastaanottajalle ${BOB} ei voitu toimittaa.`],
  ["hu", "A levél kézbesítése nem sikerült", `Az üzenet nem kézbesíthető a következő címre: ${BOB}.`],
  ["tr", "İletiniz teslim edilemedi", `${BOB} adresine gönderdiğiniz ileti teslim edilemedi.`],
  ["ru", "Ваше письмо не доставлено", `Ваше письмо для ${BOB} не было доставлено.`],
  ["uk", "Ваш лист не доставлено", `Ваш лист для ${BOB} не доставлено: скриньки не існує.`],
  ["el", "Το μήνυμα δεν παραδόθηκε", `Το μήνυμά σας προς ${BOB} δεν παραδόθηκε.`],
  ["ro", "Mesajul nu a fost livrat", `Mesajul către ${BOB} nu a putut fi livrat.`],
  ["ja", "メールを送信できませんでした", `${BOB} 宛のメールは配信できませんでした。`],
  ["zh", "邮件发送失败", `您发给 ${BOB} 的邮件无法投递，该用户不存在。`],
  ["zh-TW", "郵件無法遞送", `您寄給 ${BOB} 的郵件無法遞送，該使用者不存在。`],
  ["ko", "메일을 전송하지 못했습니다", `${BOB} 님에게 보낸 메일을 전달하지 못했습니다.`],
  ["ar", "تعذر تسليم رسالتك", `تعذر تسليم رسالتك إلى ${BOB} لأن صندوق البريد غير موجود.`],
  ["he", "ההודעה לא נמסרה", `ההודעה שלך אל ${BOB} לא נמסרה.`],
] as const;

test.each(REPORTS)("[D7] a report in prose, without any header: %s", (_language, subject, text) => {
  expect(isBounce("postmaster@mx.example", { subject, text })).toBe(true);
  expect(isBounce("noreply@mx.example", { subject, text, returnPath: "" })).toBe(true);
  expect(recipients(text)).toEqual([[BOB, true]]);
  // Somebody asks, answers, or complains that the desk can't be reached.
  expect(isBounce("postmaster@mx.example", { subject, text: `${text}\n\nWhy is that?` })).toBe(false);
  expect(isBounce("postmaster@mx.example", { subject: "Re: x", text, isAnswer: true })).toBe(false);
  const ofDesk = text.replace(BOB, "support@desk.example");
  expect(isBounce("postmaster@mx.example", { subject: "Mail", text: ofDesk })).toBe(false);
  expect(isBounce("eve@mx.example", { subject, text })).toBe(false);
});

test.each([
  ["an invoice", "Können Sie uns die Rechnung 17 noch einmal an buchhaltung@mx.example schicken"],
  ["a complaint", "Your newsletter arrives twice at jo@mx.example, and our users complain"],
  ["an account", "Please unlock the user eve@firm.example, the account is locked since Monday"],
  ["an offer", "We would like to send you an offer for hosting, please write to office@hosting.example"],
])("[D7] a postmaster who writes about %s is a person", (subject, text) => {
  expect(isBounce("postmaster@mx.example", { subject, text: `Guten Tag,\n\n${text}.\n\nJo` })).toBe(false);
});

test.each([
  `Leider konnte Ihre E-Mail an folgende Adresse nicht zugestellt werden:\n\n${BOB}\n\nDie Mailbox ist voll.`,
  `Votre courrier n'a pu être remis au destinataire suivant :\n\n  ${BOB}\n\nMotif : boîte pleine.`,
  `Impossibile consegnare il messaggio al seguente destinatario:\n\n${BOB}`,
  `No fue posible entregar el mensaje a los siguientes destinatarios:\n\n<${BOB}>`,
  `De bezorging aan de volgende ontvanger is mislukt:\n\n    ${BOB}`,
  `Не вдалося доставити повідомлення одержувачу ${BOB}`,
  `Съобщението до ${BOB} не беше доставено.`,
  `以下の宛先へのメールは送信できませんでした。\n\n${BOB}`,
  `다음 수신자에게 메일을 배달할 수 없습니다.\n\n${BOB}`,
  `שליחת ההודעה אל ${BOB} נכשלה.`,
  `Không thể gửi thư đến ${BOB}.`,
  `Pesan Anda ke ${BOB} tidak dapat dikirim.`,
  `ไม่สามารถส่งข้อความถึง ${BOB} ได้`,
  `Your mail to ${BOB} was rejected: user over quota.`,
])("[D7] with a subject that says nothing: %s", (text) => {
  expect(isBounce("postmaster@mx.example", { subject: "Mail", text })).toBe(true);
  expect(recipients(text).map(([address]) => address)).toEqual([BOB]);
});

test.each([
  "The parcel was not delivered. Please call me or write to jo@mx.example.",
  "Il pacco non è stato consegnato. Scrivetemi a jo@mx.example.",
  "El paquete no fue entregado. Mi correo es jo@mx.example.",
  "Please do not send mail to jo@mx.example any more.",
])("[D7] a postmaster who waits for a parcel is a person: %s", (text) => {
  expect(isBounce("postmaster@mx.example", { subject: "Delivery", text })).toBe(false);
});

test.each([
  ["de", `Ihre Nachricht an ${BOB} konnte noch nicht zugestellt werden. Wir versuchen es weiter.`],
  ["fr", `Votre message pour ${BOB} n'a pas encore été remis. De nouvelles tentatives seront effectuées.`],
  ["es", `Su mensaje para ${BOB} aún no se ha entregado.`],
  ["pl", `Wiadomość do ${BOB} jeszcze nie została dostarczona.`],
  ["ru", `Письмо для ${BOB} ещё не доставлено.`],
  ["ja", `${BOB} 宛のメールはまだ配信されていません。再試行します。`],
])("[D7] a delay told in %s is not final", (_language, text) => {
  expect(recipients(text)).toEqual([[BOB, false]]);
});

test.each([
  ["Nachricht an bob@bücher.example konnte nicht zugestellt werden.", ["bob@bücher.example"]],
  ["Письмо для иван@почта.example не доставлено.", ["иван@почта.example"]],
  ["您发给bob@b.example的邮件无法投递。", [BOB]],
  [`Die Nachricht an ${BOB} und eve@e.example konnte nicht zugestellt werden.`, [BOB, "eve@e.example"]],
])("[D7] addresses in other letters: %s", (text, expected) => {
  expect(recipients(text).map(([address]) => address)).toEqual(expected);
});
