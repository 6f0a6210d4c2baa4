import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { giveTo } from "./ordinary-user.ts";
import type { Home } from "./desk-app.ts";
import type { Program } from "./program.ts";

/** Programs that the app asks the desktop's own for: to open something, and to mark a file. */
const NAMES = ["xdg-open", "xdg-email", "setfattr"] as const;

/** What the app asked of the system around it. */
export type SystemPrograms = {
  /** Each call since the last `forget`: the program and its arguments. */
  calls(): readonly (readonly string[])[];
  forget(): void;
};

/** Puts programs into the home that only write down how they were called. */
export function placeSystemPrograms(home: Home, { user }: Pick<Program, "user">): SystemPrograms {
  const bin = join(home.path, "bin");
  const journal = join(home.path, "calls");
  mkdirSync(bin);
  mkdirSync(journal);
  giveTo(journal, user);
  const file = join(journal, "calls.txt");
  for (const name of NAMES) {
    const path = join(bin, name);
    // One call is one line: what is given is parted by a character that no address has.
    writeFileSync(
      path,
      `#!/bin/sh\nline=${name}\nfor word in "$@"; do line="$line\t$word"; done\nprintf '%s\\n' "$line" >> '${file}'\n`,
    );
    chmodSync(path, 0o755);
  }
  return {
    calls: () =>
      existsSync(file)
        ? readFileSync(file, "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => line.split("\t"))
        : [],
    forget: () => rmSync(file, { force: true }),
  };
}
