import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { startProgram } from "../../support/programs.ts";

export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function start(args: readonly string[]): { child: ChildProcessWithoutNullStreams; finished: Promise<Finished> } {
  const env = { LC_ALL: "C", PIPEDESK_TOKEN: "" };
  const child = startProgram("pipedesk", args, { env }) as ChildProcessWithoutNullStreams;
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = once(child, "close").then(([code]): Finished => ({ code: code as number | null, stdout, stderr }));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await finished;
  });
  return { child, finished };
}

/** Runs a command to its end. */
export function pipedesk(...args: string[]): Promise<Finished> {
  return start(args).finished;
}

export type Served = { readonly url: string; readonly port: number; readonly token: string };

/** Starts `pipedesk serve --json --no-open` and waits until it is there; `stop` ends it as a service manager does. */
export async function serve(...args: string[]): Promise<Served & { stop(signal?: NodeJS.Signals): Promise<Finished> }> {
  const { child, finished } = start(["serve", "--json", "--no-open", ...args]);
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => text as string),
    finished.then(({ stderr }) => Promise.reject(new Error(`It ended at once: ${stderr}`))),
  ]);
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return finished;
  };
  return { ...(JSON.parse(line) as Served), stop };
}
