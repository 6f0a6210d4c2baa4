import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export type TeamServer = {
  readonly origin: string;
  /** Makes the first super admin, once; '' where there is one already. */
  readonly setUpLink: string;
  /** As a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

export type TeamServerOptions = {
  /** Default: any free one. */
  readonly port?: number;
  /** Under which address it is reached; default: its own. */
  readonly publicUrl?: string;
  /** Default: the desk lies in its folder. */
  readonly databaseUrl?: string;
  /** Where its key for passwords lies; default: of its own. */
  readonly configDir?: string;
};

const ROOT = resolve(import.meta.dirname, "../../..");

/** `pipedesk server` on a new folder, in a process of its own. */
export async function startTeamServer(options: TeamServerOptions = {}): Promise<TeamServer> {
  const { port = 0, publicUrl, databaseUrl } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-team-"));
  const given = publicUrl === undefined ? [] : [`--public-url=${publicUrl}`];
  const child = spawn(
    process.execPath,
    [join(ROOT, "src/main/hosts/cli/main.ts"), "server", `--data=${dataDir}`, `--port=${port}`, "--json", ...given],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        LC_ALL: "en_GB.UTF-8",
        XDG_CONFIG_HOME: options.configDir ?? join(dataDir, "config"),
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      },
    },
  );
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  const { url, setUpUrl } = await started(child);
  return { origin: url, setUpLink: setUpUrl ?? "", kill: () => end("SIGKILL"), close: () => end("SIGTERM") };
}

async function started(child: ChildProcess): Promise<{ url: string; setUpUrl: string | null }> {
  if (child.stdout === null) throw new Error("The server has no stdout.");
  for await (const line of createInterface({ input: child.stdout }))
    return JSON.parse(line) as { url: string; setUpUrl: string | null };
  throw new Error("The server ended without a word.");
}
