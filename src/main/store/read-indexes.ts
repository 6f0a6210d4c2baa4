import { createAsideIndex } from "./aside-tickets.ts";
import { createAttentionIndexes } from "./attention.ts";
import { createFactIndexes } from "./facts/facts.ts";
import { createDueIndex, createUnreadIndex, createUnreadTicketsIndex } from "./grouped-counts.ts";
import { createOwnersIndex } from "./owner-counts.ts";
import { createRunFiguresIndex } from "./run-figures.ts";
import type { IndexMaker } from "./raw-reads.ts";
import { createWaitingRunsIndex } from "./scan.ts";
import { createSnoozedIndex } from "./snoozed-tickets.ts";
import { createViewIndex } from "./ticket-views/ticket-columns.ts";

/** The indexes of reads in SQL, beside those of the storage's schema. Made where the desk is opened for writing: a reading connection can't. */
export function createReadIndexes(maker: IndexMaker): void {
  createRunFiguresIndex(maker);
  createOwnersIndex(maker);
  createWaitingRunsIndex(maker);
  createUnreadIndex(maker);
  createDueIndex(maker);
  createUnreadTicketsIndex(maker);
  createAttentionIndexes(maker);
  createFactIndexes(maker);
  createAsideIndex(maker);
  createSnoozedIndex(maker);
  createViewIndex(maker);
}
