/**
 * Reads mail out of whatever people have: .eml files, mbox files, Maildir folders, any of them packed with gzip, and directories of them.
 */
import { createHash, type Hash } from "node:crypto";

import { MailSetAsideReason } from "#shared/model/mail.ts";

import { MAX_MESSAGE_BYTES } from "../limits.ts";
import { findFiles, type FoundFile } from "./find-files.ts";
import { readFileMessages } from "./read-file.ts";
import type { MailPosition, ReadMailSourcesOptions, SourceMail } from "./source-mail.ts";

/**
 * Streams the messages under the given paths in a stable order. Memory stays at about one message, however large the archive. A message or file that can't
 * be read is an item with the reason, and reading goes on behind it [H6]. Rejects only when `signal` is aborted.
 */
export async function* readMailSources(
  paths: readonly string[],
  options: ReadMailSourcesOptions = {},
): AsyncGenerator<SourceMail> {
  const { resumeFrom = null } = options;
  let skipping = resumeFrom !== null && (await isStillThere(paths, options.ownDirectory, resumeFrom));
  let progressBefore = 0;
  const files = createHash("sha256");
  for await (const found of findFiles(paths, options.ownDirectory)) {
    options.signal?.throwIfAborted();
    const filesDigest = digestWith(files, found);
    const sizeBytes = found.kind === "file" ? found.sizeBytes : 0;
    if (skipping && filesDigest !== resumeFrom?.filesDigest) {
      progressBefore += sizeBytes;
      continue;
    }
    const start =
      skipping && resumeFrom !== null ? resumeFrom : { file: found.file, offsetBytes: 0, index: 0, filesDigest };
    skipping = false;
    if (found.kind === "problem") {
      if (start.offsetBytes === 0) yield problemItem(found, filesDigest, progressBefore);
      continue;
    }
    yield* readFileMessages(found.file, {
      path: found.path,
      start,
      progressBefore,
      maxBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
      spoolDir: options.spoolDir ?? null,
      ...(options.maxKeptBytes === undefined ? {} : { maxKeptBytes: options.maxKeptBytes }),
      signal: options.signal,
    });
    progressBefore += sizeBytes;
  }
}

/** Whether every file up to the position is as it was: one that was added, changed or removed since would be skipped silently. */
async function isStillThere(
  paths: readonly string[],
  ownDirectory: string | undefined,
  position: MailPosition,
): Promise<boolean> {
  const files = createHash("sha256");
  for await (const found of findFiles(paths, ownDirectory))
    if (digestWith(files, found) === position.filesDigest) return true;
  return false;
}

/** Adds a file to the digest and tells what it is then. */
function digestWith(files: Hash, found: FoundFile): string {
  const facts = found.kind === "file" ? [found.sizeBytes, found.changedAtEpochMs] : [found.explanation];
  return files
    .update(JSON.stringify([found.file, ...facts]))
    .copy()
    .digest("hex");
}

/** Bytes on disk of all files that `readMailSources` would read, for a progress bar. */
export async function sourceSize(paths: readonly string[], ownDirectory?: string): Promise<number> {
  let total = 0;
  for await (const found of findFiles(paths, ownDirectory)) if (found.kind === "file") total += found.sizeBytes;
  return total;
}

function problemItem(
  found: Extract<FoundFile, { kind: "problem" }>,
  filesDigest: string,
  progressBytes: number,
): SourceMail {
  return {
    kind: "set-aside",
    file: found.file,
    path: found.file,
    index: 0,
    offsetBytes: 0,
    next: { file: found.file, offsetBytes: 1, index: 1, filesDigest },
    progressBytes,
    reason: MailSetAsideReason.unreadable,
    explanation: found.explanation,
    rawPrefix: new Uint8Array(),
    sizeBytes: 0,
    spoolPath: null,
  };
}
