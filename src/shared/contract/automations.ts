import { z } from "zod";
import { UserId, WorkflowId } from "../model/ids.ts";
import { procedure } from "./base.ts";

/** F11b: whether all automations of the desk are stopped, and what waits. */
export const AutomationsView = z.object({
  paused: z.object({ sinceEpochMs: z.number().int(), userId: UserId }).nullable(),
  /** Runs that wait for anything; of those, `due`: what they waited for is there, or they were held before a step. */
  waiting: z.object({
    inAll: z.number().int(),
    due: z.number().int(),
    workflows: z.array(z.object({ workflowId: WorkflowId, inAll: z.number().int(), due: z.number().int() })),
  }),
});
export type AutomationsView = z.infer<typeof AutomationsView>;

/** What becomes of that which waited for the end of a pause: it goes on little by little, or its runs end and what dates and schedules would have set off is left out. */
export const AfterPause = z.enum(["go-on", "leave-out"]);
export type AfterPause = z.infer<typeof AfterPause>;

export const automations = {
  get: procedure
    .route({
      method: "GET",
      path: "/automations",
      tags: ["Workflows"],
      summary: "Whether automations are paused, and what waits",
    })
    .output(AutomationsView),
  /** Nothing is lost: tickets still go into workflows, and wait there before the first step. */
  pause: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/automations/pause",
      tags: ["Workflows"],
      summary: "Stop all automations of the desk",
    })
    .output(AutomationsView),
  resume: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/automations/resume",
      tags: ["Workflows"],
      summary: "Let the automations of the desk go on",
    })
    .input(z.object({ waiting: AfterPause.default("go-on") }).strict())
    .output(AutomationsView),
};
