import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { useMemoryFolder } from "../../support/in-memory.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pipedesk-memory-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("temporary files lie in memory while the tests run, and are gone after them", () => {
  const memory = newFolder();
  const env: NodeJS.ProcessEnv = {};
  const end = useMemoryFolder(env, memory);
  const folder = join(memory, `pipedesk-tests-${process.pid}`);
  expect([env["TMPDIR"], existsSync(folder)]).toEqual([folder, true]);
  mkdirSync(join(folder, "desk"));
  end();
  expect([env["TMPDIR"], readdirSync(memory)]).toEqual([undefined, []]);
});

test("what a run left that was killed is taken away, and nothing else", () => {
  const memory = newFolder();
  const { pid: gone } = spawnSync(process.execPath, ["--version"]);
  for (const name of [`pipedesk-tests-${gone}`, `pipedesk-tests-${process.ppid}`, "other"])
    mkdirSync(join(memory, name));
  useMemoryFolder({}, memory)();
  expect(readdirSync(memory).toSorted()).toEqual(["other", `pipedesk-tests-${process.ppid}`]);
});

test("a place that somebody chose stays, and so does the system's where there is no such memory", () => {
  const memory = newFolder();
  const env: NodeJS.ProcessEnv = { TMPDIR: "/elsewhere" };
  useMemoryFolder(env, memory)();
  expect([env, readdirSync(memory)]).toEqual([{ TMPDIR: "/elsewhere" }, []]);
  const without: NodeJS.ProcessEnv = {};
  useMemoryFolder(without, join(memory, "none"))();
  expect(without).toEqual({});
});
