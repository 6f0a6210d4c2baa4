import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { StartLine, StartStage } from "#main/hosts/electron/start-trace.ts";

/** An app that was started and has told all of its stages. */
export type StartedApp = {
  /** Of each stage, since the moment before the process was asked for. */
  readonly stageMs: Readonly<Partial<Record<StartStage, number>>>;
  /** Resident memory of the main process. */
  residentMb(): number;
  /** Ends as it does when the session of the desktop ends. @returns how long that took, milliseconds */
  end(): Promise<number>;
};

const TIMEOUT_MS = 60_000;

/** Starts a program that traces its start, and waits until it is usable. */
export async function startTraced(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  last: StartStage = "usable",
): Promise<StartedApp> {
  const askedAtEpochMs = performance.timeOrigin + performance.now();
  const child = spawn(executable, [...args, "--trace-start"], { stdio: ["ignore", "ignore", "pipe"], env: { ...env } });
  const exited = once(child, "exit");
  const said: string[] = [];
  const stageMs: Partial<Record<StartStage, number>> = {};
  const usable = new Promise<void>((resolve, fail) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      if (!line.startsWith('{"startStage"')) return;
      const { startStage, atEpochMs } = JSON.parse(line) as StartLine;
      stageMs[startStage] = atEpochMs - askedAtEpochMs;
      if (startStage === last) resolve();
    });
    exited.then(() => fail(new Error(`The app ended before it was usable:\n${said.join("\n")}`)), fail);
  });
  const timeout = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  try {
    await usable;
  } finally {
    clearTimeout(timeout);
  }
  return {
    stageMs,
    residentMb: () => residentMbOf(child),
    async end() {
      const start = performance.now();
      child.kill("SIGTERM");
      await exited;
      return performance.now() - start;
    },
  };
}

/** From the system's own account (Linux). */
function residentMbOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s*(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
