import { z } from "zod";
import { UserId, ViewId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";
import { Filter } from "../filters/filter.ts";
import { MAX_COLUMN_WIDTH_PX, MAX_VIEW_NAME_CHARACTERS, MIN_COLUMN_WIDTH_PX } from "../ticket-views/limits.ts";

/** What the table of a view can show of each ticket, in the order in which the chooser offers it. */
export const VIEW_COLUMNS = [
  "number",
  "unread",
  "subject",
  "contact",
  "stage",
  "pipeline",
  "owner",
  "priority",
  "due",
  "created",
  "lastActivity",
  "closed",
  "tags",
  "source",
  "messages",
] as const;
export type ViewColumn = (typeof VIEW_COLUMNS)[number];

/** The columns that a view can be sorted by; of the others nobody could say what comes first. */
export const VIEW_SORTS = [
  "number",
  "subject",
  "stage",
  "owner",
  "priority",
  "due",
  "created",
  "lastActivity",
  "closed",
  "messages",
] as const satisfies readonly ViewColumn[];

export const VIEW_GROUPINGS = ["stage", "owner", "priority", "tag", "pipeline"] as const;
export type ViewGrouping = (typeof VIEW_GROUPINGS)[number];

export const ViewSort = z.object({ column: z.enum(VIEW_SORTS), direction: z.enum(["asc", "desc"]) });
export type ViewSort = z.infer<typeof ViewSort>;

export const ShownColumn = z.object({
  column: z.enum(VIEW_COLUMNS),
  /** Absent: as wide as such a column is by itself. */
  widthPx: z.number().int().min(MIN_COLUMN_WIDTH_PX).max(MAX_COLUMN_WIDTH_PX).optional(),
});
export type ShownColumn = z.infer<typeof ShownColumn>;

/** What a view shows and how: all of it that a person changes on its screen. */
export const ViewLook = z.object({
  filter: Filter,
  /** In their order, each once. */
  columns: z.array(ShownColumn).min(1).max(VIEW_COLUMNS.length),
  sort: ViewSort,
  /** null: not grouped. */
  grouping: z.enum(VIEW_GROUPINGS).nullable(),
});
export type ViewLook = z.infer<typeof ViewLook>;

/** A list of tickets that somebody put together: which, in which order, and what is shown of them. */
export const SavedView = ViewLook.extend({
  id: ViewId,
  kind: z.literal("view"),
  name: z.string().trim().min(1).max(MAX_VIEW_NAME_CHARACTERS),
  authorId: UserId,
  /** Everybody has it in their list; else its author alone. */
  shared: z.boolean(),
  /** Stands in the list with the number of its tickets. */
  pinned: z.boolean(),
  order: z.number(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type SavedView = z.infer<typeof SavedView>;
