import type { ActionStep } from "#shared/automation/steps/step.ts";
import { kindOf } from "#shared/automation/steps/step.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Run } from "#shared/model/run.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { Store } from "#main/store/store.ts";

/**
 * Whether somebody changed by hand what the step would set, after the run was held: what was decided before must not undo what was done since. Asked only of runs that were
 * held.
 * @rule F11b
 */
export async function isOvertaken(
  { store, documents }: { readonly store: Store; readonly documents: Pick<WorkDocuments, "activities"> },
  { heldAtEpochMs, ticketId }: Run,
  step: ActionStep,
): Promise<boolean> {
  if (heldAtEpochMs === undefined) return false;
  const properties = new Set(
    kindOf(step)
      .changes(step)
      .flatMap((change) => (change.kind === "sets" ? [change.property] : [])),
  );
  if (properties.size === 0) return false;
  const stored = await store.activities.find({ selector: { ticketId, atEpochMs: { $gt: heldAtEpochMs } } });
  const here = documents.activities
    .changed()
    .filter((one) => one.ticketId === ticketId && one.atEpochMs > heldAtEpochMs);
  return [...stored, ...here].some((one) => isByHand(one) && propertiesOf(one).some((name) => properties.has(name)));
}

/** D6 and its like follow from what a customer did. */
function isByHand({ cause }: Activity): boolean {
  return cause.kind === "user" || cause.kind === "rule";
}

function propertiesOf({ body }: Activity): string[] {
  if (body.type === "ticket.stage-changed") return ["stageId", "pipelineId"];
  return body.type === "ticket.property-changed" ? [body.property] : [];
}
