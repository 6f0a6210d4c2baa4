/**
 * What this device has and its server may lack. Written down before the documents that name it go out, and struck out once the server has it: a crash, or a line that is cut, forgets nothing.
 */
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { BlobId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import { FILE_PIECE_BYTES } from "#shared/sync/limits.ts";
import type { WireRow } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { FILES_A_TURN, FIRST_FILES_BYTES, MAX_STALLS } from "../limits.ts";
import type { Stored } from "#main/store/repository.ts";
import type { BlobLink } from "./blob-link.ts";

/** In the order in which they go: of a mail that is to be sent, of anything else, and what was refused, which is tried once each time the desk opens. */
const KINDS = ["mail", "other", "refused"] as const;
type Kind = (typeof KINDS)[number];
const PREFIX = "sync/upload/";
const prefixOf = (kind: Kind) => `${PREFIX}${KINDS.indexOf(kind)}/`;

/** The server said no to this one, and will again. */
const REFUSALS: ReadonlySet<ErrorCode | undefined> = new Set([
  "PD_INPUT_TOO_LARGE",
  "PD_ACCESS_VIEWER",
  "PD_SYNC_FILE_WRONG",
  "PD_SYNC_MESSAGE",
]);

const Named = z.looseObject({
  direction: z.string(),
  attachments: z.array(z.looseObject({ blobId: BlobId })).catch([]),
  htmlBlobId: BlobId.nullable().catch(null),
  rawBlobId: BlobId.nullable().catch(null),
});

export type Uploads = {
  /** Writes down the files that these documents name and that lie here; part of the caller's transaction, or one of its own. */
  note(rows: readonly WireRow[]): Promise<void>;
  /** Writes these down. */
  add(ids: readonly BlobId[]): Promise<void>;
  /** Brings small files of mails that wait to be sent, so that they are there before the mail is. @throws as `BlobLink` */
  first(link: BlobLink, signal: AbortSignal): Promise<void>;
  /**
   * Brings everything; what the server refuses is told in the log and stays written down.
   * @returns how many were looked at
   * @throws as `BlobLink` where the server can't be reached
   */
  all(link: BlobLink, signal: AbortSignal): Promise<number>;
  /** Files that have still to be brought, without those that were refused. */
  waiting(): Promise<number>;
};

export function createUploads({ store, clock, log }: Pick<DeskContext, "store" | "clock" | "log">): Uploads {
  const { local, files } = store;
  let retriesRefused = true;

  async function write(kind: Kind, ids: readonly BlobId[]): Promise<void> {
    const wanted = new Set(ids.map((id) => prefixOf(kind) + id));
    const known = await local.getMany([...wanted]);
    const fresh = [...wanted].filter((id) => !known.has(id));
    const updatedAtEpochMs = clock.nowEpochMs();
    if (fresh.length > 0)
      await local.write(fresh.map((id) => ({ previous: null, next: { id, value: null, updatedAtEpochMs } })));
  }

  /** What was fetched lies here too; the server is asked before anything is brought. */
  async function lyingHere(ids: readonly BlobId[]): Promise<BlobId[]> {
    const here: BlobId[] = [];
    let looked = 0;
    for (const id of new Set(ids)) {
      if ((await files.sizeOf(id)) !== null) here.push(id);
      // What lies in the database is found without a wait: others get their turn.
      if ((looked += 1) % FILES_A_TURN === 0) await nextTurn();
    }
    return here;
  }

  function next(kind: Kind, limit = FILES_A_TURN): Promise<Stored<LocalRecord>[]> {
    const [from, to] = [prefixOf(kind), `${prefixOf(kind)}~`];
    return local.find({ selector: { id: { $gt: from, $lt: to } }, sort: [{ id: "asc" }], limit });
  }

  async function strike(record: LocalRecord): Promise<void> {
    const now = await local.get(record.id);
    if (now !== null) await local.remove([now]);
  }

  /** @returns how many were looked at */
  async function turn(link: BlobLink, kind: Kind, maxBytes: number, signal: AbortSignal): Promise<number> {
    const records = await next(kind);
    if (records.length === 0) return 0;
    const missing = new Set(await link.missing(records.map(idOf), signal));
    let bytes = 0;
    for (const record of records) {
      // A mail was written meanwhile: its files don't wait behind a whole archive.
      if (kind === "other" && (await next("mail", 1)).length > 0) break;
      const id = idOf(record);
      const sizeBytes = missing.has(id) ? await files.sizeOf(id) : null;
      bytes += sizeBytes ?? 0;
      if (bytes > maxBytes) return 0;
      try {
        if (sizeBytes !== null) await bring(link, id, sizeBytes, signal);
        await strike(record);
      } catch (error) {
        const code = errorCodeOf(error);
        if (!REFUSALS.has(code)) throw error;
        log.warn("The team's server does not take a file", { id, code, sizeBytes });
        await store.transaction(async () => {
          await strike(record);
          await write("refused", [id]);
        });
      }
    }
    return records.length;
  }

  async function bring(link: BlobLink, id: BlobId, sizeBytes: number, signal: AbortSignal): Promise<void> {
    if (sizeBytes <= FILE_PIECE_BYTES) {
      const content = await files.read(id);
      await link.writePiece(id, { start: 0, sizeBytes, content }, signal);
      return;
    }
    let stalls = 0;
    let have = await link.writePiece(id, { start: 0, sizeBytes, content: new Uint8Array() }, signal);
    while (have < sizeBytes && stalls < MAX_STALLS) {
      const end = Math.min(have + FILE_PIECE_BYTES, sizeBytes);
      const content = await buffer(files.stream(id, { start: have, end }));
      const now = await link.writePiece(id, { start: have, sizeBytes, content }, signal);
      stalls = now > have ? 0 : stalls + 1;
      have = now;
    }
    if (have < sizeBytes) await link.writeWhole(id, sizeBytes, files.stream(id), signal);
  }

  return {
    async note(rows) {
      const named: Record<"mail" | "other", BlobId[]> = { mail: [], other: [] };
      for (const { c, d } of rows) {
        const message = c === "messages" ? Named.safeParse(d) : null;
        if (message?.success !== true) continue;
        const { direction, attachments, htmlBlobId, rawBlobId } = message.data;
        const ids = [...attachments.map(({ blobId }) => blobId), htmlBlobId, rawBlobId];
        named[direction === "outgoing" ? "mail" : "other"].push(...ids.filter((id) => id !== null));
      }
      await write("mail", await lyingHere(named.mail));
      await write("other", await lyingHere(named.other));
    },
    add: (ids) => write("other", ids),
    async first(link, signal) {
      await turn(link, "mail", FIRST_FILES_BYTES, signal);
    },
    async all(link, signal) {
      const all = Number.POSITIVE_INFINITY;
      if (retriesRefused) {
        retriesRefused = false;
        await store.transaction(async () => {
          const refused = await next("refused");
          await local.remove(refused);
          await write("other", refused.map(idOf));
        });
      }
      let looked = 0;
      for (let some = 1; some > 0 && !signal.aborted; looked += some)
        some = (await turn(link, "mail", all, signal)) || (await turn(link, "other", all, signal));
      return looked;
    },
    async waiting() {
      const [mails, others] = [await next("mail"), await next("other")];
      return mails.length + others.length;
    },
  };
}

function idOf({ id }: LocalRecord): BlobId {
  const parsed = BlobId.safeParse(id.slice(prefixOf("mail").length));
  if (!parsed.success) throw new PipedeskError("PD_INTERNAL", `A record of files has the name ${id}.`);
  return parsed.data;
}
