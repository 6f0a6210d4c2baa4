import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** The memory that Linux gives to files. */
const MEMORY = "/dev/shm";
const PREFIX = "pipedesk-tests-";
/** Containers often have 64 MiB of it; the tests use a few hundred at a time. */
const MIN_FREE_BYTES = 2 * 1024 ** 3;

/** The global set-up of Vitest and Playwright, whose processes inherit the environment. */
export default function inMemory(): () => void {
  return useMemoryFolder(process.env, MEMORY);
}

/**
 * Lets the tests' temporary files lie in memory, where there is enough of it and nobody chose another place with TMPDIR. A desk commits some
 * twenty times before it is open, and each commit waits for the disk. Nothing is proven less: a process that is killed leaves what it wrote to the
 * system, which keeps it in memory in either place.
 * @returns what takes the files away
 */
export function useMemoryFolder(env: NodeJS.ProcessEnv, memory: string): () => void {
  if (env["TMPDIR"] || !existsSync(memory)) return () => undefined;
  removeLeftOvers(memory);
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < MIN_FREE_BYTES) return () => undefined;
  const folder = join(memory, `${PREFIX}${process.pid}`);
  mkdirSync(folder, { mode: 0o711 });
  env["TMPDIR"] = folder;
  return () => {
    delete env["TMPDIR"];
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What a run left that was killed would fill the memory. */
function removeLeftOvers(memory: string): void {
  for (const name of readdirSync(memory)) {
    if (name.startsWith(PREFIX) && !isRunning(Number(name.slice(PREFIX.length))))
      rmSync(join(memory, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is one too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
