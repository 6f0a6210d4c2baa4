import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { DeskDump } from "./desk-dump.ts";

const DESKS = join(import.meta.dirname, "../fixtures/desks");

/** Of a desk that an earlier version wrote: see `test/fixtures/desks/README.md`. */
export type OldDesk = {
  /** A copy, made for this test alone. */
  readonly dataDir: string;
  /** All that the version that wrote it had an id for. */
  readonly knownIds: ReadonlySet<string>;
  readonly lastTicketNumber: number;
  remove(): Promise<void>;
};

/** When the version before opened it, and finished what it found. */
export const OPENED_AT_EPOCH_MS = Date.UTC(2026, 4, 6, 9);

export async function unpackOldDesk(name: string): Promise<OldDesk> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-old-"));
  const source = join(DESKS, name);
  for (const file of await readdir(source, { recursive: true })) {
    if (!file.endsWith(".br") || file.endsWith(".json.br")) continue;
    const target = join(dataDir, file.slice(0, -".br".length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await promisify(brotliDecompress)(await readFile(join(source, file))));
  }
  return { dataDir, ...(await readCopy(dataDir)), remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** What the version before made of it. */
export async function expectedOf(name: string): Promise<DeskDump> {
  const packed = await readFile(join(DESKS, name, "expected.json.br"));
  return JSON.parse((await promisify(brotliDecompress)(packed)).toString()) as DeskDump;
}

/** Read off a copy with plain SQL, so that nothing of the desk's own code touches the file before the test does. */
async function readCopy(dataDir: string): Promise<Pick<OldDesk, "knownIds" | "lastTicketNumber">> {
  const scratch = await mkdtemp(join(tmpdir(), "pipedesk-ids-"));
  try {
    await cp(join(dataDir, "desk.sqlite"), join(scratch, "desk.sqlite"));
    const sql = new DatabaseSync(join(scratch, "desk.sqlite"), { readOnly: true });
    const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%~%'").all();
    const knownIds = new Set<string>();
    for (const { name } of tables) {
      for (const { id, text } of sql.prepare(`SELECT id, json(data) AS text FROM "${String(name)}"`).all()) {
        knownIds.add(String(id));
        // Ids of what a half would have made stand in the half.
        for (const [quoted] of String(text).matchAll(/"[a-z]{1,12}_[0-9a-z_-]{16,}"/giu))
          knownIds.add(quoted.slice(1, -1));
      }
    }
    const numbers = sql.prepare(`SELECT max(data ->> '$.number') AS last FROM "tickets~0"`).get();
    sql.close();
    return { knownIds, lastTicketNumber: Number(numbers?.["last"]) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
