import type { Language, Translate } from "#shared/i18n/index.ts";
import { writeLine, type Terminal } from "../../terminal.ts";

/** Where a command's answer goes. */
export type Output = {
  readonly json: boolean;
  readonly t: Translate;
  readonly language: Language;
  readonly stop: AbortSignal;
  readonly terminal: Terminal;
  /** What was asked for. */
  line(text?: string): Promise<void>;
  lines(texts: readonly string[]): Promise<void>;
  /** One JSON value, in one line. */
  value(value: unknown): Promise<void>;
  /** What is said about it. */
  note(text: string): Promise<void>;
};

export function createOutput(terminal: Terminal, json: boolean): Output {
  const { stdout, stderr, t, language, stop } = terminal;
  const line = (text = "") => writeLine(stdout, text);
  return {
    json,
    t,
    language,
    stop,
    terminal,
    line,
    lines: async (texts) => {
      for (const text of texts) await line(text);
    },
    value: (value) => line(JSON.stringify(value)),
    note: (text) => writeLine(stderr, text),
  };
}

const moments = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" });

/** `2026-05-04 09:00:12`, by the clock of this machine. */
export function momentText(epochMs: number): string {
  return moments.format(epochMs);
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** `2 h 5 min`: the two largest units; below a second in milliseconds. */
export function lengthText(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const parts: string[] = [];
  let rest = durationMs;
  for (const [name, ms] of UNITS) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    if (count > 0) parts.push(`${count} ${name}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(" ");
}
