import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const DOCUMENT = read("docs/security.md");
const DEFAULT_FILE = "test/desktop/security.spec.ts";

type Named = { readonly row: string; readonly name: string; readonly file: string };

/** The rows of the tables: their first cell, and the tests of their last. */
function rows(): { readonly first: string; readonly tests: readonly Named[] }[] {
  return DOCUMENT.split("\n")
    .filter((line) => line.startsWith("|") && !/^\|\s*(?:-|#|What\s)/u.test(line))
    .map((line) => {
      const cells = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      const first = cells[0] ?? "";
      const tests = (cells.at(-1) ?? "").split("; `").map((part) => {
        const [, name = "", file = DEFAULT_FILE] = /^`?([^`]+)`(?: in `([^`]+)`)?$/u.exec(part) ?? [];
        return { row: first, name, file };
      });
      return { first, tests };
    });
}

describe("the security table", () => {
  test("has every row of Electron's checklist, in its order, and each row a test", () => {
    const numbered = rows().filter(({ first }) => /^\d+$/u.test(first));
    expect(numbered.map(({ first }) => Number(first))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    for (const { first, tests } of rows()) for (const { name } of tests) expect([first, name]).not.toEqual([first, ""]);
  });

  test("names only tests that there are", () => {
    const missing = rows()
      .flatMap(({ tests }) => tests)
      .filter(({ name, file }) => !existsSync(join(ROOT, file)) || !read(file).includes(`test("${name}"`));
    expect(missing).toEqual([]);
  });

  test("names every test of the desktop's security", () => {
    const named = new Set(rows().flatMap(({ tests }) => tests.map(({ name }) => name)));
    const written = [...read(DEFAULT_FILE).matchAll(/^test\("([^"]+)"/gmu)].map(([, name]) => name ?? "");
    expect(written.filter((name) => !named.has(name))).toEqual([]);
  });
});

test("no experimental or Blink feature is switched on anywhere", () => {
  const folder = join(ROOT, "src/main/hosts/electron");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const found = sources.filter((name) =>
    /enableBlinkFeatures|experimentalFeatures: true|appendSwitch\(|webSecurity: false|nodeIntegration\w*: true|webviewTag: true/u.test(
      readFileSync(join(folder, name), "utf8"),
    ),
  );
  expect(found).toEqual([]);
});

test("Electron is pinned to one version, and that is the one told here", () => {
  const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: Record<string, string> };
  const version = devDependencies["electron"] ?? "";
  expect(version).toMatch(/^\d+\.\d+\.\d+$/u);
  expect(DOCUMENT).toContain(`This build uses Electron ${version}.`);
});
