/** Views: lists of tickets that people put together, and the tickets in them. */
import { z } from "zod";
import { READY_VIEW_IDS } from "../automation/ticket-views/ready-views.ts";
import { SavedView, ViewLook } from "../automation/documents/saved-view.ts";
import { ViewId } from "../model/ids.ts";
import { MAX_PAGE_SIZE, procedure } from "./base.ts";
import { TicketCard } from "./views.ts";

export const SavedViewView = SavedView.omit({ stamps: true });
export type SavedViewView = z.infer<typeof SavedViewView>;

const byId = z.object({ id: ViewId });

const NewView = SavedView.pick({ name: true, filter: true, columns: true, sort: true, grouping: true })
  .extend({ shared: SavedView.shape.shared.default(false), pinned: SavedView.shape.pinned.default(true) })
  .strict();

export const FoundTickets = z.object({
  items: z.array(TicketCard),
  /** How many the whole list has. */
  total: z.number().int(),
  /** False: there are more tickets than were looked at, and the list has those that were found among them. */
  isExact: z.boolean(),
  /** The groups in their order; those of the list stand in it one after the other. Absent: it is not grouped. */
  groups: z
    .array(
      z.object({
        /** The id, tag or priority by which they stand together; null: in none. */
        key: z.string().nullable(),
        count: z.number().int(),
        /** It gathers the groups beyond those that are told. */
        isRest: z.literal(true).optional(),
      }),
    )
    .optional(),
});
export type FoundTickets = z.infer<typeof FoundTickets>;

/** How many tickets a view has; exact or at least so many. */
export const ViewCount = z.object({ id: z.string(), count: z.number().int(), isExact: z.boolean() });
export type ViewCount = z.infer<typeof ViewCount>;

export const findTickets = procedure
  .meta({ access: "everyone", viewers: "reads" })
  .route({
    method: "POST",
    path: "/tickets/find",
    tags: ["Tickets"],
    summary: "Find tickets by conditions, in an order, from any place of the list on",
  })
  .input(
    ViewLook.pick({ filter: true })
      .extend({
        sort: ViewLook.shape.sort.default({ column: "lastActivity", direction: "desc" }),
        grouping: ViewLook.shape.grouping.default(null),
        offset: z.number().int().min(0).max(10_000_000).default(0),
        limit: z.number().int().min(1).max(MAX_PAGE_SIZE).default(MAX_PAGE_SIZE),
      })
      .strict(),
  )
  .output(FoundTickets);

export const views = {
  list: procedure
    .route({ method: "GET", path: "/views", tags: ["Views"], summary: "List the views that the caller sees" })
    .output(z.object({ items: z.array(SavedViewView) })),
  get: procedure
    .route({ method: "GET", path: "/views/{id}", tags: ["Views"], summary: "Get a view" })
    .input(byId)
    .output(SavedViewView),
  /** Of the ready-made views and of those that are pinned. Changes with the clock as well as with the tickets: whoever shows it asks again. */
  counts: procedure
    .route({ method: "GET", path: "/view-counts", tags: ["Views"], summary: "Number of tickets of each pinned view" })
    .output(z.object({ items: z.array(ViewCount) })),
  /** One that everybody sees only a super admin or a user with account access makes. */
  create: procedure
    .route({ method: "POST", path: "/views", successStatus: 201, tags: ["Views"], summary: "Create a view" })
    .input(NewView)
    .output(SavedViewView),
  update: procedure
    .meta({ access: "author-or-settings" })
    .route({ method: "PATCH", path: "/views/{id}", tags: ["Views"], summary: "Change a view, share it, pin it" })
    .input(
      byId
        .extend(
          SavedView.pick({
            name: true,
            filter: true,
            columns: true,
            sort: true,
            grouping: true,
            shared: true,
            pinned: true,
          }).partial().shape,
        )
        .strict(),
    )
    .output(SavedViewView),
  /** The copy is the caller's own. */
  duplicate: procedure
    .route({
      method: "POST",
      path: "/views/{id}/copies",
      successStatus: 201,
      tags: ["Views"],
      summary: "Copy a view, or a ready-made one",
    })
    .input(z.object({ id: ViewId.or(z.enum(READY_VIEW_IDS)), name: SavedView.shape.name }).strict())
    .output(SavedViewView),
  remove: procedure
    .meta({ access: "author-or-settings" })
    .route({ method: "DELETE", path: "/views/{id}", tags: ["Views"], summary: "Delete a view; its tickets stay" })
    .input(byId.strict())
    .output(z.object({ removed: z.literal(true) })),
  /** Only the caller's own and, with account access, those that everybody sees. */
  order: procedure
    .route({ method: "PUT", path: "/view-order", tags: ["Views"], summary: "Put views in another order" })
    .input(z.object({ ids: z.array(ViewId).min(1).max(500) }).strict())
    .output(z.object({ items: z.array(SavedViewView) })),
};
