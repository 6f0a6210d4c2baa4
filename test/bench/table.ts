import type { BenchRow } from "./bench-row.ts";

const HEADER = ["name", "value", "unit", "peer", "peer value", "ratio", "budget", "met"] as const;

/** Columns of figures stand right-aligned under each other. */
const FIGURES: ReadonlySet<string> = new Set(["value", "peer value", "ratio"]);

/** The rows as an aligned table for a terminal, and for a note. */
export function tableOf(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.value === null ? "–" : figure(row.value),
    row.unit,
    row.peer,
    row.peerValue === null ? "" : figure(row.peerValue),
    row.ratio === null ? "" : row.ratio.toFixed(2),
    row.budget,
    row.met === null ? "" : row.met ? "yes" : "NO",
  ]);
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => (line[column] ?? "").length)),
  );
  const lineOf = (line: readonly string[]) =>
    HEADER.map((title, column) => {
      const cell = line[column] ?? "";
      const width = widths[column] ?? 0;
      return FIGURES.has(title) ? cell.padStart(width) : cell.padEnd(width);
    })
      .join(" | ")
      .trimEnd();
  return [
    lineOf(HEADER),
    widths.map((width) => "-".repeat(width)).join("-|-"),
    ...cells.map((line) => lineOf(line)),
  ].join("\n");
}

/** Three significant digits below 1000, whole numbers with thin groups above: 0.123, 12.3, 45 678. */
function figure(value: number): string {
  if (Math.abs(value) < 1000) return String(Number(value.toPrecision(3)));
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");
}
