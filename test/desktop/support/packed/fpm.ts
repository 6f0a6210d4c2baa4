#!/usr/bin/env node
/**
 * Stands in for fpm, the program that electron-builder makes a .deb with and downloads, where no download is possible: reads the arguments that it gets
 * there and builds the same package with dpkg-deb. So the files, scripts and fields of electron-builder's own .deb are tested; only packing is quick and
 * uncompressed.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
// Strict: an argument that nobody thought of must not be lost silently.
const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    s: { ...text, short: "s" },
    t: { ...text, short: "t" },
    d: { ...list, short: "d" },
    force: { type: "boolean" },
    "deb-recommends": list,
    "deb-compression": text,
    "deb-priority": text,
    architecture: text,
    "after-install": text,
    "after-remove": text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
  },
});
if (values.t !== "deb" || values.s !== "dir") throw new Error("This stand-in makes a .deb of a folder.");
const given = (name: "name" | "version" | "architecture" | "maintainer" | "package" | "description"): string => {
  const value = values[name];
  if (!value) throw new Error(`--${name} is missing.`);
  return value;
};

const root = mkdtempSync(join(tmpdir(), "pipedesk-deb-"));
chmodSync(root, 0o755);
try {
  for (const mapping of positionals) {
    const [source = "", target = ""] = mapping.split("=");
    const to = join(root, target);
    mkdirSync(dirname(to), { recursive: true });
    if (statSync(source).isDirectory()) cpSync(source, to, { recursive: true, mode: 0 });
    else copyFileSync(source, to);
  }
  mkdirSync(join(root, "DEBIAN"));
  const fields = [
    ["Package", given("name")],
    ["Version", given("version")],
    ["Architecture", given("architecture")],
    ["Maintainer", given("maintainer")],
    ["Depends", values.d?.join(", ")],
    ["Recommends", values["deb-recommends"]?.join(", ")],
    ["Priority", values["deb-priority"]],
    ["Homepage", values.url],
    ["Description", given("description").trim().replaceAll("\n", "\n ")],
  ];
  const control = fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join("\n");
  writeFileSync(join(root, "DEBIAN/control"), `${control}\n`);
  for (const [option, name] of [
    ["after-install", "postinst"],
    ["after-remove", "postrm"],
  ] as const) {
    const script = values[option];
    if (script === undefined) continue;
    copyFileSync(script, join(root, "DEBIAN", name));
    chmodSync(join(root, "DEBIAN", name), 0o755);
  }
  execFileSync("dpkg-deb", ["-Znone", "--root-owner-group", "--build", root, given("package")], { stdio: "inherit" });
} finally {
  rmSync(root, { recursive: true, force: true });
}
