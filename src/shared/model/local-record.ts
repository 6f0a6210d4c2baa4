import { z } from "zod";

/** State of this device only: import positions, clock, counters. Never replicated. */
export const LocalRecord = z.object({ id: z.string(), value: z.json(), updatedAtEpochMs: z.number().int() });
export type LocalRecord = z.infer<typeof LocalRecord>;
