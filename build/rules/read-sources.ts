import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placesOfRules, type RulePlaces, type SourceFile } from "./rule-index.ts";

/** Reads where the repository's rules are decided and tested. */
export function readRulePlaces(repository: string): ReadonlyMap<string, RulePlaces> {
  return placesOfRules(
    read(repository, "src/**/*.{ts,tsx}"),
    // What tests the index itself or the runner of the tests speaks of rules that it doesn't hold.
    read(repository, "test/**/*.{ts,tsx}").filter(
      ({ path }) => !/rule-index\.test\.ts$|^test\/unit\/scripts\//.test(path),
    ),
  );
}

function read(repository: string, pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: repository }).map((path) => ({
    path: path.replaceAll("\\", "/"),
    text: readFileSync(join(repository, path), "utf8"),
  }));
}
