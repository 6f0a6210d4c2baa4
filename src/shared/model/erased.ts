import { z } from "zod";

/** Of documents that say something about people. */
export const ERASED = {
  /** When somebody was last erased from it, for good: of two copies the one that knows of the later erasure counts, whatever else is in them. Absent: nobody ever was. */
  erasedAtEpochMs: z.number().int().optional(),
};
