import { expect, test } from "vitest";
import { ownRequire } from "../../../build/bundle/own-require.ts";

type Transform = (code: string) => { code: string } | null;
const transform = ownRequire().transform as unknown as Transform;

test("a package's own require gets another name, and what only sounds like it stays", () => {
  const code = [
    'import { createRequire } from "module";',
    "const require = createRequire(import.meta.url);",
    'const engine = require("re2"); const requiredClaims = []; const at = x.require(1);',
  ].join("\n");
  expect(transform(code)?.code.split("\n").slice(1)).toEqual([
    "const requireOfPackage = createRequire(import.meta.url);",
    'const engine = requireOfPackage("re2"); const requiredClaims = []; const at = x.require(1);',
  ]);
});

test("a module without one stays as it is", () => {
  expect(transform('const a = require("b");')).toBeNull();
});
