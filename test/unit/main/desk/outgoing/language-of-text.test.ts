import { expect, test } from "vitest";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import { languageOfText } from "#main/desk/outgoing/language-of-text.ts";

test("[E4] the language of a mail is told by its common words", () => {
  const { en, it } = BUILT_IN_MAIL_TEMPLATES;
  const texts = [
    en["ticket-received"].body,
    en["ticket-closed"].body,
    it["ticket-received"].body,
    it["ticket-closed"].body,
    "Novità: la nuova collezione è arrivata",
    "New boots are here",
    "",
    "🎉 50 %",
  ];
  expect(texts.map(languageOfText)).toEqual(["en", "en", "it", "it", "it", "en", "en", "en"]);
});
