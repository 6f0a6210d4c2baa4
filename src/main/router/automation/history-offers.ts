import { dismissHistory, enrolHistory, unenrolHistory } from "#main/desk/commands/history-offers.ts";
import { historyOfferOf, listHistoryOffers } from "#main/desk/queries/history-offers.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function historyOffersProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { historyOffers } = base;
  return {
    list: historyOffers.list.handler(() => listHistoryOffers(context)),
    enrol: historyOffers.enrol.handler(async ({ input, context: caller }) => {
      await enrolHistory(context, actorOf(deps, caller), input.id, input.workflowIds);
      return historyOfferOf(context, input.id);
    }),
    unenrol: historyOffers.unenrol.handler(async ({ input, context: caller }) => {
      await unenrolHistory(context, actorOf(deps, caller), input.id, input.workflowIds);
      return historyOfferOf(context, input.id);
    }),
    dismiss: historyOffers.dismiss.handler(async ({ input, context: caller }) => {
      await dismissHistory(context, actorOf(deps, caller), input.id);
      return listHistoryOffers(context);
    }),
  };
}
