import { describe, expect, test } from "vitest";
import { cut, plainText, table, widthOf, wrap } from "#main/hosts/cli/table.ts";

describe("table", () => {
  test("is as wide as its cells, numbers to the right", () => {
    const columns = [{ title: "NAME" }, { title: "COUNT", align: "right" as const }];
    expect(
      table(columns, [
        ["Boots", "7"],
        ["Socks", "1,234"],
      ]),
    ).toEqual(["NAME   COUNT", "Boots      7", "Socks  1,234"]);
  });

  test("gives way where it is wider than a line, the widest first, but never what is to be copied", () => {
    const columns = [{ title: "NAME", min: 10 }, { title: "PLACE", min: 5 }, { title: "ID" }];
    const lines = table(columns, [["n".repeat(60), "p".repeat(20), "i".repeat(40)]]);
    expect(lines[1]).toBe(`${"n".repeat(19)}…  ${"p".repeat(15)}…  ${"i".repeat(40)}`);
    expect(lines.map(widthOf).every((width) => width <= 80)).toBe(true);
  });

  test("keeps its columns with letters that take two of them", () => {
    expect(
      table(
        [{ title: "A" }, { title: "B" }],
        [
          ["靴", "x"],
          ["👟", "y"],
          ["é", "z"],
        ],
      ),
    ).toEqual(["A   B", "靴  x", "👟  y", "é   z"]);
  });
});

test.each([
  ["\u001B[31mred\u001B[0m", "red"],
  ["\u001B]0;title\u0007text", "text"],
  ["two\r\nlines\tand more", "two lines and more"],
  ["\u202Egnp.exe", "gnp.exe"],
  ["a\u0000b\u0085c", "abc"],
])("%j is shown as %j", (text, shown) => {
  expect(plainText(text)).toBe(shown);
});

test("cuts between letters as people see them", () => {
  expect([cut("abcdef", 6), cut("abcdef", 5), cut("e\u0301e\u0301e\u0301", 2), cut("靴靴靴", 4)]).toEqual([
    "abcdef",
    "abcd…",
    "e\u0301…",
    "靴…",
  ]);
});

test("breaks between words, what goes on stands further in", () => {
  const words = Array.from({ length: 20 }, () => "seven").join(" ");
  expect(wrap("  ", words)).toEqual([`  ${"seven ".repeat(13).trim()}`, `      ${"seven ".repeat(7).trim()}`]);
});
