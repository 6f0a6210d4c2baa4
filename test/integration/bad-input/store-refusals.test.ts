import { createHash } from "node:crypto";
import { chmod, cp, mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { createCore } from "#main/core.ts";
import { errorLine } from "#main/hosts/report-error.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { openTestDesk, SILENT } from "../../support/test-desk.ts";
import { pipedesk, serve, temporaryFolder } from "../hosts/cli-process.ts";
import { mail } from "./hostile-mails.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";

const DATABASE = "desk.sqlite";
const PAGE_BYTES = 4096;

/** Every file and folder, with what is in it. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    contents[path.slice(folder.length + 1)] = entry.isFile()
      ? createHash("sha256")
          .update(await readFile(path))
          .digest("hex")
      : "folder";
  }
  return contents;
}

/** Opens the desk as a host does; the line that its person would see, and the code. */
async function openingFails(dataDir: string): Promise<{ code: string | undefined; line: string }> {
  try {
    const core = await createCore({
      dataDir,
      clock: { nowEpochMs: () => 0 },
      log: SILENT,
      secrets: memorySecrets(),
      version: "0.0.0",
    });
    await core.close();
    return { code: "opened", line: "" };
  } catch (error) {
    return { code: errorCodeOf(error), line: errorLine(error, createTranslate("en"), "en") };
  }
}

const NOBODY = 65_534;

/** Permissions don't bind the superuser, as whom tests may run in a container. */
async function asOrdinaryUser<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0 || !process.seteuid) return work();
  process.seteuid(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

/** A desk with some hundred mails, closed: the one that each test spoils a copy of. */
let whole = "";
beforeAll(async () => {
  const desk = await openTestDesk();
  const source = join(desk.dataDir, "mails");
  await mkdir(source);
  const text = "The boots leak when it rains. ".repeat(100);
  for (let number = 0; number < 150; number += 1)
    await writeFile(join(source, `${number}.eml`), mail([`Message-ID: <${number}@example.com>`], text + number));
  for await (const line of desk.core.importMail({ paths: [source], ownAddresses: [] })) void line;
  await desk.core.close();
  await rm(source, { recursive: true });
  whole = desk.dataDir;
  return () => rm(whole, { recursive: true });
});

async function copyOfDesk(): Promise<{ folder: string; database: string }> {
  const folder = join(await temporaryFolder(), "desk");
  await cp(whole, folder, { recursive: true });
  return { folder, database: join(folder, DATABASE) };
}

async function overwrite(file: string, atBytes: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(bytes, 0, bytes.length, atBytes);
  await handle.close();
}

const garbage = (bytes: number) => Buffer.alloc(bytes, "no database at all ");

describe("a desk whose file can't be used is refused in one line, and nothing in its folder is touched", () => {
  const spoils: Record<
    string,
    { spoil: (at: { folder: string; database: string }) => Promise<unknown>; code: string; words: RegExp }
  > = {
    "written by a newer program": {
      spoil: async ({ database }) => {
        const db = new DatabaseSync(database);
        db.exec("PRAGMA user_version = 1000");
        db.close();
      },
      code: "PD_STORE_NEWER_FILE",
      words: /newer Pipedesk/u,
    },
    "whose header is garbage": {
      spoil: ({ database }) => overwrite(database, 0, garbage(100)),
      code: "PD_STORE_DAMAGED",
      words: /not a Pipedesk database/u,
    },
    "with garbage in the middle": {
      spoil: async ({ database }) =>
        overwrite(
          database,
          Math.floor((await stat(database)).size / 2 / PAGE_BYTES) * PAGE_BYTES,
          garbage(20 * PAGE_BYTES),
        ),
      code: "PD_STORE_DAMAGED",
      words: /damaged/u,
    },
    "with one page of garbage": {
      spoil: ({ database }) => overwrite(database, 3 * PAGE_BYTES, garbage(PAGE_BYTES)),
      code: "PD_STORE_DAMAGED",
      words: /damaged/u,
    },
    "cut short": {
      spoil: async ({ database }) => truncate(database, Math.floor((await stat(database)).size / 2)),
      code: "PD_STORE_DAMAGED",
      words: /damaged/u,
    },
    "of another program": {
      spoil: async ({ database }) => {
        await rm(database);
        const db = new DatabaseSync(database);
        db.exec("CREATE TABLE theirs (a); PRAGMA application_id = 42");
        db.close();
      },
      code: "PD_STORE_DAMAGED",
      words: /not a Pipedesk database/u,
    },
    "that is a folder": {
      spoil: async ({ database }) => {
        await rm(database);
        await mkdir(database);
      },
      code: "PD_STORE_DAMAGED",
      words: /folder where the database file should be/u,
    },
    "whose folder is a file": {
      spoil: async ({ folder, database }) => {
        const content = await readFile(database);
        await rm(folder, { recursive: true });
        await writeFile(folder, content);
      },
      code: "PD_STORE_FAILED",
      words: /can't be made/u,
    },
  };

  test.each(Object.keys(spoils))("%s", async (name) => {
    const { spoil, code, words } = spoils[name] ?? {};
    const at = await copyOfDesk();
    await spoil?.(at);
    const parent = join(at.folder, "..");
    const before = await contentsOf(parent);
    const told = await openingFails(at.folder);
    expect(told).toEqual({ code, line: expect.stringMatching(/^pipedesk: The desk could not be opened: [^\n]+$/u) });
    expect(told.line).toMatch(words ?? /never/u);
    expect(told.line).not.toMatch(/\bat .*:\d+:\d+/u);
    expect(await contentsOf(parent)).toEqual(before);
  });

  test("that is open in another process", async () => {
    const { folder } = await copyOfDesk();
    const source = join(folder, "../one.eml");
    await writeFile(source, mail(["Message-ID: <other@example.com>"]));
    // A process of its own: whoever reads a file and closes it gives up every lock that its process has on it.
    const holder = await serve("--data", folder, "--port", "0");
    const before = await contentsOf(folder);
    const { code, stdout, stderr } = await pipedesk("import", source, "--data", folder, "--json");
    const after = await contentsOf(folder);
    await holder.stop();
    expect({ code, stdout, stderr, after }).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^pipedesk: [^\n]*open in another program[^\n]*\n$/u) as unknown,
      after: before,
    });
  });

  test.each(["folder", "file", "folder and file"])("on a disk that can't be written: %s", async (what) => {
    const { folder, database } = await copyOfDesk();
    await chmod(join(folder, ".."), 0o755);
    await chmod(folder, what === "file" ? 0o777 : 0o555);
    await chmod(database, what === "folder" ? 0o666 : 0o444);
    const before = await contentsOf(folder);
    const told = await asOrdinaryUser(() => openingFails(folder));
    await chmod(folder, 0o755);
    expect([told.code, await contentsOf(folder)]).toEqual(["PD_STORE_READ_ONLY", before]);
    expect(told.line).toMatch(/cannot be written/u);
  });

  test("and opens again once what was wrong is put right", async () => {
    const { folder, database } = await copyOfDesk();
    await rename(database, `${database}.good`);
    await writeFile(database, garbage(10_000));
    expect((await openingFails(folder)).code).toBe("PD_STORE_DAMAGED");
    await rename(`${database}.good`, database);
    const desk = await openTestDesk({ dataDir: folder });
    const { counts } = await desk.client.desk.status();
    await desk.core.close();
    expect(counts.messages).toBe(150);
  });
});
