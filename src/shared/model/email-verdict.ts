import { z } from "zod";
import { RuleNumber } from "./cause.ts";

/** What a message means for its ticket's status: the verdict of the rules D3 to D10, kept with the event so that it can be explained. */
export const EmailVerdict = z.discriminatedUnion("kind", [
  /** D2 (and D4): the contact replied; the trigger "a customer replies" may fire. */
  z.object({ kind: z.literal("customer-replied"), rule: z.enum(["D2", "D4"]) }),
  /** D1: a user sent an e-mail from the ticket record. */
  z.object({ kind: z.literal("sent-to-customer"), rule: z.literal("D1") }),
  /** D6: a reply on a closed ticket. The move itself is made in the same write. */
  z.object({ kind: z.literal("reopened"), rule: z.enum(["D6", "D10"]) }),
  /** D10: too late to reopen; a new ticket was made and linked. */
  z.object({ kind: z.literal("new-linked-ticket"), rule: z.literal("D10") }),
  /** A new conversation (B1). */
  z.object({ kind: z.literal("new-conversation"), rule: z.literal("B1") }),
  /** Nothing happens to the status, because of this rule. `reason` is a stable key for the interface to put in words. */
  z.object({ kind: z.literal("no-change"), rule: RuleNumber.or(z.enum(["D1", "D2"])), reason: z.string() }),
]);
export type EmailVerdict = z.infer<typeof EmailVerdict>;
