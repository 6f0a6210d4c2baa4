import { csvLineOf } from "#shared/rules/csv/cells.ts";

/** Rows as a file that spreadsheets open. */
export function csvOf(heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  // With the mark of its encoding: without it some take it for another one.
  return `\uFEFF${[heads, ...rows].map(csvLineOf).join("\r\n")}\r\n`;
}
