import { expect, test } from "vitest";

import { isAutoReplySubject } from "#shared/rules/email/auto-reply-subject.ts";

test.each([
  ..."Automatiskt svar|Automatisk svar|Автоматичен отговор|Samodejni odgovor|Automaatvastus|Automātiskā atbilde".split(
    "|",
  ),
  ..."Automatinis atsakymas|自动答复|自動回覆|الرد التلقائي|תשובה אוטומטית|Balasan Otomatis|ตอบกลับอัตโนมัติ".split("|"),
  ..."Resposta automàtica|Sjálfvirkt svar|OOO|Away|Ik ben afwezig|Jestem na urlopie|No estoy en la oficina".split("|"),
])("[D7] %s: is a machine's subject", (words) => {
  expect(isAutoReplySubject(`${words}: Order 17`)).toBe(true);
});

test.each([
  "Urlaub: Re: Bestellung 17",
  "Vacances Re : commande",
  "Ich bin bis 9.11. nicht erreichbar Re: Bestellung",
  "I am out of the office Re: Order",
  "Auto: Re: Order",
  "[Auto-Reply] Order",
  "I'm currently OOO: Re: Boots",
  "Gone fishing - back Monday",
  "Annual leave until 12 May",
  "Maternity leave Re: Boots",
  "Parental leave: Anna",
  "On sick leave",
  "Mutterschutz / Elternzeit",
  "Betriebsferien vom 1. bis 14. August",
  "Congé maternité : votre demande",
  "En déplacement jusqu'au 3 mai",
  "Ufficio chiuso per ferie",
  "Chiusura estiva",
  "De vacaciones hasta el lunes",
  "Sunt plecat în concediu",
  "Na dovolené do pondělí",
  "Atostogauju",
  "자리 비움: Re: Boots",
  "在休假中",
  "Εκτός γραφείου",
  "מחוץ למשרד",
  "خارج المكتب",
  "Anna Rossi no longer works here",
  "Anna Rossi arbeitet nicht mehr bei uns",
  "Mailbox no longer monitored",
  "We have received your request [Case 1234]",
  "Thank you for contacting Acme Support",
  "Eingangsbestätigung",
  "Bestätigung Ihrer Anfrage 17",
  "Ticket #4432 has been created",
  "Conferma di ricezione",
  "Abbiamo ricevuto la tua richiesta",
  "Accusé de réception de votre message",
  "Hemos recibido su mensaje",
  "Ontvangstbevestiging",
  "Potwierdzenie otrzymania wiadomości",
  "Bob ist außer Haus.",
  "AUTO: Bob is out of the office (returning 11/09/2026)",
])("[D7] %s", (subject) => {
  expect(isAutoReplySubject(subject)).toBe(true);
});

test.each([
  "Re: Automatic reply does not work",
  "AW: Abwesenheitsnotiz einrichten",
  "SV: Automatiskt svar",
  "Auto: Schaden 17",
  "Urlaub: Antrag 17",
  "Re: Bob is out of the office",
  "Order 17 and your absence",
  "Annual leave form question",
  "Vacation rental broken",
  "Holiday home booking",
  "My change of email address",
  "Ferienwohnung kaputt",
  "Urlaub buchen",
  "Ticket #4432 again",
  "Elternzeit: Frage zum Formular?",
  "Thank you for your help",
  "Confirmation of receipt missing",
])("[D7] %s: is a person's", (subject) => {
  expect(isAutoReplySubject(subject)).toBe(false);
});
