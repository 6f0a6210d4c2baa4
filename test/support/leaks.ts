import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** What a test may open and must close; timers are left out, as libraries keep some for good. */
const WATCHED = new Set([
  "FSEventWrap",
  "MessagePort",
  "ProcessWrap",
  "StatWatcher",
  "TCPServerWrap",
  "TCPSocketWrap",
  "UDPWRAP",
  "Worker",
]);

/** What this process holds open now: kinds of handles, and (on Linux) paths of files; with repeats. */
export function openHandles(): string[] {
  return [...process.getActiveResourcesInfo().filter((kind) => WATCHED.has(kind)), ...openFiles()];
}

/** A closed socket leaves the event loop a little later than it says so. */
const GRACE_MS = 2000;
const POLL_MS = 20;

/** What is still open of what was opened since `before`, with a short grace for what is just closing. */
export async function leaksSince(before: readonly string[]): Promise<string[]> {
  let leaked = leakedSince(before, openHandles());
  for (let waitedMs = 0; leaked.length > 0 && waitedMs < GRACE_MS; waitedMs += POLL_MS) {
    await pause(POLL_MS);
    leaked = leakedSince(before, openHandles());
  }
  return leaked;
}

/** What `now` holds that `before` didn't. */
export function leakedSince(before: readonly string[], now: readonly string[]): string[] {
  const known = [...before];
  return now.filter((handle) => {
    const index = known.indexOf(handle);
    if (index === -1) return true;
    known.splice(index, 1);
    return false;
  });
}

function openFiles(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd")
    .map((descriptor) => targetOf(descriptor))
    .filter((path) => /^\/(?!dev\/(?!shm\/)|proc\/)/u.test(path));
}

/** '' for the descriptor that listed the others and is closed by now. */
function targetOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return "";
  }
}
