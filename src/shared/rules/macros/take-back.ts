import { canonicalJson } from "../../model/canonical-json.ts";
import type { Activity } from "../../model/activity.ts";
import type { PropertyValue, StagePlace } from "../../model/event.ts";
import type { WorkflowId } from "../../model/ids.ts";

export type MacroTakenBack = {
  /** Where the ticket goes back to; null: it stays. */
  readonly place: StagePlace | null;
  /** What each property is again. */
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** Workflows that it put the ticket into. */
  readonly workflowIds: readonly WorkflowId[];
  /** Notes, which stay. */
  readonly notes: number;
  /** Changes that somebody changed again since: they stay. */
  readonly changedSince: number;
};

/** Properties that are sets: of those only what the macro added or took goes back. */
const SETS: ReadonlySet<string> = new Set(["tags", "followerIds"]);

/**
 * What is to be done so that nothing of a use of a macro is left on a ticket but what others changed since.
 * @param activities of the ticket, in the order of their stamps
 * @param current what the ticket is now
 */
export function takeBackMacro(
  activities: readonly Activity[],
  useId: string,
  current: StagePlace & Readonly<Record<string, unknown>>,
): MacroTakenBack {
  const properties: Record<string, PropertyValue> = {};
  const workflowIds: WorkflowId[] = [];
  const moves: { readonly from: StagePlace; readonly to: StagePlace }[] = [];
  const changed = new Map<string, { readonly from: PropertyValue; to: PropertyValue }>();
  let notes = 0;
  for (const { cause, body } of activities) {
    if (cause.kind !== "user" || cause.macro?.useId !== useId) continue;
    if (body.type === "ticket.stage-changed") moves.push(body);
    else if (body.type === "ticket.property-changed")
      changed.set(body.property, { from: changed.get(body.property)?.from ?? body.from, to: body.to });
    else if (body.type === "note.added") notes += 1;
    else if (body.type === "workflow.triggered") workflowIds.push(body.workflowId);
  }
  let changedSince = 0;
  for (const [property, { from, to }] of changed) {
    const now = current[property];
    if (SETS.has(property) && isList(from) && isList(to) && isList(now)) properties[property] = without(now, from, to);
    else if (canonicalJson(now ?? null) === canonicalJson(to)) properties[property] = from;
    else changedSince += 1;
  }
  const to = moves.at(-1)?.to;
  const isThere = to !== undefined && current.pipelineId === to.pipelineId && current.stageId === to.stageId;
  if (to !== undefined && !isThere) changedSince += 1;
  const place = isThere ? (moves[0]?.from ?? null) : null;
  return { place, properties, workflowIds, notes, changedSince };
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value);
}

/** What is there now, without what was added and with what was taken. */
function without(now: readonly string[], from: readonly string[], to: readonly string[]): string[] {
  const kept = now.filter((one) => !to.includes(one) || from.includes(one));
  return [...kept, ...from.filter((one) => !to.includes(one) && !kept.includes(one))];
}
