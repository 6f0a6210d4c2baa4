import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUpProgram, type Program } from "../support/program.ts";
import { buildLauncher } from "./build-launcher.ts";

const VARIABLE = "PIPEDESK_WINDOW_PROGRAM";

type Told = Omit<Program, "remove"> | { readonly obstacle: string };

/** Playwright's global set-up: builds the app that shows what a test asks for, once for all workers. Returns what takes it away. */
export default async function setUpWindowProgram(): Promise<() => void> {
  const mainDir = mkdtempSync(join(tmpdir(), "pipedesk-launcher-"));
  try {
    await buildLauncher(mainDir);
    const program = await setUpProgram(mainDir);
    process.env[VARIABLE] = JSON.stringify(program satisfies Told);
    return "obstacle" in program ? () => undefined : program.remove;
  } finally {
    rmSync(mainDir, { recursive: true, force: true });
  }
}

/** What the set-up made, or why this machine can't run it. */
export function windowProgram(): Told {
  const told = process.env[VARIABLE];
  if (told === undefined) throw new Error("The app was not set up.");
  return JSON.parse(told) as Told;
}
