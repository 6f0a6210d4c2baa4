import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { databasePath } from "../../../src/main/store/sql-storage/index.ts";
import { CHECKPOINT_AFTER_IDLE_MS } from "../../../src/main/store/sql-storage/limits.ts";
import { person } from "./fixtures.ts";
import { openSql, startWriter, temporaryFolders } from "./helpers/sql-files.ts";

/** How the version before kept a second program out. */
const LOCKS_THE_DATABASE = `
  const db = new (require("node:sqlite").DatabaseSync)(process.argv[1], { timeout: 100 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; COMMIT");
    console.log("open");
    setInterval(() => {}, 1000);
  } catch (error) {
    console.log(error.message);
  }`;

async function versionBefore(path: string) {
  const child = spawn(process.execPath, ["-e", LOCKS_THE_DATABASE, path], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return {
    said: String(line).trim(),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit").catch(() => undefined);
    },
  };
}

describe("one program at a time", () => {
  const folder = temporaryFolders();
  const exclusive = (directory: string) => ({ mode: "file", directory, exclusive: true }) as const;

  async function desk(): Promise<{ directory: string; path: string }> {
    const directory = folder();
    const instance = await openSql(exclusive(directory), "desk");
    await instance.bulkWrite([{ document: person("a") }], "test");
    await instance.close();
    return { directory, path: databasePath(directory, "desk") };
  }

  it("is told by a file beside the database that says nothing and stays", async () => {
    const { directory } = await desk();
    expect(readdirSync(directory).toSorted()).toEqual(["desk.lock", "desk.sqlite"]);
    expect(statSync(join(directory, "desk.lock")).size).toBe(0);
  });

  it("refuses a second storage of the same program, and the first goes on", async () => {
    const { directory } = await desk();
    const first = await openSql(exclusive(directory), "desk");
    await expect(openSql(exclusive(directory), "desk")).rejects.toMatchObject({ code: "IN_USE" });
    await first.bulkWrite([{ document: person("b") }], "test");
    // The refused one has not let go of the first one's lock on its way out.
    expect(await saidByAnother(directory)).toMatch(/is in use by another program/u);
    await first.close();
  });

  it("lets a storage in that shares, beside another that shares, and not beside an exclusive one", async () => {
    const { directory } = await desk();
    const shared = { mode: "file", directory } as const;
    const [one, two] = [await openSql(shared, "desk"), await openSql(shared, "desk")];
    await expect(openSql(exclusive(directory), "desk")).rejects.toMatchObject({ code: "IN_USE" });
    await one.close();
    await two.close();
    const alone = await openSql(exclusive(directory), "desk");
    await expect(openSql(shared, "desk")).rejects.toMatchObject({ code: "IN_USE" });
    await alone.close();
  });

  it("is refused beside the version before, which locks the database itself", async () => {
    const { directory, path } = await desk();
    const before = await versionBefore(path);
    expect(before.said).toBe("open");
    await expect(openSql(exclusive(directory), "desk")).rejects.toMatchObject({ code: "IN_USE" });
    await before.kill();
    await (await openSql(exclusive(directory), "desk")).close();
  });

  it("keeps the version before out", async () => {
    const { directory, path } = await desk();
    const now = await openSql(exclusive(directory), "desk");
    const before = await versionBefore(path);
    expect(before.said).toBe("database is locked");
    await before.kill();
    await now.close();
  });

  it("is free again at once after a kill", async () => {
    const directory = folder();
    mkdirSync(directory);
    const writer = startWriter(directory, "exclusive");
    await writer.acknowledged(1);
    await writer.kill();
    await (await openSql(exclusive(directory))).close();
    expect(existsSync(join(directory, "killed.lock-journal"))).toBe(false);
  });

  async function saidByAnother(directory: string): Promise<string> {
    const script = `import { openExclusively } from ${JSON.stringify(import.meta.resolve("./helpers/open-exclusively.ts"))};
      openExclusively(process.argv[1]).catch((error) => console.log(error.message));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout, "data");
    return String(line);
  }
});

describe("the write-ahead log", () => {
  const folder = temporaryFolders();

  it("goes into the database when writing pauses", async () => {
    const directory = folder();
    const instance = await openSql({ mode: "file", directory }, "desk");
    await instance.bulkWrite([{ document: person("a") }], "test");
    const path = databasePath(directory, "desk");
    // Without the log: what a program sees that reads the file alone.
    const isInFile = () => statSync(path).size > 4096;
    expect(isInFile()).toBe(false);
    for (let waits = 0; waits < 50 && !isInFile(); waits += 1) await wait(CHECKPOINT_AFTER_IDLE_MS / 4);
    expect(isInFile()).toBe(true);
    await instance.close();
  });

  it("holds nothing up when the database is closed meanwhile", async () => {
    const directory = folder();
    const instance = await openSql({ mode: "file", directory }, "desk");
    await instance.bulkWrite([{ document: person("a") }], "test");
    await instance.close();
    const db = new DatabaseSync(databasePath(directory, "desk"));
    expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    db.close();
  });
});
