import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** What tests start as processes of their own, by name: the source it begins at, from the project's root. */
export const PROGRAMS = {
  pipedesk: "src/main/hosts/cli/main.ts",
  "mixed-load": "test/simulation/mixed-kill/load-child.ts",
  "automation-runs": "test/simulation/automation-kill/kill-child.ts",
  upgrade: "test/simulation/upgrade-kill/upgrade-child.ts",
  outbox: "test/integration/outbox/kill-child.ts",
  fetch: "test/support/mail/fetch-child.ts",
  "team-server": "test/simulation/team-processes/server-child.ts",
  "team-device": "test/simulation/team-processes/device-child.ts",
} as const;
export type ProgramName = keyof typeof PROGRAMS;

/** Names the folder of the built programs. Unset, they run from source, which costs each of them more than twice the time to start. */
export const BUILT_PROGRAMS_VARIABLE = "PIPEDESK_BUILT_PROGRAMS";

/** The script of a program. */
export function programPath(name: ProgramName): string {
  const built = process.env[BUILT_PROGRAMS_VARIABLE];
  return built ? join(built, `${name}.js`) : join(ROOT, PROGRAMS[name]);
}

/** The environment of a program: compiled once, and kept beside what was compiled, not among what outlives the tests. */
export function programEnv(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const built = process.env[BUILT_PROGRAMS_VARIABLE];
  return { ...process.env, ...(built ? { NODE_COMPILE_CACHE: join(built, "compiled") } : {}), ...changes };
}

/** Starts one. @param options its `env` are changes to this process's */
export function startProgram(
  name: ProgramName,
  args: readonly string[],
  { env, ...options }: SpawnOptions,
): ChildProcess {
  return spawn(process.execPath, [programPath(name), ...args], { ...options, env: programEnv(env) });
}
