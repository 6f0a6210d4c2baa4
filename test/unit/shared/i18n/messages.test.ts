import { describe, expect, test } from "vitest";
import { ERRORS } from "#shared/errors/registry.ts";
import { messages as en } from "#shared/i18n/en/index.ts";
import { messages as it } from "#shared/i18n/it/index.ts";
import { type Message, placesIn } from "#shared/i18n/message.ts";
import * as englishParts from "./parts.ts";

const ENGLISH: Readonly<Record<string, Message>> = en;
const ITALIAN: Readonly<Record<string, Message>> = it;
const LANGUAGES = { en: ENGLISH, it: ITALIAN };

describe("messages", () => {
  test("both languages have the same keys", () => {
    expect(Object.keys(ITALIAN).toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
  });

  test("both languages have the same places in each message", () => {
    const places = (messages: Readonly<Record<string, Message>>) =>
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, [...placesIn(message)].toSorted()]));
    expect(places(ITALIAN)).toEqual(places(ENGLISH));
  });

  // The model calls it a stage, people a status.
  test.each([
    ["en", /\bstages?\b/iu],
    ["it", /\b(?:fas[ei]|stadi[oi]?)\b/iu],
  ] as const)("there is one word for a status in %s", (language, otherWord) => {
    const texts = Object.entries(LANGUAGES[language]).flatMap(([key, message]) =>
      (typeof message === "string" ? [message] : Object.values(message)).map((text) => ({ key, text })),
    );
    const withoutPlaces = (text: string) => text.replace(/\{[^}]*\}/gu, "");
    // What is only searched by may hold what people bring from elsewhere.
    const shown = texts.filter(({ key }) => !key.startsWith("shell.palette.words."));
    expect(shown.filter(({ text }) => otherWord.test(withoutPlaces(text)))).toEqual([]);
  });

  test("a message that counts in one language counts in the other", () => {
    const counting = (messages: Readonly<Record<string, Message>>) =>
      Object.keys(messages).filter((key) => typeof messages[key] !== "string");
    expect(counting(ITALIAN)).toEqual(expect.arrayContaining(counting(ENGLISH)));
    expect(counting(ENGLISH)).toEqual(expect.arrayContaining(counting(ITALIAN)));
  });

  test("no key stands in two parts, where one would silently hide the other", () => {
    const keys = Object.values(englishParts).flatMap((part) => Object.keys(part));
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(keys).toHaveLength(Object.keys(ENGLISH).length);
  });

  test.each(Object.keys(LANGUAGES))("no message of %s is empty or has loose blanks", (language) => {
    const texts = Object.entries(LANGUAGES[language as keyof typeof LANGUAGES]).flatMap(([key, message]) =>
      (typeof message === "string" ? [message] : Object.values(message)).map((text) => ({ key, text })),
    );
    expect(texts.filter(({ text }) => text.trim() === "" || text !== text.trim())).toEqual([]);
  });

  test.each(Object.keys(LANGUAGES))(
    "no message of %s says the number of a rule: those are ours, not the user's",
    (language) => {
      const numbered = /(?<![\p{L}\p{N}])[A-H]\d{1,2}b?(?![\p{L}\p{N}])|\{rule\}/u;
      const texts = Object.entries(LANGUAGES[language as keyof typeof LANGUAGES]).flatMap(([key, message]) =>
        (typeof message === "string" ? [message] : Object.values(message)).map((text) => ({ key, text })),
      );
      expect(texts.filter(({ text }) => numbered.test(text))).toEqual([]);
    },
  );

  test.each(["en", "it"])("plural messages of %s have a text for each of the language's forms", (language) => {
    // `many` is for compact notations of millions (CLDR), which counts of tickets and messages don't reach: `other` serves.
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== "many");
    const lacking = Object.entries(LANGUAGES[language as keyof typeof LANGUAGES]).filter(
      ([, message]) => typeof message !== "string" && forms.some((form) => message[form] === undefined),
    );
    expect(lacking).toEqual([]);
  });

  test("every error of the registry has its words, and no words are left of errors that are gone", () => {
    const keys = Object.keys(ENGLISH).filter((key) => key.startsWith("error."));
    expect(keys.toSorted()).toEqual(
      Object.keys(ERRORS)
        .map((code) => `error.${code}`)
        .toSorted(),
    );
  });
});
