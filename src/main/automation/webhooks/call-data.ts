import { z } from "zod";
import { MAX_CALL_DEPTH } from "./limits.ts";

/** What a call brought: an object of plain JSON. */
const CallData = z.record(z.string(), z.json());
export type CallData = z.infer<typeof CallData>;

/** Null for what is no object, or nested so deeply that whoever walks through it later could run out of stack. */
export function readCallData(data: unknown): CallData | null {
  return isShallow(data) ? (CallData.safeParse(data).data ?? null) : null;
}

function isShallow(data: unknown): boolean {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_CALL_DEPTH) return false;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return true;
}
