import { CommanderError } from "commander";
import { preferredLanguage } from "#shared/i18n/index.ts";
import { createProgram, type Commands } from "./program.ts";
import { errorLine } from "../report-error.ts";
import { issuesOfFailure } from "./desk/issues.ts";
import { ReaderGone, writeLine, type ExitCode, type Terminal } from "./terminal.ts";

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
    if (error instanceof ReaderGone) return 0;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    const lines = [
      errorLine(error, terminal.t, terminal.language),
      ...issuesOfFailure(error).map(({ path, message }) => `  ${path}: ${message}`),
      ...(args.includes("--verbose") && error instanceof Error ? [error.stack ?? ""] : []),
    ];
    // Nobody may read that either.
    for (const line of lines) await writeLine(terminal.stderr, line).catch(() => undefined);
    return 1;
  }
}

/** The language that the environment asks for (POSIX: `LC_ALL` before `LC_MESSAGES` before `LANG`). */
export function languageOf(env: Readonly<Record<string, string | undefined>>) {
  const wanted = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || Intl.DateTimeFormat().resolvedOptions().locale;
  return preferredLanguage([wanted.replace("_", "-")]);
}
