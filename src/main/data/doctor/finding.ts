import { FINDINGS, type Finding, type FindingId, type FindingLevel } from "#shared/contract/data.ts";

/** One thing that a check says; its area follows from what it is. */
export function finding(level: FindingLevel, id: FindingId, values: Finding["values"] = {}): Finding {
  return { id, area: FINDINGS[id], level, values };
}

/** Whole megabytes: sentences name no more. */
export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

/** What somebody threw, in their words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
