import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import {
  getRxStorageSql,
  type SqlStorageInstance,
  type SqlStorageOptions,
} from "../../../../src/main/store/sql-storage/index.ts";
import { type TestDocument, type TestSchema, testSchema } from "../fixtures.ts";

/** Makes folders that are gone after the file's tests. */
export function temporaryFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), "pipedesk-files-"));
  chmodSync(root, 0o755);
  let count = 0;
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => join(root, String(count++));
}

export async function openSql(
  options: SqlStorageOptions,
  databaseName = "killed",
  schema: TestSchema = testSchema(),
  collectionName = "people",
): Promise<SqlStorageInstance<TestDocument>> {
  return getRxStorageSql(options).createStorageInstance<TestDocument>({
    databaseInstanceToken: "test",
    databaseName,
    collectionName,
    schema,
    options: {},
    multiInstance: false,
    devMode: true,
  });
}

/** Every file of a folder with a digest of its content. */
export function fingerprint(directory: string): Record<string, string> {
  const digest = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(directory, name)))
      .digest("hex");
  return Object.fromEntries(
    readdirSync(directory)
      .toSorted()
      .map((name) => [name, digest(name)]),
  );
}

export type RunningWriter = {
  /** Resolves with the number of the last acknowledged pair once there are `count` of them. */
  readonly acknowledged: (count: number) => Promise<void>;
  /** SIGKILL, at whatever it is doing; resolves with the last number it had printed. */
  readonly kill: () => Promise<number>;
};

export function startWriter(
  directory: string,
  locking: "exclusive" | "shared",
  what: "writer" | "commits" = "writer",
): RunningWriter {
  const script = fileURLToPath(new URL(`./endless-${what}.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, directory, locking], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = -1;
  let waiting: { count: number; resolve: () => void } | undefined;
  if (!child.stdout) throw new Error("The writer's output is piped.");
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => {
    last = Number(line);
    if (waiting && last + 1 >= waiting.count) waiting.resolve();
  });
  return {
    acknowledged: (count) => new Promise((resolve) => (waiting = { count, resolve })),
    async kill() {
      const closed = once(lines, "close");
      child.kill("SIGKILL");
      await Promise.all([once(child, "exit"), closed]);
      return last;
    },
  };
}
