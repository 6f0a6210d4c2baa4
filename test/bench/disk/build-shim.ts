import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Two words: see flush-shim.c. */
const WORDS_BYTES = 16;
/** Where the count of flushes stands; set for every process that measures. */
export const FLUSHES_VARIABLE = "PIPEDESK_BENCH_FLUSHES";
/** Lets every flush take so many milliseconds, so that figures can be compared while others use the disk; absent: as the disk is. */
export const FIXED_FLUSH_MS_VARIABLE = "PIPEDESK_BENCH_FLUSH_MS";
/** Why flushes can be neither counted nor slowed down here. */
export const NO_FLUSHES_VARIABLE = "PIPEDESK_BENCH_NO_FLUSHES";

/**
 * Builds what counts the flushes of the disk, with the machine's C compiler.
 * @returns what a process that measures needs in its environment: the library, or the reason why there is none
 */
export function flushShim(folder: string): Readonly<Record<string, string>> {
  if (process.platform !== "linux") return without("it takes Linux");
  const library = join(folder, "flush-shim.so");
  const source = join(import.meta.dirname, "flush-shim.c");
  const { status, error, stderr } = spawnSync("cc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], {
    encoding: "utf8",
  });
  if (error) return without("it takes a C compiler named cc");
  if (status !== 0) return without(`cc failed: ${stderr.trim()}`);
  const words = join(folder, "flushes");
  writeFileSync(words, Buffer.alloc(WORDS_BYTES));
  // A database server may run as another user; it is slowed down like all the others.
  chmodSync(words, 0o666);
  chmodSync(folder, 0o755);
  return { LD_PRELOAD: library, [FLUSHES_VARIABLE]: words };
}

function without(why: string): Readonly<Record<string, string>> {
  return { [NO_FLUSHES_VARIABLE]: why };
}
