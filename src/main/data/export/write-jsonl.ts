/**
 * Everything in a desk as text: a file a collection, a document a line. What proves who somebody is, is left out: tokens and passwords of accounts, the key that signs threads, and what is this machine's own.
 */
import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { CollectionName } from "#main/store/collections.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import { fileNamePart, momentName } from "../backup/target.ts";
import type { TellProgress } from "../backup/progress.ts";
import { eachDocument } from "./each-document.ts";
import { writeFolder, type Output } from "./output.ts";

/** In the order in which one refers to the next: what travels in a team, and what explains it and stays where it was made. */
const EXPORTED = [...REPLICATED_COLLECTIONS, "evaluations"] as const satisfies readonly CollectionName[];

export type ExportOptions = {
  /** The folder in which a new one is made. */
  readonly path: string;
  readonly version: string;
  readonly signal?: AbortSignal;
  readonly tell?: TellProgress;
};

export type ExportFigures = { readonly path: string; readonly figures: Readonly<Record<string, number>> };

/** @param withFiles attachments and sources of mails too, each in `files/` under its SHA-256 @throws as `writeFolder`; the signal's reason */
export async function writeJsonl(
  context: Pick<DeskContext, "store" | "setup" | "clock">,
  { path, version, withFiles, signal, tell }: ExportOptions & { readonly withFiles: boolean },
): Promise<ExportFigures> {
  const { store, setup, clock } = context;
  const madeAtEpochMs = clock.nowEpochMs();
  const { deskName } = setup.require("settings", SETTINGS_ID);
  let total = 0;
  for (const name of EXPORTED) total += await store[name].count({});
  const counts: Record<string, number> = {};
  const files = { files: 0, missing: 0 };
  let done = 0;

  async function writeCollection(output: Output, name: (typeof EXPORTED)[number]): Promise<void> {
    const file = output.file(`${name}.jsonl`);
    counts[name] = 0;
    let lines = "";
    for await (const document of eachDocument(store, name, signal)) {
      lines += `${JSON.stringify(exported(document))}\n`;
      counts[name] += 1;
      done += 1;
      if (lines.length > WRITTEN_AT_ONCE) {
        await file.write(lines);
        lines = "";
        tell?.({ step: "documents", done, total, unit: "documents" });
      }
      if (withFiles && name === "messages") await writeFiles(output, document as Message);
    }
    await file.write(lines);
    await file.close();
  }

  async function writeFiles(output: Output, { rawBlobId, htmlBlobId, attachments }: Message): Promise<void> {
    const ids = [rawBlobId, htmlBlobId, ...attachments.map(({ blobId }) => blobId)].filter((id) => id !== null);
    for (const id of ids) {
      signal?.throwIfAborted();
      const outcome = await writeFile(store, id, join(output.folder, "files", id.slice(0, 2), id));
      if (outcome !== null) files[outcome] += 1;
    }
  }

  const target = await writeFolder(
    path,
    `pipedesk-${fileNamePart(deskName)}-${momentName(madeAtEpochMs)}-jsonl`,
    async (output) => {
      for (const name of EXPORTED) await writeCollection(output, name);
      const about = output.file("export.json");
      const facts = {
        product: "pipedesk",
        version,
        madeAtEpochMs,
        deskName,
        documents: counts,
        ...(withFiles ? files : {}),
      };
      await about.write(`${JSON.stringify(facts, undefined, 2)}\n`);
      await about.close();
    },
  );
  return { path: target, figures: { documents: done, ...(withFiles ? files : {}) } };
}

/** Characters gathered for one write: some hundred documents. */
const WRITTEN_AT_ONCE = 256 * 1024;

/** What the storage keeps beside a document, and what proves who somebody is. */
const LEFT_OUT: ReadonlySet<string> = new Set(["_meta", "_rev", "_attachments", "_deleted", "tokens", "threadKey"]);

function exported(document: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !LEFT_OUT.has(name)));
}

/** null: it is there already. `missing`: it is not on this machine, and can't be had now. */
async function writeFile(
  { files }: Pick<DeskContext["store"], "files">,
  id: BlobId,
  path: string,
): Promise<"files" | "missing" | null> {
  if ((await stat(path).catch(() => null)) !== null) return null;
  const source = files.stream(id)[Symbol.asyncIterator]();
  try {
    // Asked for before the file is made: one that can't be had leaves none.
    const first = await source.next();
    await mkdir(dirname(path), { recursive: true, mode: OWN_FOLDER_MODE });
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let next = first; next.done !== true; next = await source.next()) yield next.value;
    }
    await pipeline(Readable.from(chunks()), createWriteStream(path, { flags: "wx", mode: OWN_FILE_MODE }));
    return "files";
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "PD_DESK_NOT_FOUND" || code?.startsWith("PD_SYNC_")) return "missing";
    throw error;
  }
}
