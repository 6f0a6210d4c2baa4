import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import type { Task } from "#shared/model/inbox-item.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { Stored } from "#main/store/repository.ts";
import { requireAssignable } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import { timedId } from "../derived-ids.ts";
import { isTask } from "../queries/tasks.ts";
import { requireTicket } from "./command.ts";

export type CreateTaskInput = {
  readonly ticketId: TicketId;
  readonly title: string;
  readonly detail: string;
  readonly dueAtEpochMs: number | null;
  /** Absent: the actor's own. */
  readonly userId?: UserId | undefined;
};

/** Adds a task to a ticket by hand. @throws PD_DESK_NOT_FOUND for the ticket or the user, PD_USER_NOT_ASSIGNABLE */
export function createTask(context: DeskContext, { user }: Actor, input: CreateTaskInput): Promise<Task> {
  return context.queue.run(async () => {
    const { id: ticketId } = await requireTicket(context, input.ticketId);
    const userId = input.userId ?? user.id;
    requireAssignable(context.setup, userId);
    const task: Task = {
      id: timedId("task", context.clock.nowEpochMs(), context.nextStamp()),
      kind: "task",
      userId,
      ticketId,
      title: input.title,
      detail: input.detail,
      dueAtEpochMs: input.dueAtEpochMs,
      doneAtEpochMs: null,
      createdAtEpochMs: context.clock.nowEpochMs(),
      stamps: {},
    };
    await context.store.inboxItems.write([{ previous: null, next: task }]);
    return task;
  });
}

export type UpdateTaskInput = {
  readonly id: string;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly dueAtEpochMs?: number | null | undefined;
  /** Gives it to somebody else. */
  readonly userId?: UserId | undefined;
  readonly done?: boolean | undefined;
};

/** Changes what is given and leaves the rest; a task that is done already keeps its time. @throws PD_DESK_NOT_FOUND for the task or the user, PD_USER_NOT_ASSIGNABLE */
export function updateTask(context: DeskContext, { id, done, ...given }: UpdateTaskInput): Promise<Task> {
  return context.queue.run(async () => {
    const task = await requireTask(context, id);
    requireAssignable(context.setup, given.userId, task.userId);
    const doneAtEpochMs = done === true ? (task.doneAtEpochMs ?? context.clock.nowEpochMs()) : null;
    const wanted = { ...given, ...(done === undefined ? {} : { doneAtEpochMs }) };
    const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const next: Task = touch<Task>(task, changes, context.nextStamp(), []);
    await context.store.inboxItems.write([{ previous: task, next }]);
    return next;
  });
}

/** @throws PD_DESK_NOT_FOUND */
export function removeTask(context: DeskContext, id: string): Promise<void> {
  return context.queue.run(async () => context.store.inboxItems.remove([await requireTask(context, id)]));
}

async function requireTask({ store }: DeskContext, id: string): Promise<Stored<Task>> {
  const item = await store.inboxItems.get(id);
  if (!item || !isTask(item)) throw notFound("task", id);
  return item;
}
