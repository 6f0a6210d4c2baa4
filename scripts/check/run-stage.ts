import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { TALLY_FILE_VARIABLE, type Tally } from "../../test/support/tally.ts";
import type { Stage } from "./stages.ts";
import { settleTests, settleTool, type StageResult } from "./summary.ts";

const root = resolve(import.meta.dirname, "../..");

/**
 * Runs tools side by side: most of them use one core. What each says is shown once it is done, so that nothing is mixed.
 * @returns in the order of the stages
 */
export function runTogether(stages: readonly Stage[]): Promise<StageResult[]> {
  return Promise.all(stages.map((stage) => runStage(stage, "at the end")));
}

/** Runs one stage and shows what it says, as it comes or at the end. */
export async function runStage(stage: Stage, show: "as it comes" | "at the end"): Promise<StageResult> {
  const startedAtMs = performance.now();
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-check-"));
  const tallyFile = join(directory, "tally.json");
  try {
    const exitCode = await run(stage, tallyFile, show);
    const tally =
      stage.kind === "tool"
        ? settleTool(stage.name, exitCode)
        : settleTests(stage.name, readTally(tallyFile), exitCode);
    return { name: stage.name, durationMs: performance.now() - startedAtMs, tally };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What a stage counts for that could not run, because the one it needs failed. */
export function unreachedStage(stage: Stage): StageResult {
  return {
    name: stage.name,
    durationMs: 0,
    tally: { passed: 0, failed: [`${stage.name}: did not run, as "${stage.needs}" failed`], skipped: [] },
  };
}

/** @returns the exit status; null where the stage was ended by a signal */
function run(stage: Stage, tallyFile: string, show: "as it comes" | "at the end"): Promise<number | null> {
  // Linux and macOS: a group of its own, so that a hanging stage goes with all it started.
  const detached = process.platform !== "win32";
  const child = spawn(process.execPath, [...stage.command], {
    cwd: root,
    detached,
    stdio: show === "as it comes" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // A log file is read without a terminal's colours.
      ...(process.stdout.isTTY && show === "as it comes" ? {} : { NO_COLOR: "1" }),
      [TALLY_FILE_VARIABLE]: tallyFile,
      PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
    },
  });
  const said: Buffer[] = [];
  child.stdout?.on("data", (part: Buffer) => said.push(part));
  child.stderr?.on("data", (part: Buffer) => said.push(part));
  if (show === "as it comes") console.log(headOf(stage));
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(detached ? -child.pid : child.pid, "SIGKILL");
  };
  const timeout = setTimeout(() => {
    console.log(`${stage.name} took longer than ${stage.timeoutMs / 60_000} min and was ended.`);
    end();
  }, stage.timeoutMs);
  // Nothing outlives the check, however it ends.
  process.once("exit", end);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (exitCode) => {
      clearTimeout(timeout);
      process.off("exit", end);
      if (show === "at the end")
        console.log([headOf(stage), Buffer.concat(said).toString("utf8").trimEnd()].join("\n"));
      done(exitCode);
    });
  });
}

function headOf(stage: Stage): string {
  return `\n── ${stage.name}`;
}

function readTally(path: string): Tally | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Tally;
  } catch {
    return null;
  }
}
