import type { TaskView } from "#shared/contract/tasks.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { InboxItem, Task } from "#shared/model/inbox-item.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor } from "../context.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import { decodeCursor, encodeCursor, type Page } from "./paging.ts";
import { viewOf } from "./views.ts";

export type TasksAsked = {
  readonly ticketId?: TicketId | undefined;
  readonly of: "me" | "everybody";
  readonly state: "open" | "done" | "all";
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Behind every date. */
const WITHOUT_DATE_EPOCH_MS = 8.64e15;
const OPEN = "open";
/** Begins a cursor into the tasks that are done. */
const DONE = "done:";

export function isTask<Item extends InboxItem>(item: Item): item is Item & { readonly kind: "task" } {
  return item.kind === "task";
}

export const taskViewOf = (task: Task): TaskView => viewOf(task);

/**
 * Open tasks first, what is due soonest at the top, those without a date last; then those that are done, newest first. Open tasks are sorted in memory: of
 * one user they are as many as a person can hope to do.
 */
export async function listTasks(context: ReadContext, { user }: Actor, asked: TasksAsked): Promise<Page<TaskView>> {
  const selector = {
    kind: "task" as const,
    ...(asked.of === "me" ? { userId: user.id } : {}),
    ...(asked.ticketId === undefined ? {} : { ticketId: asked.ticketId }),
  };
  const { limit, cursor } = asked;
  const isPastOpen = asked.state === "done" || cursor?.startsWith(DONE) === true;
  const open = isPastOpen ? [] : await openTasks(context, selector, cursor);
  const last = open.at(limit - 1);
  const hasMoreOpen = open.length > limit;
  if (last && (hasMoreOpen || asked.state === "open")) {
    const nextCursor = hasMoreOpen ? encodeCursor({ sortBy: OPEN, key: dueOf(last), id: last.id }) : null;
    return { items: open.slice(0, limit).map(taskViewOf), nextCursor };
  }
  if (asked.state === "open") return { items: open.map(taskViewOf), nextCursor: null };

  // A page that the open ones fill is followed by the done ones, if there are any: it takes one to know.
  const missing = limit - open.length;
  const done = await findPage(context.store.inboxItems, {
    selector: { ...selector, doneAtEpochMs: { $ne: null } },
    sortBy: "createdAtEpochMs",
    direction: "desc",
    limit: Math.max(missing, 1),
    cursor: isPastOpen ? cursor?.slice(DONE.length) || undefined : undefined,
  });
  const next = missing === 0 ? (done.items.length > 0 ? "" : null) : done.nextCursor;
  return {
    items: [...open, ...done.items.filter(isTask).slice(0, missing)].map(taskViewOf),
    nextCursor: next === null ? null : `${DONE}${next}`,
  };
}

/** @throws PD_INPUT_INVALID for what is no cursor of this list */
async function openTasks(
  { store }: ReadContext,
  selector: { readonly kind: "task" },
  cursor: string | undefined,
): Promise<Stored<Task>[]> {
  const after = cursor === undefined ? null : decodeCursor(cursor, OPEN);
  const found = (await store.inboxItems.find({ selector: { ...selector, doneAtEpochMs: null } })).filter(isTask);
  const key = after === null ? Number.NEGATIVE_INFINITY : Number(after.key);
  return found
    .toSorted((a, b) => dueOf(a) - dueOf(b) || (a.id < b.id ? -1 : 1))
    .filter((task) => dueOf(task) > key || (dueOf(task) === key && task.id > (after?.id ?? "")));
}

function dueOf({ dueAtEpochMs }: Task): number {
  return dueAtEpochMs ?? WITHOUT_DATE_EPOCH_MS;
}
