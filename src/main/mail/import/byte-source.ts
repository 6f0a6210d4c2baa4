/**
 * Streams a file, unpacked if it is gzip, from any offset of what it unpacks to.
 */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

import type { FilePath } from "./find-files.ts";
import { DETECTION_BYTES, IMPORT_CHUNK_BYTES } from "../limits.ts";

export interface ByteSource {
  chunks: AsyncIterable<Buffer>;
  /** Bytes of the file that have been read from disk so far. */
  consumedBytes: () => number;
}

export async function readPrefix(file: FilePath): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(DETECTION_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Opens a file for streaming; `offsetBytes` counts unpacked bytes, so a gzip file is unpacked up to there and thrown away. */
export function openByteSource(
  file: FilePath,
  options: { gzip: boolean; offsetBytes: number; signal: AbortSignal | undefined },
): ByteSource {
  const { gzip, offsetBytes, signal } = options;
  const stream = createReadStream(file, {
    start: gzip ? 0 : offsetBytes,
    highWaterMark: IMPORT_CHUNK_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
  const skipped = gzip ? 0 : offsetBytes;
  const consumedBytes = (): number => skipped + stream.bytesRead;
  if (!gzip) return { chunks: stream as AsyncIterable<Buffer>, consumedBytes };
  const gunzip = createGunzip({ chunkSize: IMPORT_CHUNK_BYTES });
  // Errors reach the reader through the iterator; pipeline closes the file when either side ends early.
  pipeline(stream, gunzip, () => {});
  return { chunks: skipBytes(gunzip as AsyncIterable<Buffer>, offsetBytes), consumedBytes };
}

async function* skipBytes(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}
