import { z } from "zod";
import { BlobId } from "./ids.ts";

/** What is known of a content-addressed file; its bytes lie in the blob folder under its id. */
export const BlobRecord = z.object({ id: BlobId, sizeBytes: z.number().int(), createdAtEpochMs: z.number().int() });
export type BlobRecord = z.infer<typeof BlobRecord>;

/** State of this device only: import positions, clock, counters. Never replicated. */
export const LocalRecord = z.object({ id: z.string(), value: z.json(), updatedAtEpochMs: z.number().int() });
export type LocalRecord = z.infer<typeof LocalRecord>;
