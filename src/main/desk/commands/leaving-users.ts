/** People who leave the desk and come back, and what happens to their work. */
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OpenWork } from "#shared/contract/people.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import { hasLeft, roleOf } from "#shared/rules/access/roles.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { requireAssignable } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import { OWNER_ID } from "../defaults.ts";
import { openTicketsByOwner } from "../queries/open-tickets.ts";
import { isTask } from "../queries/tasks.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { writeSetup } from "./change-setup.ts";
import { inOnePiece, originOf, requireAutomationAccess } from "./command.ts";
import { requireSomebodyLeft } from "./users.ts";

/** Tickets handed over in one piece of work: some ten milliseconds, so that what people do meanwhile does not wait for all of them. */
const TICKETS_A_PIECE = 25;

/**
 * The user left: from now on nothing is given or told to them, and their tokens open nothing. What they own stays theirs until it is handed over.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for oneself, for whom the desk belongs to, and for the last who may change the settings
 * @rule A3
 */
export function leaveDesk(context: DeskContext, actor: Actor, id: UserId): Promise<User> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const user = context.setup.require("user", id);
    if (id === actor.user.id) throw invalid("You can't shut yourself out. Ask another administrator.");
    if (id === OWNER_ID) throw invalid("This desk is on their machine, so they can't leave it.");
    requireSuperAdminFor(actor, user);
    requireSomebodyLeft(context, id, null);
    if (!hasLeft(user)) await writeSetup<User>(context, user, { deactivatedAtEpochMs: context.clock.nowEpochMs() });
    return context.setup.require("user", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function comeBack(context: DeskContext, actor: Actor, id: UserId): Promise<User> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const user = context.setup.require("user", id);
    if (hasLeft(user)) {
      requireSuperAdminFor(actor, user);
      const next = touch<User>(user, { deactivatedAtEpochMs: undefined }, context.nextStamp(), COLLECTIONS.setup.sets);
      await context.store.setup.write([{ previous: user, next }]);
    }
    return context.setup.require("user", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export async function openWorkOf(context: DeskContext, actor: Actor, id: UserId): Promise<OpenWork> {
  requireAutomationAccess(actor);
  const { id: userId } = context.setup.require("user", id);
  const open = await openTicketsByOwner({ ...context, documents: null }, null);
  const tickets = open.get(userId) ?? 0;
  return { tickets, tasks: (await openTasksOf(context, userId)).length };
}

/**
 * Gives all open tickets and tasks of a user to another; the tickets to nobody where there is none, the tasks stay then. Ticket by ticket, each a change by the actor that workflows see. What is
 * not done when the process ends stays with the user and is offered again.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_USER_NOT_ASSIGNABLE, PD_INPUT_INVALID to the same person
 */
export async function handOver(
  context: DeskContext,
  actor: Actor,
  { id, toUserId }: { readonly id: UserId; readonly toUserId: UserId | null },
): Promise<OpenWork> {
  requireAutomationAccess(actor);
  const { id: fromId } = context.setup.require("user", id);
  if (toUserId === fromId) throw invalid("They have these tickets already.");
  requireAssignable(context.setup, toUserId);
  let tickets = 0;
  const openStages = context.setup
    .pipelines()
    .flatMap((pipeline) =>
      pipeline.stages
        .filter(({ kind }) => kind === "open")
        .map((stage) => ({ pipelineId: pipeline.id, stageId: stage.id })),
    );
  for (const place of openStages) {
    for (let given = -1; given !== 0;) {
      given = await inOnePiece(
        context,
        async (piece) => {
          const found = await context.store.tickets.find({
            selector: { ...place, ownerId: fromId },
            limit: TICKETS_A_PIECE,
          });
          for (const ticket of found) {
            const draft = draftOf(ticket, originOf(context, actor));
            changeProperties(draft, { ownerId: toUserId });
            await piece.change(draft);
          }
          return found.length;
        },
        "bulk",
      );
      tickets += given;
    }
  }
  const tasks = toUserId === null ? 0 : await handOverTasks(context, fromId, toUserId);
  return { tickets, tasks };
}

function handOverTasks(context: DeskContext, fromId: UserId, toId: UserId): Promise<number> {
  return context.queue.run(async () => {
    const tasks = await openTasksOf(context, fromId);
    await context.store.inboxItems.write(
      tasks.map((task) => ({ previous: task, next: touch(task, { userId: toId }, context.nextStamp(), []) })),
    );
    return tasks.length;
  });
}

async function openTasksOf({ store }: Pick<DeskContext, "store">, userId: UserId) {
  return (await store.inboxItems.find({ selector: { kind: "task", userId, doneAtEpochMs: null } })).filter(isTask);
}

/** A super admin is shut out, and let in again, by a super admin only. */
function requireSuperAdminFor(actor: Actor, { permissions }: User): void {
  if (roleOf(permissions) !== "super-admin" || roleOf(actor.user.permissions) === "super-admin") return;
  throw new PipedeskError("PD_ACCESS_PERMISSION", "Only a super admin may shut a super admin out.", {
    details: { missing: ["super-admin"] },
  });
}

function invalid(message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path: "id", message }] } });
}
