import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The memory that Linux gives to files: unlike the tests' own folder in it, another user may go through it, as whom the server runs. */
const MEMORY = "/dev/shm";

/** Global set-up: names the folder of the run's PostgreSQL server, which the first test that needs one starts, and stops that. */
export default function postgresForRun(): () => Promise<void> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "pipedesk-postgres-"));
  process.env["PIPEDESK_TEST_POSTGRES"] = folder;
  process.env["PIPEDESK_TEST_RUN"] = String(process.pid);
  return async () => {
    const pidFile = join(folder, "pid");
    if (existsSync(pidFile)) await stopped(Number(readFileSync(pidFile, "utf8")));
    rmSync(folder, { recursive: true, force: true });
  };
}

async function stopped(pid: number): Promise<void> {
  const until = performance.now() + 10_000;
  try {
    process.kill(pid, "SIGTERM");
    while (performance.now() < until) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone.
  }
}
