import type { z } from "zod";
import type { Audience } from "#shared/automation/steps/people.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** The users that a step names, each once: by themselves, by their teams, as owner, as followers. Those that are gone, or left, are left out. */
export function usersOf(to: z.infer<typeof Audience>, ticket: Ticket, setup: SetupCache): User[] {
  const ids = new Set<string>([
    ...to.userIds,
    ...to.teamIds.flatMap((id) => setup.find("team", id)?.userIds ?? []),
    ...(to.owner && ticket.ownerId !== null ? [ticket.ownerId] : []),
    ...(to.followers ? ticket.followerIds : []),
  ]);
  return Array.from(ids, (id) => setup.find("user", id))
    .filter((user) => user !== null)
    .filter((user) => !hasLeft(user));
}
