import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Team } from "#shared/model/setup/team.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { workflowsNaming } from "../queries/workflows-naming.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND for a member who is no user */
export function createTeam(
  context: DeskContext,
  actor: Actor,
  { name, userIds }: Pick<Team, "name" | "userIds">,
): Promise<Team> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const id = derivedId("tm", context.nextStamp());
    const createdAtEpochMs = context.clock.nowEpochMs();
    const members = requireUsers(context, userIds);
    await addSetup(context, [{ id, kind: "team", name, userIds: members, createdAtEpochMs, stamps: {} }]);
    return context.setup.require("team", id);
  });
}

export type UpdateTeamInput = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly userIds?: readonly UserId[] | undefined;
};

/** Changes what is given and leaves the rest. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function updateTeam(context: DeskContext, actor: Actor, { id, name, userIds }: UpdateTeamInput): Promise<Team> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const team = context.setup.require("team", id);
    await writeSetup<Team>(context, team, {
      ...(name === undefined ? {} : { name }),
      ...(userIds === undefined ? {} : { userIds: requireUsers(context, userIds) }),
    });
    return context.setup.require("team", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a team that a workflow names */
export function removeTeam(context: DeskContext, actor: Actor, id: string): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const team = context.setup.require("team", id);
    const users = await workflowsNaming(context, "team", id);
    if (users.length > 0) {
      const message = `The team is named by: ${users.join(", ")}.`;
      throw new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path: "id", message }] } });
    }
    await removeSetup(context, [team]);
  });
}

/** Each once. */
function requireUsers({ setup }: DeskContext, userIds: readonly UserId[]): UserId[] {
  return Array.from(new Set(userIds), (id) => setup.require("user", id).id);
}
