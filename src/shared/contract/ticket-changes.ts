import { z } from "zod";
import { AsideKind } from "../model/aside-kind.ts";
import { TicketId } from "../model/ids.ts";
import { BulkChange, TicketChange } from "../model/ticket-change.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { TicketCard, TicketView } from "./views.ts";

const byId = z.object({ id: TicketId });
const ofBulk = z.object({ id: z.string().max(100) });

/** As many as a desk is measured with. */
const MAX_BULK_TICKETS = 100_000;
/** More than any change has parts, and what takes it back. */
const MAX_CHANGES = 20;

/** How work on many tickets stands. */
export const BulkView = z.object({
  id: z.string(),
  change: BulkChange,
  startedAtEpochMs: z.number().int(),
  /** `undo`: what was changed is being taken back, or was. */
  direction: z.enum(["do", "undo"]),
  state: z.enum(["going", "done", "cancelled"]),
  total: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Set aside with the reason, while the others went on. */
  refused: z.number().int(),
  restored: z.number().int(),
  /** Not taken back: somebody has changed them since. */
  left: z.number().int(),
  /** Mails and calls of webhooks that workflows made of it: undoing does not take them back. */
  sent: z.number().int(),
  /** The first of those that were refused, or left. */
  refusals: z.array(
    z.object({
      ticketId: TicketId,
      number: z.number().int().nullable(),
      subject: z.string(),
      code: z.string(),
      rule: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});
export type BulkView = z.infer<typeof BulkView>;

/** A ticket that may be the same matter, and how many of the words of its subject it shares. */
const Duplicate = TicketCard.extend({ /** From 0 to 1. */ likeness: z.number() });

export const ticketChanges = {
  startBulk: procedure
    .route({
      method: "POST",
      path: "/bulk-changes",
      successStatus: 201,
      tags: ["Tickets"],
      summary: "Change many tickets, one event each; goes on in the background",
    })
    .input(z.object({ ticketIds: z.array(TicketId).min(1).max(MAX_BULK_TICKETS), change: BulkChange }).strict())
    .output(BulkView),
  bulk: procedure
    .route({ method: "GET", path: "/bulk-changes/{id}", tags: ["Tickets"], summary: "See how a bulk change stands" })
    .input(ofBulk)
    .output(BulkView),
  cancelBulk: procedure
    .route({ method: "POST", path: "/bulk-changes/{id}/cancel", tags: ["Tickets"], summary: "Stop a bulk change" })
    .input(ofBulk.strict())
    .output(BulkView),
  /** Each ticket gets its former values back where they are still what was set; others are left, and told. */
  undoBulk: procedure
    .route({ method: "POST", path: "/bulk-changes/{id}/undo", tags: ["Tickets"], summary: "Take a bulk change back" })
    .input(ofBulk.strict())
    .output(BulkView),
  /** All or none; what comes back beside the ticket takes them back when it is given here. */
  change: procedure
    .route({
      method: "POST",
      path: "/tickets/{id}/changes",
      tags: ["Tickets"],
      summary: "Change a ticket, and learn what takes the change back",
    })
    .input(byId.extend({ changes: z.array(TicketChange).min(1).max(MAX_CHANGES) }).strict())
    .output(z.object({ ticket: TicketView, undo: z.array(TicketChange) })),
  /** What lies in the trash, or is spam: what was put there last first. */
  aside: procedure
    .route({
      method: "GET",
      path: "/aside-tickets",
      tags: ["Tickets"],
      summary: "List the tickets in the trash, or those marked as spam",
    })
    .input(PageInput.extend({ as: AsideKind }))
    .output(pageOf(TicketCard)),
  /** Of the same contact, written about the same within some days. */
  duplicates: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/duplicates",
      tags: ["Tickets"],
      summary: "Find tickets of the same contact about the same matter",
    })
    .input(byId)
    .output(z.object({ items: z.array(Duplicate) })),
};
