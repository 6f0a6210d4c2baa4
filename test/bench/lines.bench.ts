import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { row } from "./storage/measure.ts";

const MAIN = join(import.meta.dirname, "../../src/main");

/** Lines of code, with comments and without empty lines. */
export async function measure(): Promise<BenchRow[]> {
  const folders = ["desk", "automation", "store"].map((name) => ({ name, lines: linesOf(join(MAIN, name), ".ts") }));
  const parts = [...folders, { name: "mail/recover*", lines: linesOf(join(MAIN, "mail"), "recover") }];
  const total = parts.reduce((sum, { lines }) => sum + lines, 0);
  return [
    ...parts.map(({ name, lines }) => row(`lines under src/main/${name}`, "lines", lines, null, null)),
    row("… together", "lines", total, null, null),
  ];
}

function linesOf(folder: string, part: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts") && name.includes(part))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line.trim() !== "").length;
}
