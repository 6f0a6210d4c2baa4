import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { referencesOf } from "#shared/automation/references.ts";
import type { SetupReads } from "../setup-cache.ts";

/** Names of the workflows, switched on or not, whose definition names the document. */
export function workflowsNaming(setup: SetupReads, kind: ReferenceKind, id: string): string[] {
  return setup
    .all("workflow")
    .filter(({ definition }) => referencesOf(definition).some((one) => one.kind === kind && one.id === id))
    .map(({ name }) => name);
}
