import type { CreateTaskStep } from "#shared/automation/steps/create-task.ts";
import { later } from "#shared/automation/steps/waits.ts";
import type { UserId } from "#shared/model/ids.ts";
import { MAX_TASK_DETAIL_CHARACTERS, type Task } from "#shared/model/inbox-item.ts";
import { isActiveAdmin } from "#shared/rules/access/roles.ts";
import { OWNER_ID } from "#main/desk/defaults.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Action } from "./action.ts";
import { missingOwner } from "./missing-owner.ts";
import { render, renderLine } from "./render.ts";

/** A task for the step's user, else the ticket's owner, else who looks after the desk. */
export const createTask: Action<CreateTaskStep> = async (step, draft, context) => {
  const { setup, nowEpochMs } = context;
  const missing = missingOwner(step.userId, setup);
  if (missing) return missing;
  const userId = step.userId ?? lookingAfter(setup, draft.ticket.ownerId);
  if (userId === null) return { kind: "skipped", reason: "nobody-there" };
  const title = await renderLine(step.title, draft, context);
  if (title === "") return { kind: "skipped", reason: "empty" };
  const dueAtEpochMs = step.dueAfter && later(nowEpochMs, step.dueAfter, step, context);
  if (step.dueAfter !== null && dueAtEpochMs === null) return { kind: "skipped", reason: "no-business-hours" };
  const detail = (await render(step.detail, draft, context)).trim().slice(0, MAX_TASK_DETAIL_CHARACTERS).toWellFormed();
  const task: Task = {
    id: context.idOf("task"),
    kind: "task",
    userId,
    ticketId: draft.ticket.id,
    title,
    detail,
    dueAtEpochMs,
    doneAtEpochMs: null,
    createdAtEpochMs: nowEpochMs,
    stamps: {},
  };
  draft.emit({ type: "workflow.acted", action: "task", about: title }, undefined, [{ kind: "inbox-item", item: task }]);
  return { kind: "done", changed: true, details: { userId, title, dueAtEpochMs } };
};

/** Who is gone, left or only looks on looks after nothing. */
function lookingAfter(setup: SetupCache, ownerId: UserId | null): UserId | null {
  const known = [ownerId, OWNER_ID].find((id) => id !== null && missingOwner(id, setup) === null);
  return known ?? setup.all("user").find(isActiveAdmin)?.id ?? null;
}
