import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { deadExports } from "../../../build/lint/dead-exports.ts";

const repository = resolve(import.meta.dirname, "../../..");

test("nothing is exported that nobody names", () => {
  const files = ["src/**/*.{ts,tsx}", "test/**/*.{ts,tsx}", "scripts/**/*.ts", "*.ts"]
    .flatMap((pattern) => globSync(pattern, { cwd: repository }))
    .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(repository, path), "utf8") }));
  expect(deadExports(files)).toEqual([]);
});

test("what only its own declaration or a comment names is found, what is used is not", () => {
  const text = `export const used = 1;\n/** Beside \`dead\`. */\nexport function dead() {} // dead\nexport type Dead = 1;\nexport const Own = 1;\nexport type Own = typeof Own;\n`;
  expect(
    deadExports([
      { path: "src/a.ts", text },
      { path: "test/a.test.ts", text: `import { used } from "./a.ts"; // dead` },
    ]),
  ).toEqual(["src/a.ts: dead", "src/a.ts: Dead"]);
});
