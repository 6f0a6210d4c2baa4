import type { Terminal } from "./terminal.ts";

/** Painting more often than people see costs time that the work needs. */
const PAINT_INTERVAL_MS = 100;
const BAR_WIDTH = 24;
/** Before this much is known, the time left would only jump about. */
const MIN_SHARE_FOR_ESTIMATE = 0.02;

export type ProgressBar = {
  /** Shows how far it is; `share` is 0 to 1. */
  show(share: number, words: string): void;
  /** Takes the bar off the screen, for a line of text or for good. */
  clear(): void;
};

/** A bar on the last line of a terminal; where stderr is no terminal it shows nothing. */
export function createProgressBar({ stderr, t }: Pick<Terminal, "stderr" | "t">, nowMs: () => number): ProgressBar {
  const startedAtMs = nowMs();
  let paintedAtMs = Number.NEGATIVE_INFINITY;
  let visible = false;

  function timeLeft(share: number): string {
    if (share < MIN_SHARE_FOR_ESTIMATE || share >= 1) return "";
    const seconds = Math.ceil(((nowMs() - startedAtMs) / share - (nowMs() - startedAtMs)) / 1000);
    return `, ${t("cli.import.timeLeft", { time: clockTime(seconds) })}`;
  }

  return {
    show: (share, words) => {
      if (stderr.isTTY !== true || nowMs() - paintedAtMs < PAINT_INTERVAL_MS) return;
      paintedAtMs = nowMs();
      visible = true;
      const full = Math.round(Math.min(Math.max(share, 0), 1) * BAR_WIDTH);
      const line = `[${"#".repeat(full)}${"-".repeat(BAR_WIDTH - full)}] ${words}${timeLeft(share)}`;
      // A line that wraps can't be painted over.
      stderr.write(`\r\u001B[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (visible) stderr.write("\r\u001B[K");
      visible = false;
      paintedAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** `1:05`, `2:00:00` */
export function clockTime(totalSeconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes, seconds] = [
    Math.floor(totalSeconds / 3600),
    Math.floor(totalSeconds / 60) % 60,
    totalSeconds % 60,
  ];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
