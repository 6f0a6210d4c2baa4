import { pauseAutomations, resumeAutomations } from "#main/desk/commands/pause-automations.ts";
import { automationsView } from "#main/desk/queries/automations.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function automationsProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { automations } = base;
  return {
    get: automations.get.handler(() => automationsView(context)),
    pause: automations.pause.handler(async ({ context: caller }) => {
      await pauseAutomations(context, actorOf(deps, caller));
      return automationsView(context);
    }),
    resume: automations.resume.handler(async ({ input, context: caller }) => {
      await resumeAutomations(context, actorOf(deps, caller), input.waiting);
      return automationsView(context);
    }),
  };
}
