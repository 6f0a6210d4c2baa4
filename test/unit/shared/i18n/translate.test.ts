import { describe, expect, test } from "vitest";
import { createTranslate, preferredLanguage } from "#shared/i18n/index.ts";
import { interpolate, placesIn } from "#shared/i18n/message.ts";

describe("translate", () => {
  test("parameters stand in their places, in both languages", () => {
    expect([
      createTranslate("en")("move.done", { stage: "Closed" }),
      createTranslate("it")("move.done", { stage: "Chiuso" }),
    ]).toEqual(["Moved to Closed", "Spostato in Chiuso"]);
  });

  test("a count chooses the form and is written in the way of the language", () => {
    const [en, it] = [createTranslate("en"), createTranslate("it")];
    expect([0, 1, 12_345].map((count) => en("shell.openTicketCount", { count }))).toEqual([
      "0 open tickets",
      "1 open ticket",
      "12,345 open tickets",
    ]);
    expect([0, 1, 12_345].map((count) => it("shell.openTicketCount", { count }))).toEqual([
      "0 ticket aperti",
      "1 ticket aperto",
      "12.345 ticket aperti",
    ]);
  });

  test("what a parameter contains is text, never a place", () => {
    expect(createTranslate("en")("move.done", { stage: "{stage} $& {0}" })).toBe("Moved to {stage} $& {0}");
  });

  test("a place without a parameter stays visible", () => {
    expect(interpolate("from {here} to {there}", { here: "A" }, new Intl.NumberFormat("en"))).toBe("from A to {there}");
  });

  test("places are found in every plural form", () => {
    expect(placesIn({ one: "{count} of {name}", other: "{count} {things}" })).toEqual(
      new Set(["count", "name", "things"]),
    );
  });

  test.each([
    [["it-CH", "en"], "it"],
    [["de-DE", "IT", "en"], "it"],
    [["de", "fr"], "en"],
    [[], "en"],
    [["constructor"], "en"],
  ] as const)("%j prefers %s", (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });
});
