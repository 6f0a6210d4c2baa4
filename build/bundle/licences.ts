/**
 * The licences of all packages that are in the bundle, with their texts, in one file beside it: what those licences ask for. A package whose licence
 * is unknown, or is none of those that a program under MIT may carry, ends the build.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Plugin } from "vite";
import { mitText } from "./mit.ts";

/** They let their text be shipped in a program under another licence, for the price of being named. */
const ALLOWED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
]);
/** Their own files stay under them (MPL 2.0, 3.3), and who gets the program is told where their source can be had (3.2): it is unchanged from its package. */
const ALLOWED_WITH_SOURCE: ReadonlySet<string> = new Set(["MPL-2.0"]);
const TEXT_FILE = /^(?:licen[cs]es?|copying|notice|unlicense)(?:[.-].*)?$/iu;
const RULE = "=".repeat(78);

type Manifest = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly author?: string | { readonly name?: string };
  readonly repository?: string | { readonly url?: string };
};
type CarriedPackage = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
};

/** Collects over several builds: `plugin()` goes into each of them, and each writes the file anew with what is known by then. */
export function licenceNotes(file: string): { readonly plugin: () => Plugin } {
  const carried = new Map<string, CarriedPackage>();
  return {
    plugin: () => ({
      name: "pipedesk-licences",
      apply: "build",
      generateBundle(_options, bundle) {
        const parts = Object.values(bundle).flatMap((part) => (part.type === "chunk" ? Object.keys(part.modules) : []));
        // Style sheets become files of their own, and their modules are in no chunk.
        const styles = [...this.getModuleIds()].filter((id) => /\.css(?:\?|$)/u.test(id));
        for (const directory of new Set([...parts, ...styles].flatMap((id) => packageDirectory(id) ?? []))) {
          const found = carriedPackage(directory);
          if (!isAllowed(found.licence)) {
            this.error(
              `${found.name} ${found.version} is in the bundle and its licence is ${found.licence || "not told"}. If it may be shipped, build/bundle/licences.ts has to say so.`,
            );
          }
          if (found.text === "")
            this.error(`${found.name} ${found.version} is in the bundle without the text of its licence.`);
          carried.set(`${found.name}@${found.version}`, found);
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, notesOf([...carried.values()]));
      },
    }),
  };
}

/** An expression of SPDX (annex D) without brackets within brackets: of `OR` one has to be allowed, of `AND` all. */
export function isAllowed(expression: string): boolean {
  const plain = expression.trim().replace(/^\((.*)\)$/u, "$1");
  return plain
    .split(/ OR /u)
    .some((choice) =>
      choice.split(/ AND /u).every((part) => ALLOWED.has(part.trim()) || ALLOWED_WITH_SOURCE.has(part.trim())),
    );
}

/** The folder of the npm package that a module is of; undefined for our own and for what bundlers make up. */
function packageDirectory(id: string): string | undefined {
  const path = id.replace(/^\0/u, "").replace(/\?.*$/u, "").replaceAll("/", sep);
  const marker = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(marker);
  if (at === -1) return undefined;
  const [first = "", second = ""] = path.slice(at + marker.length).split(sep);
  return path.slice(0, at + marker.length) + (first.startsWith("@") ? join(first, second) : first);
}

function carriedPackage(directory: string): CarriedPackage {
  const manifestFile = join(directory, "package.json");
  if (!existsSync(manifestFile)) return { name: directory, version: "", licence: "", text: "" };
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const licence = typeof manifest.license === "object" ? (manifest.license.type ?? "") : (manifest.license ?? "");
  const author = typeof manifest.author === "object" ? manifest.author.name : manifest.author;
  const name = manifest.name ?? directory;
  const texts = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name))
    .map((entry) => readFileSync(join(directory, entry.name), "utf8").trim());
  if (texts.length === 0 && licence === "MIT")
    texts.push(mitText(author?.replace(/\s*[<(].*$/u, "") ?? `the authors of ${name}`));
  if (ALLOWED_WITH_SOURCE.has(licence)) texts.unshift(`Its source, unchanged: ${sourceOf(manifest)}`);
  return { name, version: manifest.version ?? "", licence, text: texts.join("\n\n") };
}

function sourceOf({ name, version, repository }: Manifest): string {
  const url = typeof repository === "object" ? repository.url : repository;
  return `the npm package ${name}@${version}${url === undefined ? "" : `, ${url}`}`;
}

function notesOf(packages: readonly CarriedPackage[]): string {
  const sorted = packages.toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
  const head = `Pipedesk carries parts of these ${sorted.length} packages. Electron's and Chromium's own licences lie beside the program.\n`;
  const blocks = sorted.map(
    ({ name, version, licence, text }) => `${RULE}\n${name} ${version} (${licence})\n${RULE}\n\n${text}\n`,
  );
  return [head, ...blocks].join("\n");
}
