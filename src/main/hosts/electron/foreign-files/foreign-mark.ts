/**
 * Tells the system that a file came from somebody else, so that it looks at it before it opens it: Windows and Office by the stream of the Attachment Manager, macOS by its quarantine
 * attribute, Linux desktops by the attribute that freedesktop.org has for it.
 */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Restricted or not, everything that is not this computer, its network or a trusted site. */
const INTERNET_ZONE = "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n";
/** Not yet approved by the person, opened from a mail. */
const QUARANTINE_FLAGS = "0083";
/** Of the desk's links, so that it says nothing of the mail to whoever gets the file. */
const ORIGIN = "pipedesk://attachment";
const TIMEOUT_MS = 5_000;

export type MarkDeps = {
  readonly platform: NodeJS.Platform;
  readonly nowEpochMs: () => number;
  readonly newToken: () => string;
  /** Runs a program of the system. */
  readonly run: (program: string, args: readonly string[]) => Promise<unknown>;
};

export const runProgram: MarkDeps["run"] = (program, args) =>
  promisify(execFile)(program, [...args], { timeout: TIMEOUT_MS, windowsHide: true });

/** @throws where the disk or the system knows no such marks */
export async function markAsForeign(path: string, deps: MarkDeps): Promise<void> {
  switch (deps.platform) {
    case "win32":
      // Writing a stream of a file changes nothing of the file itself.
      await writeFile(`${path}:Zone.Identifier`, INTERNET_ZONE);
      break;
    case "darwin": {
      const seconds = Math.trunc(deps.nowEpochMs() / 1000).toString(16);
      const value = `${QUARANTINE_FLAGS};${seconds};Pipedesk;${deps.newToken()}`;
      await deps.run("/usr/bin/xattr", ["-w", "com.apple.quarantine", value, path]);
      break;
    }
    default:
      await deps.run("setfattr", ["--name=user.xdg.origin.url", `--value=${ORIGIN}`, "--", path]);
  }
}
