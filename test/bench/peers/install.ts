import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = import.meta.dirname;
/** What was installed last: the digest of its lock file. */
const STAMP = join(FOLDER, "node_modules", ".installed-from");

/**
 * What the bench compares with is a package of its own, since who works on Pipedesk needs neither PostgreSQL nor three other databases. Installs it
 * where it is missing or is another than the lock file says.
 * @returns why there are no peers; null where there are
 */
export function installPeers(): string | null {
  const wanted = createHash("sha256")
    .update(readFileSync(join(FOLDER, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return null;
  console.error("Installing what the bench compares with (test/bench/peers), once.");
  const { status, error } = spawnSync(
    "npm",
    ["ci", "--prefix", FOLDER, "--prefer-offline", "--no-audit", "--no-fund"],
    {
      stdio: ["ignore", "ignore", "inherit"],
      // npm is a batch file there.
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) return `npm ci --prefix test/bench/peers failed (${error?.message ?? `exit code ${status}`})`;
  writeFileSync(STAMP, wanted);
  return null;
}
