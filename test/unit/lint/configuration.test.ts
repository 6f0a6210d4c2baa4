import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const repository = resolve(import.meta.dirname, "../../..");
let directory = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pipedesk-lint-"));
  const config = readFileSync(join(repository, ".oxlintrc.json"), "utf8");
  write(".oxlintrc.json", config.replace("./build/lint/plugin.ts", join(repository, "build/lint/plugin.ts")));
  write(
    "tsconfig.json",
    `{ "compilerOptions": { "strict": true, "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }`,
  );
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** What the project's linter, as configured, says of the files written: `path: rule`. */
function lint(): string[] {
  const { stdout } = spawnSync(process.execPath, [join(repository, "node_modules/oxlint/bin/oxlint"), "-f", "json"], {
    cwd: directory,
    encoding: "utf8",
  });
  const report = JSON.parse(stdout) as { diagnostics: { filename: string; code: string; severity: string }[] };
  return report.diagnostics.map(({ filename, code, severity }) => `${severity} ${filename}: ${code}`).toSorted();
}

test("sources that keep the rules pass", () => {
  write("src/shared/model/a.ts", `export const a = 1;\n`);
  write("src/main/desk/b.ts", `import { a } from "../../shared/model/a.ts";\n\nexport const b = a + 1;\n`);
  write("scripts/c.ts", `console.log("done");\n`);
  write("src/main/hosts/cli/d.ts", `console.log("done");\n`);
  expect(lint()).toEqual([]);
});

test("the project's rules are on, and each is an error", () => {
  write("src/shared/model/a.ts", `import { b } from "../../main/desk/b.ts";\n\nexport const a = b;\n`);
  write("src/shared/model/time.ts", `export const now = Date.now();\n`);
  write("src/shared/model/all.ts", `export * from "./time.ts";\n`);
  write("src/shared/model/globals.ts", `export const home = process.env;\n`);
  write("src/main/desk/b.ts", `export let b = 1;\n\nexport function count() {\n  b += 1;\n}\n`);
  write("src/main/desk/any.ts", `export const any = (value: any) => value;\n`);
  write("src/main/desk/console.ts", `console.log("done");\n`);
  write("src/main/desk/long.ts", `${"\n".repeat(500)}export const long = 1;\n`);
  write("src/main/desk/cycle-1.ts", `import { two } from "./cycle-2.ts";\n\nexport const one = () => two;\n`);
  write("src/main/desk/cycle-2.ts", `import { one } from "./cycle-1.ts";\n\nexport const two = () => one;\n`);
  write("src/main/desk/floating.ts", `export function start(work: () => Promise<void>) {\n  work();\n}\n`);
  write("src/main/desk/misused.ts", `export const start = (work: () => Promise<void>) => [1].forEach(work);\n`);
  write("src/main/desk/sync.ts", `import { statSync } from "node:fs";\n\nexport const stat = statSync;\n`);
  expect(lint()).toEqual([
    "error src/main/desk/any.ts: typescript(no-explicit-any)",
    "error src/main/desk/b.ts: import(no-mutable-exports)",
    "error src/main/desk/b.ts: pipedesk(no-module-state)",
    "error src/main/desk/console.ts: eslint(no-console)",
    "error src/main/desk/cycle-1.ts: import(no-cycle)",
    "error src/main/desk/cycle-2.ts: import(no-cycle)",
    "error src/main/desk/floating.ts: typescript(no-floating-promises)",
    "error src/main/desk/long.ts: eslint(max-lines)",
    "error src/main/desk/misused.ts: typescript(no-misused-promises)",
    "error src/main/desk/sync.ts: pipedesk(no-sync-files)",
    "error src/shared/model/a.ts: pipedesk(import-table)",
    "error src/shared/model/all.ts: pipedesk(no-export-all)",
    "error src/shared/model/globals.ts: eslint(no-restricted-globals)",
    "error src/shared/model/time.ts: pipedesk(no-ambient-time)",
  ]);
});
