/** Rows as a file that spreadsheets open (RFC 4180). Pure. */

/** A cell that begins with one of these would be taken for a formula, and what a customer wrote must not be one. */
const FORMULA = /^[=+\-@\t\r]/u;

export function csvOf(heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const lines = [heads, ...rows].map((row) => row.map(cellOf).join(","));
  // With the mark of its encoding: without it some take it for another one.
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
