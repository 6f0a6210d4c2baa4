import type { Writable } from "node:stream";
import type { Log } from "#main/desk/context.ts";

/** Warnings and errors as lines on stderr; with `verbose` everything, with details and stacks. */
export function createStderrLog(stderr: Writable, { verbose }: { verbose: boolean }): Log {
  const write = (level: string, message: string, details: Readonly<Record<string, unknown>> = {}) => {
    const { error, ...rest } = details;
    const told = verbose && Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
    const because = error instanceof Error && !message.includes(error.message) ? `: ${error.message}` : "";
    const stack = verbose && error instanceof Error ? `\n${error.stack}` : "";
    stderr.write(`${level}: ${message}${because}${told}${stack}\n`);
  };
  return {
    info: (message, details) => verbose && write("info", message, details),
    warn: (message, details) => write("warning", message, details),
    error: (message, details) => write("error", message, details),
  };
}
