import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findSuppressions } from "../../build/lint/suppressions.ts";

// What git knows or would add: everything that can be committed.
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
const sources = listed.split("\0").filter((path) => /\.(ts|tsx|mts|js|mjs|css|html)$/.test(path));

for (const path of sources) {
  for (const { line, word } of findSuppressions(readIfThere(path))) {
    console.log(`${path}:${line}: "${word}" silences a tool: mend what it says, or change the rule for all.`);
    process.exitCode = 1;
  }
}

/** '' for a file that was deleted and is still in git's index. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
