/**
 * Reads mail out of whatever people have: .eml files, mbox files, Maildir folders, any of them packed with gzip, and directories of them.
 */
import { stat } from "node:fs/promises";

import { MailSetAsideReason } from "#shared/model/mail.ts";

import { MAX_MESSAGE_BYTES } from "../limits.ts";
import { findFiles, type FoundFile } from "./find-files.ts";
import { readFileMessages } from "./read-file.ts";
import type { ReadMailSourcesOptions, SourceMail } from "./source-mail.ts";

/**
 * Streams the messages under the given paths in a stable order. Memory stays at about one message, however large the archive. A message or file that can't
 * be read is an item with the reason, and reading goes on behind it [H6]. Rejects only when `signal` is aborted.
 */
export async function* readMailSources(
  paths: readonly string[],
  options: ReadMailSourcesOptions = {},
): AsyncGenerator<SourceMail> {
  let resumeFrom =
    options.resumeFrom !== undefined && (await exists(options.resumeFrom.file)) ? options.resumeFrom : null;
  let progressBefore = 0;
  for await (const found of findFiles(paths)) {
    options.signal?.throwIfAborted();
    const sizeBytes = found.kind === "file" ? found.sizeBytes : 0;
    if (resumeFrom !== null && found.file !== resumeFrom.file) {
      progressBefore += sizeBytes;
      continue;
    }
    const start = resumeFrom ?? { file: found.file, offsetBytes: 0, index: 0 };
    resumeFrom = null;
    if (found.kind === "problem") {
      if (start.offsetBytes === 0) yield problemItem(found, progressBefore);
      continue;
    }
    yield* readFileMessages(found.file, {
      start,
      progressBefore,
      maxBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
      spoolDir: options.spoolDir ?? null,
      signal: options.signal,
    });
    progressBefore += sizeBytes;
  }
}

/** Bytes on disk of all files that `readMailSources` would read, for a progress bar. */
export async function sourceSize(paths: readonly string[]): Promise<number> {
  let total = 0;
  for await (const found of findFiles(paths)) if (found.kind === "file") total += found.sizeBytes;
  return total;
}

function problemItem(found: Extract<FoundFile, { kind: "problem" }>, progressBytes: number): SourceMail {
  return {
    kind: "set-aside",
    file: found.file,
    index: 0,
    offsetBytes: 0,
    next: { file: found.file, offsetBytes: 1, index: 1 },
    progressBytes,
    reason: MailSetAsideReason.unreadable,
    explanation: found.explanation,
    rawPrefix: new Uint8Array(),
    sizeBytes: 0,
    spoolPath: null,
  };
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
