import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { TALLY_FILE_VARIABLE, type Tally } from "../../test/support/tally.ts";
import type { Stage } from "./stages.ts";
import { settleTests, settleTool, type StageResult } from "./summary.ts";

const root = resolve(import.meta.dirname, "../..");

/** Runs one stage with its output on this process's own. */
export async function runStage(stage: Stage): Promise<StageResult> {
  const startedAtMs = performance.now();
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-check-"));
  const tallyFile = join(directory, "tally.json");
  try {
    const exitCode = await run(stage, tallyFile);
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
function run(stage: Stage, tallyFile: string): Promise<number | null> {
  // Linux and macOS: a group of its own, so that a hanging stage goes with all it started.
  const detached = process.platform !== "win32";
  const child = spawn(process.execPath, [...stage.command], {
    cwd: root,
    detached,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      // A log file is read without a terminal's colours.
      ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
      [TALLY_FILE_VARIABLE]: tallyFile,
      PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
    },
  });
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(detached ? -child.pid : child.pid, "SIGKILL");
  };
  const timeout = setTimeout(() => {
    console.log(`${stage.name} took longer than ${stage.timeoutMs / 60_000} min and was ended.`);
    end();
  }, stage.timeoutMs);
  const interrupt = () => {
    end();
    process.exit(130);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (exitCode) => {
      clearTimeout(timeout);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      done(exitCode);
    });
  });
}

function readTally(path: string): Tally | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Tally;
  } catch {
    return null;
  }
}
