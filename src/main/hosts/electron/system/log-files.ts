import { open } from "node:fs/promises";
import { join } from "node:path";
import { createStream } from "rotating-file-stream";
import type { Clock, Log } from "#main/desk/context.ts";
import { createJsonLog } from "../../server/json-log.ts";

const LOG_FILE = "pipedesk.log";
/** Weeks of ordinary days; a day of trouble at the least. */
const MAX_FILE_SIZE = "1M";
const MAX_OLD_FILES = 4;
/** What is copied of it for a report: the last that happened. */
const TAIL_BYTES = 16 * 1024;

export type LogFiles = {
  readonly log: Log;
  readonly folder: string;
  /** The end of the newest file, '' where there is none. */
  tail(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Writes what the program tells to files that are turned over by their size. Where that fails, on a full disk above all, the program goes on without.
 * @param folder made where it is not there
 */
export function openLogFiles(folder: string, clock: Clock, onFailure: (error: unknown) => void): LogFiles {
  const stream = createStream(LOG_FILE, {
    path: folder,
    size: MAX_FILE_SIZE,
    rotate: MAX_OLD_FILES,
  });
  stream.on("error", onFailure);
  stream.on("warning", onFailure);
  return {
    log: createJsonLog(stream, clock, { verbose: true }),
    folder,
    tail: () => readTail(join(folder, LOG_FILE)).catch(() => ""),
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      stream.end(() => resolve());
      return promise;
    },
  };
}

async function readTail(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    if (length === 0) return "";
    const { buffer } = await file.read({ buffer: Buffer.alloc(length), position: size - length });
    const text = buffer.toString("utf8");
    // Not from the middle of a line.
    return size > length ? text.slice(text.indexOf("\n") + 1) : text;
  } finally {
    await file.close();
  }
}
