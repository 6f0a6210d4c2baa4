import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RuleTester } from "oxlint/plugins-dev";
import { describe, expect, it } from "vitest";
import { ambientTimeRule } from "../../../build/lint/ambient-time.ts";
import { importTableRule } from "../../../build/lint/import-table-rule.ts";
import { noExportAllRule, noModuleStateRule } from "../../../build/lint/module-shape.ts";
import { START_UP_FILES } from "../../../build/lint/start-up-files.ts";
import { syncFilesRule } from "../../../build/lint/sync-files.ts";

RuleTester.describe = describe;
RuleTester.it = (name, check) => it(name, () => expect(check).not.toThrow());
const tester = new RuleTester({ cwd: "/desk", languageOptions: { parserOptions: { lang: "ts" } } });

const filename = "/desk/src/shared/model/ticket.ts";
const refused = ["shared/model may not import main/store: it may import only itself."];

// Every form in which a module can be named; which directions are wrong is tested in import-table.test.ts.
tester.run("import-table", importTableRule, {
  valid: [
    { filename, code: `import { z } from "zod"; import { id } from "./ids.ts"; export { id }; export const a = 1;` },
    { filename, code: `const require = 1; const name = "x"; await import(name);` },
    { filename: "/desk/test/unit/ticket.test.ts", code: `import { a } from "#main/store/a.ts";` },
  ],
  invalid: [
    { filename, code: `import { a } from "#main/store/a.ts";`, errors: refused },
    { filename, code: `import type { A } from "#main/store/a.ts";`, errors: refused },
    { filename, code: `import "#main/store/a.ts";`, errors: refused },
    { filename, code: `import { a } from "../../main/store/a.ts";`, errors: refused },
    { filename, code: `export { a } from "#main/store/a.ts";`, errors: refused },
    { filename, code: `export * from "#main/store/a.ts";`, errors: refused },
    { filename, code: `await import("#main/store/a.ts");`, errors: refused },
    { filename, code: `require("#main/store/a.ts");`, errors: refused },
    { filename, code: `type A = import("#main/store/a.ts").A;`, errors: refused },
    {
      filename,
      code: `import { a } from "#main/store/a.ts"; import { readFile } from "node:fs/promises";`,
      errors: [...refused, "shared/model may not import Node's node:fs/promises: it also runs where there is no Node."],
    },
  ],
});

tester.run("no-ambient-time", ambientTimeRule, {
  valid: [`clock.now();`, `new Date(0);`, `Date.parse("2026-01-01");`, `Math.max(1, 2);`, `random();`],
  invalid: [
    {
      code: `Date.now();`,
      errors: ["Date.now() is not given to this code: take the clock, or the random source, as a dependency."],
    },
    {
      code: `Math.random();`,
      errors: ["Math.random() is not given to this code: take the clock, or the random source, as a dependency."],
    },
    {
      code: `performance.now();`,
      errors: ["performance.now() is not given to this code: take the clock, or the random source, as a dependency."],
    },
    { code: `new Date();`, errors: ["new Date() reads the machine's clock: take the clock as a dependency."] },
  ],
});

const holdsUp = (name: string) =>
  `${name} holds up every window while the disk works: use node:fs/promises. A file that runs before anybody waits is named in start-up-files.ts.`;
const byName = "Import what is used of node:fs by its name: whether it holds up the thread must be seen.";
const inCore = "/desk/src/main/mail/import/source.ts";

tester.run("no-sync-files", syncFilesRule, {
  valid: [
    {
      filename: inCore,
      code: `import { createReadStream } from "node:fs"; import { readFile } from "node:fs/promises";`,
    },
    { filename: inCore, code: `import { DatabaseSync } from "node:sqlite"; import { deflateSync } from "node:zlib";` },
    ...Object.keys(START_UP_FILES).map((path) => ({
      filename: `/desk/${path}`,
      code: `import { existsSync } from "node:fs";`,
    })),
  ],
  invalid: [
    { filename: inCore, code: `import { readFileSync } from "node:fs";`, errors: [holdsUp("readFileSync")] },
    {
      filename: inCore,
      code: `import { existsSync as isThere, constants, statSync } from "fs";`,
      errors: [holdsUp("existsSync"), holdsUp("statSync")],
    },
    { filename: inCore, code: `import * as fs from "node:fs";`, errors: [byName] },
    { filename: inCore, code: `import fs from "node:fs";`, errors: [byName] },
  ],
});

describe("the files that may touch the disk at the start", () => {
  it.each(Object.keys(START_UP_FILES))("%s is there and does", (path) => {
    const source = readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
    expect(source).toMatch(/Sync\b[^;]* from "node:fs"/u);
  });
});

tester.run("no-export-all", noExportAllRule, {
  valid: [`export { a } from "./a.ts";`, `export const a = 1;`],
  invalid: [
    { code: `export * from "./a.ts";`, errors: [`"export *" hides what is exported: name each export of ./a.ts.`] },
    {
      code: `export * as a from "./a.ts";`,
      errors: [`"export *" hides what is exported: name each export of ./a.ts.`],
    },
  ],
});

tester.run("no-module-state", noModuleStateRule, {
  valid: [
    `const a = 1;`,
    `export const b = [1] as const;`,
    `function f() { let n = 0; return n; }`,
    `declare let host: string;`,
  ],
  invalid: [
    {
      code: `let count = 0;`,
      errors: [`"let" at the top of a module is state shared by all who import it: keep it in what is created.`],
    },
    {
      code: `export let count = 0;`,
      errors: [`"let" at the top of a module is state shared by all who import it: keep it in what is created.`],
    },
    {
      code: `var count = 0;`,
      errors: [`"var" at the top of a module is state shared by all who import it: keep it in what is created.`],
    },
  ],
});
