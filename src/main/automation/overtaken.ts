import type { Setting } from "#shared/automation/steps/changes.ts";
import { kindOf, type ActionStep } from "#shared/automation/steps/step.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Run } from "#shared/model/run.ts";
import { tagKey } from "#shared/rules/unique-tags.ts";
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
  const settings = kindOf(step)
    .changes(step)
    .filter((change) => change.kind === "sets");
  if (settings.length === 0) return false;
  const stored = await store.activities.find({ selector: { ticketId, atEpochMs: { $gt: heldAtEpochMs } } });
  const here = documents.activities
    .changed()
    .filter((one) => one.ticketId === ticketId && one.atEpochMs > heldAtEpochMs);
  return [...stored, ...here].some((one) => isByHand(one) && settings.some((setting) => wouldUndo(setting, one)));
}

/** D6 and its like follow from what a customer did. */
function isByHand({ cause }: Activity): boolean {
  return cause.kind === "user" || cause.kind === "rule";
}

function wouldUndo({ property, value }: Setting, { body }: Activity): boolean {
  if (body.type === "ticket.stage-changed") return property === "stageId" || property === "pipelineId";
  if (body.type !== "ticket.property-changed") return false;
  if (body.property !== "tags" || !property.startsWith(TAG)) return property === body.property;
  // A tag that was taken away is not added again, nor one that was added taken away.
  const key = tagKey(property.slice(TAG.length));
  const [before, after] = [body.from, body.to].map((tags) => keysOf(tags).includes(key));
  return before !== after && after !== (value === JSON.stringify("added"));
}

/** How steps name what they do to one tag: each is a property of its own. */
const TAG = "tags: ";

function keysOf(tags: unknown): string[] {
  return Array.isArray(tags) ? tags.map((tag) => tagKey(String(tag))) : [];
}
