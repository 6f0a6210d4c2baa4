import { z } from "zod";
import { UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** Users that work together: who is told, and who takes turns (E2, F5). */
export const Team = z.object({
  id: z.string(),
  kind: z.literal("team"),
  name: z.string().trim().min(1).max(120),
  userIds: z.array(UserId).max(500),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Team = z.infer<typeof Team>;
