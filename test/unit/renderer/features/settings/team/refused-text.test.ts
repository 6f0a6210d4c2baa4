import { expect, test } from "vitest";
import { refusedText } from "#renderer/features/settings/team/refused-text.ts";

test("of a refused change the person's own words are copied, each once", () => {
  const document = {
    id: "m1",
    subject: "Torn zip",
    text: "It tore again.\n> Is it mended?",
    visibleText: "It tore again.",
    html: null,
  };
  expect(refusedText({ document })).toBe("Torn zip\n\nIt tore again.\n> Is it mended?");
});

test("where a person wrote no words all of it is copied as it is stored", () => {
  const document = { id: "t1", priority: "high", subject: " " };
  expect(JSON.parse(refusedText({ document }))).toEqual(document);
});
