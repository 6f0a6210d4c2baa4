/**
 * Reads an archive from its beginning to its end, in flat memory: everything in it is compared with what it must be, and written into a folder where that is wanted. What no backup holds, or what would lead
 * out of the folder, is refused, never written.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Parser, type ReadEntry } from "tar";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { isStoreError } from "#main/store/errors.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import { MAX_MANIFEST_BYTES } from "../limits.ts";
import { FORMAT_VERSION } from "#main/store/format/format.ts";
import { damaged, newerBackup } from "./check-copy.ts";
import { DATABASE_FILE, entryKind, readManifest, type BackupManifest } from "./manifest.ts";
import type { TellProgress, WorkStep } from "./progress.ts";
import { targetError } from "./target.ts";

/** Of SQLite's file format: the format of ours stands in its header. */
const HEADER_BYTES = 100;
const USER_VERSION_AT = 60;

export type ReadOptions = {
  readonly step: WorkStep["step"];
  readonly tell?: TellProgress;
  readonly signal?: AbortSignal;
  /** An empty folder that everything is written into. Absent: it is only compared. */
  readonly into?: string;
};

export type ReadBackup = {
  readonly sizeBytes: number;
  /** Null: an earlier program wrote it, which says nothing of itself. */
  readonly manifest: BackupManifest | null;
};

/** @throws PD_BACKUP_DAMAGED with what is wrong, PD_DATA_TARGET and PD_STORE_DISK_FULL for the folder; the signal's reason */
export async function readBackup(archive: string, { step, tell, signal, into }: ReadOptions): Promise<ReadBackup> {
  const info = await stat(archive).catch((error: unknown) => {
    throw damaged(
      `the file ${archive} can't be read (${error instanceof Error ? error.message : String(error)})`,
      error,
    );
  });
  if (!info.isFile()) throw damaged(`${archive} is no file`);
  const seen = new Set<string>();
  const found: {
    manifest: BackupManifest | null;
    database: { sha256: string; sizeBytes: number } | null;
    files: number;
  } = {
    manifest: null,
    database: null,
    files: 0,
  };
  const trouble = new AbortController();
  const failures: unknown[] = [];
  const handled: Promise<void>[] = [];
  let doneBytes = 0;

  async function take(entry: ReadEntry): Promise<void> {
    const path = entry.path.replace(/^\.\//u, "");
    if (entry.type === "Directory") {
      entry.resume();
      return;
    }
    const kind = entry.type === "File" || entry.type === "OldFile" ? entryKind(path) : null;
    if (kind === null) throw damaged(`it holds "${path.slice(0, 200)}", which is no part of a desk`);
    if (seen.has(path)) throw damaged(`it holds ${path} twice`);
    seen.add(path);
    if (kind.kind === "manifest" && entry.size > MAX_MANIFEST_BYTES)
      throw damaged("what it says of itself is too long");
    const target = into === undefined ? null : join(into, ...path.split("/"));
    const { sha256, sizeBytes, head, text } = await copied(entry, target, kind.kind === "manifest", (bytes) => {
      doneBytes += bytes;
      tell?.({ step, done: doneBytes, total: info.size, unit: "bytes" });
    });
    if (sizeBytes !== entry.size) throw damaged(`${path} is cut short`);
    if (kind.kind === "manifest") found.manifest = readManifest(text);
    else if (kind.kind === "database") {
      found.database = { sha256, sizeBytes };
      if (head.length >= HEADER_BYTES && head.readUInt32BE(USER_VERSION_AT) > FORMAT_VERSION) throw newerBackup();
    } else if (kind.kind === "file") {
      found.files += 1;
      if (sha256 !== kind.sha256) throw damaged(`the file ${path} in it is not what its name says`);
    }
  }

  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const taking = take(entry).catch((error: unknown) => {
        failures.push(error);
        trouble.abort();
        entry.resume();
      });
      handled.push(taking);
    },
  });
  try {
    const signals = [trouble.signal, ...(signal ? [signal] : [])];
    await pipeline(
      createReadStream(archive, { highWaterMark: 1024 * 1024 }),
      parser as unknown as NodeJS.WritableStream,
      {
        signal: AbortSignal.any(signals),
      },
    );
    await Promise.all(handled);
  } catch (error) {
    failures.push(error);
  }
  signal?.throwIfAborted();
  if (failures.length > 0) throw reasonOf(failures[0], into ?? archive);
  const { manifest, database, files } = found;
  if (database === null) throw damaged(`it holds no ${DATABASE_FILE}`);
  if (manifest !== null && manifest.database.sha256 !== database.sha256)
    throw damaged("its database is not the one that was put in");
  if (manifest !== null && manifest.files !== files) throw damaged(`${manifest.files - files} files are missing in it`);
  return { sizeBytes: info.size, manifest };
}

async function copied(
  entry: ReadEntry,
  target: string | null,
  keepsText: boolean,
  tell: (bytes: number) => void,
): Promise<{ sha256: string; sizeBytes: number; head: Buffer; text: string }> {
  const digest = createHash("sha256");
  const kept: Buffer[] = [];
  let sizeBytes = 0;
  let head: Buffer = Buffer.alloc(0);
  if (target !== null) await mkdir(dirname(target), { recursive: true, mode: OWN_FOLDER_MODE });
  const file = target === null ? null : await open(target, "wx", OWN_FILE_MODE);
  try {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      digest.update(chunk);
      sizeBytes += chunk.length;
      if (head.length < HEADER_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEADER_BYTES)]);
      if (keepsText) kept.push(Buffer.from(chunk));
      await file?.writeFile(chunk);
      tell(chunk.length);
    }
    await file?.datasync();
  } finally {
    await file?.close();
  }
  return { sha256: digest.digest("hex"), sizeBytes, head, text: Buffer.concat(kept).toString("utf8") };
}

/** What the archive's reader says is damage; what the file system says is not. */
function reasonOf(error: unknown, place: string): unknown {
  if (error instanceof PipedeskError || isStoreError(error)) return error;
  const code = typeof error === "object" && error !== null && "syscall" in error ? "file system" : "";
  if (code !== "") return targetError(error, place);
  const words = error instanceof Error ? error.message : String(error);
  return damaged(/truncated|unrecognized|checksum/iu.test(words) ? "it is no archive, or is cut short" : words, error);
}
