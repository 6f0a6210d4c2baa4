import { z } from "zod";
import { Stamps } from "../stamps.ts";

/** A mail that workflows send (E3). The two built-in ones can be changed and reset, not deleted. */
export const MailTemplate = z.object({
  id: z.string(),
  kind: z.literal("mail-template"),
  /** Which built-in one it is; null: made here. */
  builtIn: z.enum(["ticket-received", "ticket-closed"]).nullable(),
  name: z.string().trim().min(1).max(120),
  /** Liquid (F6). */
  subject: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(50_000),
  html: z.boolean(),
  /** E4: goes only to contacts that agreed; the built-in ones are transactional. */
  marketing: z.boolean(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type MailTemplate = z.infer<typeof MailTemplate>;
