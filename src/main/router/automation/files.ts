import { importWorkflows } from "#main/desk/commands/import-workflows.ts";
import { orderWorkflows } from "#main/desk/commands/order-workflows.ts";
import { problemsOfDefinition, problemsOfWorkflow } from "#main/desk/queries/workflow-problems.ts";
import { workflowViewOf } from "#main/desk/queries/workflow-views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

/** Import and export, the linter, the order of workflows (F12, F12b, F13). */
export function workflowFilesProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { workflows } = base;
  return {
    order: workflows.order.handler(async ({ input, context: caller }) => {
      const actor = actorOf(deps, caller);
      const items = await orderWorkflows(context, actor, input);
      return { items: items.map((workflow) => workflowViewOf(workflow, actor)) };
    }),
    problems: workflows.problems.handler(({ input }) => problemsOfWorkflow(context, input.id)),
    lint: workflows.lint.handler(({ input }) => problemsOfDefinition(context, input)),
    exportOne: workflows.exportOne.handler(({ input, signal }) => readers.read("exportWorkflow", input, signal)),
    exportMany: workflows.exportMany.handler(({ input, signal }) => readers.read("exportWorkflows", input, signal)),
    import: workflows.import.handler(async ({ input, context: caller }) => {
      const actor = actorOf(deps, caller);
      const { workflows: made, unresolved, leftOut } = await importWorkflows(context, actor, input);
      return {
        items: made.map((workflow) => workflowViewOf(workflow, actor)),
        unresolved: [...unresolved],
        leftOut: [...leftOut],
      };
    }),
  };
}
