import type { DatabaseSync } from "node:sqlite";
import { createAttentionIndexes } from "./attention.ts";
import { createDueIndex, createUnreadIndex, createUnreadTicketsIndex } from "./grouped-counts.ts";
import { createOwnersIndex } from "./owner-counts.ts";
import { createRunFiguresIndex } from "./run-figures.ts";
import { createWaitingRunsIndex } from "./scan.ts";

/** The indexes of reads in SQL, beside those of the storage's schema. Made where the desk is opened for writing: a reading connection can't. */
export function createReadIndexes(sql: DatabaseSync): void {
  createRunFiguresIndex(sql);
  createOwnersIndex(sql);
  createWaitingRunsIndex(sql);
  createUnreadIndex(sql);
  createDueIndex(sql);
  createUnreadTicketsIndex(sql);
  createAttentionIndexes(sql);
}
