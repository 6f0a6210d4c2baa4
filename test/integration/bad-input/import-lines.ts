import type { ImportLine } from "#main/core.ts";

/** What `pipedesk import --json` said. */
export function linesOf(stdout: string): { lines: ImportLine[]; summary: unknown } {
  const parsed = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return { lines: parsed.slice(0, -1) as ImportLine[], summary: (parsed.at(-1) as { summary: unknown }).summary };
}
