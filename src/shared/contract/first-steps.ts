import { z } from "zod";
import { ConversationId, TicketId, WorkflowId } from "../model/ids.ts";
import { procedure } from "./base.ts";

/** The way from a new desk to its first automated answer. In this order it needs one mail; each step is done whenever it has happened. */
export const FIRST_STEPS = ["mailbox", "receipt", "mail", "answer", "why"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** How far a person's desk has come on that way. What is done follows from the desk's documents: nobody ticks anything. */
export const FirstSteps = z.object({
  /** The person sees the list: from the first start on until they put it away, or since they asked for it. */
  isShown: z.boolean(),
  done: z.object({
    /** A mailbox was reached, or the demo's customers write. */
    mailbox: z.boolean(),
    /** A workflow is on that answers new tickets. */
    receipt: z.boolean(),
    /** A mail became a ticket. */
    mail: z.boolean(),
    /** The workflow's answer went out; on a desk without a mailbox: stands on its ticket. */
    answer: z.boolean(),
    /** The person asked why a workflow did something. */
    why: z.boolean(),
  }),
  /** The workflow that answers new tickets, on or off; null: there is none yet. */
  receiptWorkflowId: WorkflowId.nullable(),
  /** The ticket that was answered, else the newest that a mail made; null: there is none. */
  ticketId: TicketId.nullable(),
  /** Where no mail made a ticket: the newest conversation without one. What a colleague wrote, or a machine, makes none. */
  conversationId: ConversationId.nullable(),
  /** Where the first answer stands. */
  answer: z.enum(["none", "waiting", "needs-person", "sent"]),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

export const firstSteps = {
  get: procedure
    .route({
      method: "GET",
      path: "/first-steps",
      tags: ["Desk"],
      summary: "How far the way to the first answer is gone",
    })
    .output(FirstSteps),
  update: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "PATCH",
      path: "/first-steps",
      tags: ["Desk"],
      summary: "Show the first steps to oneself, or put them away",
    })
    .input(z.object({ isShown: z.boolean() }).strict())
    .output(FirstSteps),
};
