import { nowMs } from "./child.ts";

/** When something was first seen in this process, for who asks before or after. */
export function createSightings() {
  const seen = new Map<string, number>();
  const waiting = new Map<string, (atMs: number) => void>();
  return {
    tell(what: string): void {
      if (seen.has(what)) return;
      const atMs = nowMs();
      seen.set(what, atMs);
      waiting.get(what)?.(atMs);
      waiting.delete(what);
    },
    of(what: string): Promise<number> {
      const atMs = seen.get(what);
      return atMs === undefined ? new Promise((resolve) => waiting.set(what, resolve)) : Promise.resolve(atMs);
    },
  };
}
