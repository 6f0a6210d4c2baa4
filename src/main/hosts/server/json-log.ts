import type { Writable } from "node:stream";
import type { Clock, Log } from "#main/desk/context.ts";

/** Names of details that may hold what opens something. */
const SECRET = /token|password|secret|cookie|authorization|digest|url/iu;
/** What looks like one of our secrets, wherever it stands. */
const OUR_SECRETS = /\bpd[a-z]_[\w-]{20,}/gu;
const MAX_LINE_CHARACTERS = 8000;

/** One JSON object a line, for whatever collects logs. @param verbose with what is only of interest where something is looked for */
export function createJsonLog(out: Writable, clock: Clock, { verbose }: { readonly verbose: boolean }): Log {
  const write = (
    level: "info" | "warn" | "error",
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) => {
    const { error, ...rest } = details;
    const line = {
      time: new Date(clock.nowEpochMs()).toISOString(),
      level,
      message,
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, SECRET.test(name) ? "…" : value])),
      ...(error === undefined ? {} : { error: wordsOf(error) }),
    };
    const text = JSON.stringify(line, (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    out.write(`${text.replaceAll(OUR_SECRETS, "…").slice(0, MAX_LINE_CHARACTERS)}\n`);
  };
  return {
    info: (message, details) => (verbose ? write("info", message, details) : undefined),
    warn: (message, details) => write("warn", message, details),
    error: (message, details) => write("error", message, details),
  };
}

function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? { code: String(error.code) } : {};
  return { name: error.name, message: error.message, ...code, stack: error.stack ?? "" };
}
