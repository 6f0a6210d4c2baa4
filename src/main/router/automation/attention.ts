import { mend } from "#main/desk/commands/mend.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function attentionProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { attention } = base;
  return {
    list: attention.list.handler(({ signal }) => readers.read("attention", {}, signal)),
    tickets: attention.tickets.handler(({ input, signal }) => readers.read("attentionTickets", input, signal)),
    mend: attention.mend.handler(({ input, context: caller }) =>
      mend(context, actorOf(deps, caller), input.id, input.how),
    ),
  };
}
