import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { deskRest, type DeskRest } from "./desk-rest.ts";

/** A desk as `pipedesk serve` starts it, not in the process of the test. */
export type TestDesk = {
  /** Address with the token, for a browser. */
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  readonly dataDir: string;
  readonly rest: DeskRest;
  /** Where the page has no connection to which a token could be given: what it loads next is that user's. */
  readonly actAs?: (userId: string) => Promise<void>;
  /** Ends the desk in order; removes the data unless they were given. */
  close(): Promise<void>;
};

export const TEST_TOKEN = `test-${"0123456789abcdef".repeat(2)}`;

const ROOT = resolve(import.meta.dirname, "../..");
const START_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;

/** A desk in a process of its own, over the data of that folder, which stay. */
export async function startDesk({ dataDir }: { readonly dataDir: string }): Promise<TestDesk> {
  const token = TEST_TOKEN;
  const child = spawn(
    process.execPath,
    [
      join(ROOT, "src/main/hosts/cli/main.ts"),
      "serve",
      "--no-open",
      "--json",
      `--data=${dataDir}`,
      `--token=${token}`,
      "--port=0",
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "en_GB.UTF-8", XDG_CONFIG_HOME: join(dataDir, "config") },
    },
  );
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  try {
    const { url } = JSON.parse(await firstLine(child)) as { url: string };
    const { origin } = new URL(url);
    return { url, origin, token, dataDir, rest: deskRest(origin, token), close: () => end(child) };
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`The desk did not start:\n${said.join("")}`, { cause: error });
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The desk has no stdout.");
  const lines = createInterface({ input: child.stdout });
  const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
  const exited = once(child, "exit", { signal: deadline }).then(([code]) => {
    throw new Error(`It ended with status ${String(code)}.`);
  });
  const [line] = (await Promise.race([once(lines, "line", { signal: deadline }), exited])) as [string];
  // The race is over; that the process ends later is no failure.
  exited.catch(() => undefined);
  return line;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS);
  await exited;
  clearTimeout(force);
}
