import type { WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { requireAutomationAccess } from "./command.ts";
import { invalid } from "./workflows.ts";

/**
 * F13: the named workflows change places among themselves; the others stay where they are.
 * @returns all workflows in their new order
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID where one is named twice, PD_DESK_CHANGED where they stand in another order than that of `onlyIf`
 */
export function orderWorkflows(
  context: DeskContext,
  actor: Actor,
  {
    ids,
    onlyIf,
  }: {
    readonly ids: readonly WorkflowId[];
    readonly onlyIf?: { readonly ids: readonly WorkflowId[] } | undefined;
  },
): Promise<readonly Stored<Workflow>[]> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const wanted = ids.map((id) => context.setup.require("workflow", id));
    const named = new Set<string>(ids);
    if (named.size !== ids.length)
      throw invalid("Each workflow has one place.", [{ path: "ids", message: "Name every workflow once." }]);
    const present = context.setup.all("workflow").map(({ id }) => id);
    requireUnchanged({ ids: present.filter((id) => named.has(id)) }, onlyIf);
    const waiting = wanted.values();
    const ordered = context.setup
      .all("workflow")
      .map((workflow) => (named.has(workflow.id) ? (waiting.next().value ?? workflow) : workflow));
    const stamp = context.nextStamp();
    await context.store.setup.write(
      ordered.flatMap((workflow, order) =>
        workflow.order === order
          ? []
          : [{ previous: workflow, next: touch<Workflow>(workflow, { order }, stamp, COLLECTIONS.setup.sets) }],
      ),
    );
    return context.setup.all("workflow");
  });
}
