import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** The address of the run's PostgreSQL server; whoever asks first starts it, which takes about two seconds. Each test takes a schema, or a desk, of its own name. */
export async function postgresUrl(): Promise<string> {
  const folder = process.env["PIPEDESK_TEST_POSTGRES"];
  if (folder === undefined) throw new Error("The run has no folder for a PostgreSQL server.");
  if (isFirst(folder)) await start(folder);
  for (;;) {
    if (existsSync(join(folder, "url"))) return readFileSync(join(folder, "url"), "utf8");
    if (existsSync(join(folder, "failed"))) throw new Error(readFileSync(join(folder, "failed"), "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, "data"));
    return true;
  } catch {
    return false;
  }
}

async function start(folder: string): Promise<void> {
  chmodSync(folder, 0o755);
  const program = join(import.meta.dirname, "server-process.ts");
  const run = process.env["PIPEDESK_TEST_RUN"] ?? String(process.ppid);
  const child = spawn(process.execPath, [program, folder, String(await freePort()), run], {
    detached: true,
    stdio: "ignore",
    // Its password lies there for a moment, to be read by the user as whom the server runs.
    env: { ...process.env, TMPDIR: folder },
  });
  writeFileSync(join(folder, "pid"), String(child.pid));
  child.unref();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error()),
      );
    });
  });
}
