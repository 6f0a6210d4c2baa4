import { describe, expect, test } from "vitest";
import type { OwnValue, Property, PropertyValueType } from "#shared/model/setup/property.ts";
import { checkValue, noonOf } from "#shared/rules/properties/check-value.ts";
import { keyFor } from "#shared/rules/properties/property-key.ts";
import { valueFrom } from "#shared/rules/properties/value-from.ts";

const OPTIONS: Property["options"] = {
  po_a: { name: "Boots", order: 1 },
  po_b: { name: "Shoes", order: 2, archivedAtEpochMs: 5 },
};
const property = (type: PropertyValueType, bounds: Property["bounds"] = null) => ({ type, bounds, options: OPTIONS });
const check = (of: ReturnType<typeof property>, value: OwnValue | null, had?: OwnValue) => {
  const checked = checkValue(of, value, { had, isUser: (id) => id === "user-a" });
  return checked.isFitting ? checked.value : checked.problem;
};
const DAY = Date.UTC(2026, 11, 1);
const NOON = DAY + 43_200_000;

describe("a value is kept as its property takes it, or told why not", () => {
  const between = property("number", { min: -1, max: 10, decimals: 2 });
  const cases: readonly (readonly [string, ReturnType<typeof property>, OwnValue | null, OwnValue | null])[] = [
    ["a text on one line", property("text"), "  A\n 12 ", "A 12"],
    ["blanks are nothing", property("text"), " \n ", null],
    ["a text that is too long", property("text"), "x".repeat(501), "length"],
    ["a number is no text", property("text"), 5, "type"],
    ["a long text keeps its lines", property("long-text"), "a\n\n b \n", "a\n\n b"],
    ["half a letter is mended", property("long-text"), "a\uD800", "a\uFFFD"],
    ["a number", between, 9.99, 9.99],
    ["too small", between, -1.01, "min"],
    ["too large", between, 11, "max"],
    ["too exact", between, 1.001, "decimals"],
    ["binary fractions do not show", between, 0.1 + 0.2, "decimals"],
    ["there is one zero", between, -0, 0],
    ["no number", between, Number.NaN, "type"],
    ["a text is no number", between, "5", "type"],
    ["the evening of a day is that day", property("date"), DAY + 80_000_000, NOON],
    ["before 1970 too", property("date"), -1, -43_200_000],
    ["no calendar has it", property("date"), 9e15, "type"],
    ["an option", property("choice"), "po_a", "po_a"],
    ["an option that is archived", property("choice"), "po_b", "option"],
    ["an option that is none", property("choice"), "Boots", "option"],
    ["options each once", property("choices"), ["po_a", "po_a"], ["po_a"]],
    ["no options are nothing", property("choices"), [], null],
    ["one that is archived among them", property("choices"), ["po_a", "po_b"], "option"],
    ["false is a value", property("checkbox"), false, false],
    ["a user", property("user"), "user-a", "user-a"],
    ["nobody's id", property("user"), "user-x", "user"],
    ["an address", property("url"), " https://example.com/a?b=ü ", "https://example.com/a?b=ü"],
    ["no scheme that runs something", property("url"), "javascript:alert(1)", "url"],
    ["no address", property("url"), "example", "url"],
    ["nothing", property("url"), null, null],
  ];
  test.each(cases)("%s", (_name, of, value, expected) => {
    expect(check(of, value)).toEqual(expected);
  });

  test("what a ticket has already it may keep: an archived option, a user who left", () => {
    expect([
      check(property("choice"), "po_b", "po_b"),
      check(property("choices"), ["po_a", "po_b"], ["po_b"]),
      check(property("user"), "user-x", "user-x"),
    ]).toEqual(["po_b", ["po_a", "po_b"], "user-x"]);
  });
});

test("another property's value is read by what it says", () => {
  const users = [{ id: "user-a" as never, name: "Anna", address: "anna@desk.example" }];
  const from = (type: PropertyValueType, value: OwnValue) => valueFrom(property(type), value, users);
  expect([
    from("number", " 12.5 "),
    from("number", "twelve"),
    from("date", "2026-12-01"),
    from("date", "2026-02-30"),
    from("date", DAY),
    from("choice", "boots "),
    from("choices", ["Boots", "shoes"]),
    from("choices", ["Boots", "Hats"]),
    from("checkbox", "Yes"),
    from("checkbox", "perhaps"),
    from("user", "Anna@desk.example"),
    from("user", "bo@desk.example"),
    from("text", 12),
  ]).toEqual([12.5, null, NOON, null, NOON, "po_a", ["po_a", "po_b"], null, true, null, "user-a", null, "12"]);
  expect(noonOf(NOON)).toBe(NOON);
});

test("keys are made of names, each once", () => {
  expect([
    keyFor("Order number", new Set()),
    keyFor("Größe (cm)", new Set()),
    keyFor("2nd address", new Set()),
    keyFor("注文番号", new Set(["property"])),
    keyFor("Order number", new Set(["order_number"])),
    keyFor("x".repeat(60), new Set(["x".repeat(40)])),
  ]).toEqual([
    "order_number",
    "grosse_cm",
    "property_2nd_address",
    "property_2",
    "order_number_2",
    `${"x".repeat(38)}_2`,
  ]);
});
