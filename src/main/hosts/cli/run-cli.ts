import { CommanderError } from "commander";
import { preferredLanguage } from "#shared/i18n/index.ts";
import { createProgram, type Commands } from "./program.ts";
import { errorLine } from "../report-error.ts";
import { issuesOfFailure } from "./desk/issues.ts";
import { writeLine, type ExitCode, type Terminal } from "./terminal.ts";

/** Exit status of a command line that can't be understood, as of the shell's own commands. */
const USAGE_ERROR = 2;

/** Runs the command line and tells the exit status. Whatever fails becomes one line on stderr; with `--verbose` its stack follows. */
export async function runCli(
  args: readonly string[],
  { terminal, version, commands }: { terminal: Terminal; version: string; commands: Commands },
): Promise<number> {
  let code: ExitCode = 0;
  const program = createProgram(terminal, version, commands, (finished) => (code = finished));
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Help, version and usage errors: commander has written them already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    await writeLine(terminal.stderr, errorLine(error, terminal.t, terminal.language));
    for (const { path, message } of issuesOfFailure(error)) await writeLine(terminal.stderr, `  ${path}: ${message}`);
    if (args.includes("--verbose") && error instanceof Error) await writeLine(terminal.stderr, error.stack ?? "");
    return 1;
  }
}

/** The language that the environment asks for (POSIX: `LC_ALL` before `LC_MESSAGES` before `LANG`). */
export function languageOf(env: Readonly<Record<string, string | undefined>>) {
  const wanted = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || Intl.DateTimeFormat().resolvedOptions().locale;
  return preferredLanguage([wanted.replace("_", "-")]);
}
