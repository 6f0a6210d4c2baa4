/** Cells of a file that spreadsheets open (RFC 4180). Pure. */

/** A cell that begins with one of these would be taken for a formula, and what a customer wrote must not be one. */
const FORMULA = /^'*[=+\-@\t\r]/u;
const ESCAPED_FORMULA = /^'+[=+\-@\t\r]/u;

/** One line without its end. Numbers stand as they are. */
export function csvLineOf(cells: readonly (string | number | null)[]): string {
  return cells.map(cellOf).join(",");
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What was written into the cell before it was kept from being a formula. */
export function textOfCell(cell: string): string {
  return ESCAPED_FORMULA.test(cell) ? cell.slice(1) : cell;
}
