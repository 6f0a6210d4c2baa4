import { closeSync, openSync, readSync, writeSync } from "node:fs";
import type { BenchRow } from "../bench-row.ts";
import { row } from "../storage/measure.ts";
import { FIXED_FLUSH_MS_VARIABLE, FLUSHES_VARIABLE, NO_FLUSHES_VARIABLE } from "./build-shim.ts";

/** The disk as the bench sees it: how often it was flushed, and how long that takes. */
export type Flushes = {
  /** Of this process and all it started, since it started. */
  count(): number;
  /** Lets each flush take so long, also those of database servers that this process started; null: as the disk is. */
  take(fixedMs: number | null): void;
};

const COUNT_AT = 0;
const FIXED_AT = 8;
const WORD_BYTES = 8;

/** @returns the reason where flushes can't be seen on this machine */
export function openFlushes(): Flushes | string {
  const path = process.env[FLUSHES_VARIABLE];
  if (path === undefined) return process.env[NO_FLUSHES_VARIABLE] ?? "it takes `npm run bench`";
  const usualMs = Number(process.env[FIXED_FLUSH_MS_VARIABLE] ?? "0");
  const word = Buffer.alloc(WORD_BYTES);
  // Opened each time: it happens between measurements, and nothing has to be closed.
  const within = <Result>(flags: "r" | "r+", work: (fd: number) => Result): Result => {
    const fd = openSync(path, flags);
    try {
      return work(fd);
    } finally {
      closeSync(fd);
    }
  };
  return {
    count: () =>
      within("r", (fd) => {
        readSync(fd, word, 0, WORD_BYTES, COUNT_AT);
        return Number(word.readBigUInt64LE());
      }),
    take: (fixedMs) =>
      within("r+", (fd) => {
        word.writeBigUInt64LE(BigInt(Math.round((fixedMs ?? usualMs) * 1_000)));
        writeSync(fd, word, 0, WORD_BYTES, FIXED_AT);
      }),
  };
}

/** While the work is done, each flush takes so long. */
export async function onSlowDisk<Result>(
  flushes: Flushes,
  fixedMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  flushes.take(fixedMs);
  try {
    return await work();
  } finally {
    flushes.take(null);
  }
}

/** A row that can't be measured here. */
export function skipped(name: string, unit: string, why: string): BenchRow {
  return { ...row(name, unit, 0, null, null), value: null, peer: `skipped: ${why}` };
}
