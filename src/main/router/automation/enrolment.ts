import {
  countMatching,
  enrolByHand,
  enrolExisting,
  resumeWorkflow,
  unenrolByHand,
} from "#main/desk/commands/enrolment.ts";
import { ticketViewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function enrolmentProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { workflows } = base;
  return {
    enrol: workflows.enrol.handler(async ({ input, context: caller }) => ({
      items: await enrolByHand(context, actorOf(deps, caller), input.id, input.ticketIds),
    })),
    unenrol: workflows.unenrol.handler(async ({ input, context: caller }) => ({
      items: await unenrolByHand(context, actorOf(deps, caller), input.id, input.ticketIds),
    })),
    enrolExisting: workflows.enrolExisting.handler(({ input, context: caller }) =>
      enrolExisting(context, actorOf(deps, caller), input.id),
    ),
    matching: workflows.matching.handler(({ input }) => countMatching(context, input.id)),
    matchingTickets: workflows.matchingTickets.handler(async ({ input, signal }) => {
      // Beside what takes minutes, so that nobody's question waits for it.
      for await (const told of readers.stream("matching", input, signal)) return told;
      throw signal?.reason ?? new Error("The count ended without a number.");
    }),
    resume: workflows.resume.handler(async ({ input, context: caller }) =>
      ticketViewOf(await resumeWorkflow(context, actorOf(deps, caller), input.id, input.workflowId)),
    ),
  };
}
