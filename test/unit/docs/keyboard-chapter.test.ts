/** The chapter on the keyboard has each key of each screen, by the words that the sheet shows, and no other. */
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { createTranslate, type MessageKey } from "#shared/i18n/index.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const CHAPTER = readFileSync(resolve(ROOT, "docs/guide/keyboard.md"), "utf8");
const RENDERER = resolve(ROOT, "src/renderer");
/** Says which keys can be changed, and is no screen. */
const CATALOGUE = "state/shortcut-catalogue.ts";

/** Where the keys of a file are told. The first that fits counts. */
const SECTIONS: readonly (readonly [path: string, section: string])[] = [
  ["app/", "Everywhere"],
  ["features/board/", "The board"],
  ["features/ticket/", "A ticket"],
  ["features/tickets/", "A view"],
  ["features/inbox/", "The inbox"],
  ["features/workflows/", "Workflows"],
  ["components/workflow/", "Workflows"],
  ["components/use-list-keys.ts", "Lists"],
];

type Key = { readonly section: string; readonly keys: string; readonly label: string | null };

/** As they stand in the sources: `keys: "…"`, and the label of the same shortcut. */
function keysInSources(): Key[] {
  const t = createTranslate("en");
  return globSync("**/*.{ts,tsx}", { cwd: RENDERER, exclude: [CATALOGUE] }).flatMap((path) => {
    const shortcuts = readFileSync(resolve(RENDERER, path), "utf8")
      .split(/(?=\bkeys: ")/u)
      .slice(1);
    return shortcuts.map((text) => {
      const section =
        SECTIONS.find(([start]) => path.replaceAll("\\", "/").startsWith(start))?.[1] ?? `none for ${path}`;
      const shortcut = text.split("}")[0] ?? "";
      const label = /\blabel: t\("([^"]+)"/u.exec(shortcut)?.[1];
      return {
        section,
        keys: /^keys: "([^"]+)"/u.exec(text)?.[1] ?? "",
        label: label === undefined ? null : t(label as MessageKey & "shell.undo"),
      };
    });
  });
}

/** The first column of a section's table, with the words beside. */
function told(section: string): Map<string, string> {
  const text = CHAPTER.split(/\n## /u).find((part) => part.startsWith(`${section}\n`)) ?? "";
  return new Map(
    Array.from(text.matchAll(/^\| `([^`]+)`\s*\| (.*?)\s*\|$/gmu), ([, keys = "", words = ""]): [string, string] => [
      keys,
      words,
    ]),
  );
}

test("docs/guide/keyboard.md has each key of each screen, with the words of the sheet, and no other", () => {
  const keys = keysInSources();
  expect(keys.length).toBeGreaterThan(40);
  const sections = Array.from(new Set(SECTIONS.map(([, section]) => section)));
  const missing = keys.filter(({ section, keys: name, label }) => {
    const words = told(section).get(name);
    return words === undefined || (label !== null && words !== label);
  });
  expect(missing).toEqual([]);
  const needless = sections.flatMap((section) =>
    Array.from(told(section).keys())
      .filter((name) => !keys.some((key) => key.section === section && key.keys === name))
      .map((name) => `${section}: ${name}`),
  );
  expect(needless).toEqual([]);
});
