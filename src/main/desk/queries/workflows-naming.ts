import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { referencesOf } from "#shared/automation/references.ts";
import type { RunStatus } from "#shared/model/run.ts";
import type { ReadContext } from "../read-context.ts";

const GOING: readonly RunStatus[] = ["waiting", "retrying", "active"];

/**
 * Names of the workflows, switched on or not, whose definition names the document, or that have tickets in an older revision that does: those go on in it (F8).
 */
export async function workflowsNaming(
  { setup, store }: Pick<ReadContext, "setup" | "store">,
  kind: ReferenceKind,
  id: string,
): Promise<string[]> {
  const names = (definition: WorkflowDefinition) =>
    referencesOf(definition).some((one) => one.kind === kind && one.id === id);
  const found = new Set(setup.all("workflow").flatMap((one) => (names(one.definition) ? [one.id] : [])));
  for (const { workflowId, revision, definition } of setup.all("revision")) {
    if (found.has(workflowId) || !names(definition)) continue;
    for (const status of GOING) {
      const selector = { workflowId, status, workflowRevision: revision };
      if ((await store.runs.find({ selector, limit: 1 })).length > 0) found.add(workflowId);
    }
  }
  return setup
    .all("workflow")
    .filter((one) => found.has(one.id))
    .map(({ name }) => name);
}
