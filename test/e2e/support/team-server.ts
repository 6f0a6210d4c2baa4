import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export type TeamServer = {
  readonly origin: string;
  /** Makes the first super admin, once. */
  readonly setUpLink: string;
  close(): Promise<void>;
};

const ROOT = resolve(import.meta.dirname, "../../..");
const SET_UP = "/#/welcome/set-up/";

/** `pipedesk server` on a new folder, in a process of its own. @param reached the port it listens on and the address it is reached by; default: any free one, and that */
export async function startTeamServer(reached?: {
  readonly port: number;
  readonly publicUrl: string;
}): Promise<TeamServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-team-"));
  const where = reached ? [`--port=${reached.port}`, `--public-url=${reached.publicUrl}`] : ["--port=0"];
  const child = spawn(
    process.execPath,
    [join(ROOT, "src/main/hosts/cli/main.ts"), "server", `--data=${dataDir}`, ...where],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, LC_ALL: "en_GB.UTF-8" } },
  );
  const setUpLink = await linkOf(child);
  return {
    origin: new URL(setUpLink).origin,
    setUpLink,
    async close() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function linkOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The server has no stdout.");
  for await (const line of createInterface({ input: child.stdout })) if (line.includes(SET_UP)) return line.trim();
  throw new Error("The server ended without a set-up link.");
}
