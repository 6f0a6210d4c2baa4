import { expect, test } from "vitest";
import { clockTime, createProgressBar } from "#main/hosts/cli/progress-bar.ts";
import { createFakeTerminal } from "./fake-terminal.ts";

/** What is left on the terminal's last line. */
function lastLine(text: string): string {
  return text.split("\r\u001B[K").at(-1) ?? "";
}

test("shows how far it is and how long it will take, on one line that fits", () => {
  const terminal = createFakeTerminal({ isTTY: true });
  let nowMs = 0;
  const bar = createProgressBar(terminal, () => nowMs);
  nowMs = 10_000;
  bar.show(0.25, "25 %, 500 messages");
  expect(lastLine(terminal.stderr.text)).toBe("[######------------------] 25 %, 500 messages, 0:30 left");
  nowMs = 20_000;
  bar.show(1, "100 %, a text that is far too long for the terminal it is on");
  expect(lastLine(terminal.stderr.text)).toBe("[########################] 100 %, a text that is far too lo");
  bar.clear();
  expect(lastLine(terminal.stderr.text)).toBe("");
});

test("is painted at most ten times a second, and again right after a line of text", () => {
  const terminal = createFakeTerminal({ isTTY: true });
  let nowMs = 0;
  const bar = createProgressBar(terminal, () => nowMs);
  bar.show(0, "a");
  nowMs = 99;
  bar.show(0, "b");
  expect(lastLine(terminal.stderr.text)).toContain("] a");
  nowMs = 100;
  bar.show(0, "c");
  expect(lastLine(terminal.stderr.text)).toContain("] c");
  bar.clear();
  bar.show(0, "d");
  expect(lastLine(terminal.stderr.text)).toContain("] d");
});

test("is not for files and pipes", () => {
  const terminal = createFakeTerminal();
  const bar = createProgressBar(terminal, () => 0);
  bar.show(0.5, "half");
  bar.clear();
  expect(terminal.stderr.text).toBe("");
});

test("tells times as clocks do", () => {
  expect([0, 9, 65, 3599, 3600, 36_061].map(clockTime)).toEqual([
    "0:00",
    "0:09",
    "1:05",
    "59:59",
    "1:00:00",
    "10:01:01",
  ]);
});
