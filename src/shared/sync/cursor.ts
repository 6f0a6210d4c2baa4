import { z } from "zod";
import { REPLICATED_COLLECTIONS } from "./collections.ts";

/** Where reading a desk from end to end stands; the other side keeps it and brings it again. */
export const CatchUpCursor = z.discriminatedUnion("phase", [
  z.strictObject({ phase: z.literal("setup"), afterId: z.string().max(200) }),
  z.strictObject({
    phase: z.enum(["open", "closed"]),
    /** The last ticket that was read; null before the first. */
    before: z.strictObject({ lastActivityAtEpochMs: z.number(), id: z.string().max(200) }).nullable(),
  }),
  z.strictObject({
    phase: z.literal("rest"),
    collection: z.enum(REPLICATED_COLLECTIONS),
    afterId: z.string().max(200),
  }),
]);
export type CatchUpCursor = z.infer<typeof CatchUpCursor>;

export const FROM_THE_BEGINNING: CatchUpCursor = { phase: "setup", afterId: "" };
