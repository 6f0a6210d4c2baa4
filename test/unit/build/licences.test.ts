import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { build } from "vite";
import { isAllowed, licenceNotes } from "../../../build/bundle/licences.ts";

type Package = { readonly licence?: string; readonly text?: string; readonly code?: string };

/** Bundles a program that imports these packages. @returns what the notes say */
async function notesOf(packages: Readonly<Record<string, Package>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "pipedesk-licences-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [name, { licence, text, code = `export const value = "${name}";` }] of Object.entries(packages)) {
    const folder = join(root, "node_modules", name);
    await mkdir(folder, { recursive: true });
    const manifest = {
      name,
      version: "1.2.3",
      main: "index.js",
      type: "module",
      license: licence,
      author: `Maker of ${name} <m@example.com>`,
    };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(join(folder, "index.js"), code);
    if (text !== undefined) await writeFile(join(folder, "LICENSE.md"), text);
  }
  const used = Object.keys(packages).filter((name) => !name.startsWith("un"));
  const lines = used.map((name, index) => `import { value as v${index} } from "${name}"; console.log(v${index});`);
  await writeFile(join(root, "main.js"), lines.join("\n"));
  const notes = join(root, "out/licences.txt");
  await build({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [licenceNotes(notes).plugin()],
    build: { outDir: join(root, "out"), lib: { entry: join(root, "main.js"), formats: ["es"] }, emptyOutDir: false },
  });
  return readFile(notes, "utf8");
}

test("each package in the bundle is named with its text, one within another too, and none that isn't in it", async () => {
  const notes = await notesOf({
    alpha: { licence: "MIT", text: "The words of alpha.", code: `export { value } from "beta";` },
    beta: { licence: "(MPL-2.0 OR Apache-2.0)", text: "The words of beta." },
    gamma: { licence: "MIT" },
    icalendar: { licence: "MPL-2.0", text: "The words of the MPL." },
    unused: { licence: "GPL-3.0-only", text: "Nobody needs these." },
  });
  expect([...notes.matchAll(/^(\S+) 1\.2\.3 \((.+)\)$/gmu)].map(([, name, licence]) => [name, licence])).toEqual([
    ["beta", "(MPL-2.0 OR Apache-2.0)"],
    ["gamma", "MIT"],
    ["icalendar", "MPL-2.0"],
  ]);
  expect(notes).toContain("The words of beta.");
  expect(notes).toContain("Copyright (c) Maker of gamma\n\nPermission is hereby granted");
  expect(notes).toContain("Its source, unchanged: the npm package icalendar@1.2.3");
});

test.each<[string, Package, RegExp]>([
  [
    "a licence that asks for our source",
    { licence: "GPL-3.0-only", text: "Words." },
    /delta 1\.2\.3 .* licence is GPL-3\.0-only/u,
  ],
  ["no licence", { text: "Words." }, /licence is not told/u],
  ["a licence by its text alone", { licence: "SEE LICENSE IN LICENSE.md", text: "Words." }, /licence is SEE LICENSE/u],
  ["a licence without its text", { licence: "Apache-2.0" }, /without the text of its licence/u],
])("a package with %s ends the build", async (_what, delta, message) => {
  await expect(notesOf({ delta })).rejects.toThrow(message);
});

test("of a choice one has to be allowed, of a combination all", () => {
  const expressions = [
    "MIT",
    "MIT OR GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "MIT AND ISC",
    "(BSD-2-Clause OR MIT)",
    "UNLICENSED",
    "",
  ];
  expect(expressions.filter(isAllowed)).toEqual(["MIT", "MIT OR GPL-3.0-only", "MIT AND ISC", "(BSD-2-Clause OR MIT)"]);
});
