import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { importsOf } from "../../../../build/lint/imports-of.ts";

const SRC = resolve(import.meta.dirname, "../../../../src");
/** Hosts that the installed app isn't; what they alone import is not in it. */
const OTHER_HOSTS = ["main/hosts/cli", "main/hosts/http", "main/hosts/serve", "main/hosts/server", "main/accounts"];
/** Electron brings itself; the other only passes on other packages, and nothing of its own is left. */
const NOT_BUNDLED: ReadonlySet<string> = new Set(["electron", "@tiptap/pm"]);
/** What is imported as a type alone is gone in the bundle. */
const TYPE_IMPORT = /^(?:import|export) type [^;]+;$/gmu;

/** Packages that the app's sources import by name: each of them is in the bundle. */
export function importedPackages(): string[] {
  const names = new Set<string>();
  for (const file of readdirSync(SRC, { recursive: true, encoding: "utf8" })) {
    const path = file.replaceAll("\\", "/");
    if (!/\.tsx?$/u.test(path) || OTHER_HOSTS.some((host) => path.startsWith(`${host}/`))) continue;
    for (const specifier of importsOf(readFileSync(join(SRC, file), "utf8").replaceAll(TYPE_IMPORT, ""))) {
      // Neither a path nor a name of package.json, nor a word in a comment.
      if (!/^[@a-z][\w@./-]*$/u.test(specifier)) continue;
      const [first = "", second = ""] = specifier.split("/");
      const name = first.startsWith("@") ? `${first}/${second}` : first;
      if (!name.startsWith("node:") && !NOT_BUNDLED.has(name)) names.add(name);
    }
  }
  return [...names].toSorted();
}
