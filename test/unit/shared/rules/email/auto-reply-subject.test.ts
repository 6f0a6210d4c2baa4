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
])("[D7] %s: is a person's", (subject) => {
  expect(isAutoReplySubject(subject)).toBe(false);
});
