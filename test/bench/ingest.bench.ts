import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createCore } from "#main/core.ts";
import { readMailSources } from "#main/mail/import/read-mail-sources.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { SILENT } from "../support/test-desk.ts";
import type { BenchRow } from "./bench-row.ts";
import { writeArchive } from "./mail-archive.ts";
import { loadPeer, withoutPeer } from "./peers/peer.ts";
import { row, secondsOf } from "./storage/measure.ts";
import { memorySecrets } from "../support/memory-secrets.ts";

const MAILS = 4000;
/** Mails in a commit of the others, who have nobody that waits. */
const PEER_BATCH_MAILS = 500;

/** Ingest of parsed mail into tickets, from an mbox, beside what others take to keep the same mails with no helpdesk around them. */
export async function measure(): Promise<BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  try {
    const file = await writeArchive(root, { mails: MAILS, from: 0 });
    const ours = MAILS / (await secondsOf(() => ingest(file, join(root, "desk"))));
    const plain = MAILS / (await secondsOf(() => parseIntoPlainSqlite(file, join(root, "plain.sqlite"))));
    const pouchSeconds = await parseIntoPouch(file, join(root, "pouch"));
    const name = `ingest ${MAILS} mails of an mbox into tickets`;
    const pouch = "PouchDB with LevelDB, parsed mails only";
    const unit = "messages/s";
    return [
      row(
        name,
        unit,
        ours,
        ["plain node:sqlite, parsed mails only", plain],
        ["≥ 0.3 × peer", (_, ratio) => ratio >= 0.3],
      ),
      pouchSeconds === null
        ? withoutPeer(row(name, unit, ours, null, null), pouch)
        : row(name, unit, ours, [pouch, MAILS / pouchSeconds], ["≥ 1500 messages/s", (value) => value >= 1_500]),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function ingest(file: string, dataDir: string): Promise<void> {
  const core = await createCore({
    dataDir,
    clock: { nowEpochMs: () => Date.now() },
    log: SILENT,
    secrets: memorySecrets(),
    version: "bench",
  });
  let imported = 0;
  for await (const line of core.importMail({ paths: [file], ownAddresses: [] })) {
    if (line.status === "imported") imported += 1;
  }
  await core.close();
  if (imported !== MAILS) throw new Error(`Only ${imported} of ${MAILS} mails were imported.`);
}

async function* parsed(file: string): AsyncGenerator<{ id: string; mail: object }[]> {
  let batch: { id: string; mail: object }[] = [];
  for await (const source of readMailSources([file])) {
    if (source.kind !== "mail") throw new Error("A mail of the bench could not be read.");
    const read = await parseMail(source.raw);
    if (read.kind !== "parsed") throw new Error("A mail of the bench could not be parsed.");
    batch.push({ id: read.mail.messageId ?? "", mail: read.mail });
    if (batch.length < PEER_BATCH_MAILS) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function parseIntoPlainSqlite(file: string, path: string): Promise<void> {
  const db = new DatabaseSync(path);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE mails (id TEXT PRIMARY KEY, data TEXT NOT NULL)",
  );
  const insert = db.prepare("INSERT INTO mails (id, data) VALUES (?, ?)");
  for await (const batch of parsed(file)) {
    db.exec("BEGIN");
    for (const { id, mail } of batch) insert.run(id, JSON.stringify(mail));
    db.exec("COMMIT");
  }
  db.close();
}

/** @returns null where PouchDB is not installed */
async function parseIntoPouch(file: string, path: string): Promise<number | null> {
  const peer = await loadPeer(() => import("./peers/pouch.ts"));
  if (!peer) return null;
  return secondsOf(async () => {
    const pouch = peer.openPouch(path);
    for await (const batch of parsed(file)) await pouch.bulkDocs(batch.map(({ id, mail }) => ({ _id: id, mail })));
    await pouch.close();
  });
}
