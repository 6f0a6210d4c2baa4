import type { UserId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

export type UpdateUserInput = { readonly id: UserId; readonly away?: boolean | undefined };

/** Everybody says of themselves whether they are away; of others who looks after the automations. @throws PD_ACCESS_PERMISSION, PD_DESK_NOT_FOUND */
export function updateUser(context: DeskContext, actor: Actor, { id, away }: UpdateUserInput): Promise<User> {
  if (id !== actor.user.id) requireAutomationAccess(actor);
  return context.queue.run(async () => {
    await writeSetup<User>(context, context.setup.require("user", id), away === undefined ? {} : { away });
    return context.setup.require("user", id);
  });
}
