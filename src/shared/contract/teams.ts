/** Teams (E2, F5). */
import { z } from "zod";
import { Team } from "../model/setup/team.ts";
import { procedure } from "./base.ts";

export const TeamView = Team.omit({ stamps: true });
export type TeamView = z.infer<typeof TeamView>;

const byId = z.object({ id: Team.shape.id.min(1).max(128) });

export const teams = {
  list: procedure
    .route({ method: "GET", path: "/teams", tags: ["Teams"], summary: "List teams" })
    .output(z.object({ items: z.array(TeamView) })),
  get: procedure
    .route({ method: "GET", path: "/teams/{id}", tags: ["Teams"], summary: "Get a team" })
    .input(byId)
    .output(TeamView),
  create: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/teams", successStatus: 201, tags: ["Teams"], summary: "Create a team" })
    .input(z.object({ name: Team.shape.name, userIds: Team.shape.userIds.default([]) }).strict())
    .output(TeamView),
  update: procedure
    .meta({ access: "settings" })
    .route({ method: "PATCH", path: "/teams/{id}", tags: ["Teams"], summary: "Rename a team or change its members" })
    .input(byId.extend({ name: Team.shape.name.optional(), userIds: Team.shape.userIds.optional() }).strict())
    .output(TeamView),
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/teams/{id}",
      tags: ["Teams"],
      summary: "Delete a team that no workflow uses",
    })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};
