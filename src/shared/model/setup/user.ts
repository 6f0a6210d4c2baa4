import { z } from "zod";
import { UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** A3 and section G: what a user may do beyond answering tickets. */
export const Permission = z.enum(["super-admin", "account-access", "move-backward"]);
export type Permission = z.infer<typeof Permission>;

/** An agent of the help desk. */
export const User = z.object({
  id: UserId,
  kind: z.literal("user"),
  name: z.string().trim().min(1).max(120),
  address: z.string(),
  permissions: z.array(Permission),
  /** Away: gets no turn where tickets are shared out (F5). Absent: available. */
  away: z.boolean().optional(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type User = z.infer<typeof User>;
