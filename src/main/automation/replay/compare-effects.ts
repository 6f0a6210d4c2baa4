import { propertyType } from "#shared/automation/filters/properties.ts";
import type { ReplayDifference, ReplayedEffect } from "#shared/contract/explanations/replay.ts";
import type { TicketEventBody } from "#shared/model/event.ts";
import type { StepId } from "#shared/model/ids.ts";
import { SAME_TIME_MS } from "./limits.ts";
import { differenceOf, isSetProperty } from "./past-ticket.ts";

export type Comparison = {
  readonly same: number;
  readonly differences: readonly Pick<ReplayDifference, "kind" | "would" | "did">[];
};

/**
 * What a workflow would have done to a ticket beside what it did. The same at the same time is no difference; the same at another time is one; of what is left each
 * stands alone. Ids are not compared where a step that stands elsewhere gives others.
 * @param drawing steps whose choice follows from other tickets, as whose turn it is: whom they chose is not compared
 */
export function compareEffects(
  would: readonly ReplayedEffect[],
  did: readonly ReplayedEffect[],
  drawing: ReadonlySet<StepId>,
): Comparison {
  const keyOf = (effect: ReplayedEffect) => keyOfBody(effect, drawing);
  const left = new Map<string, ReplayedEffect[]>();
  for (const effect of did) {
    const key = keyOf(effect);
    left.set(key, [...(left.get(key) ?? []), effect]);
  }
  const take = (effect: ReplayedEffect, fits: (other: ReplayedEffect) => boolean): ReplayedEffect | null => {
    const others = left.get(keyOf(effect)) ?? [];
    const position = others.findIndex((other) => isAlike(effect.body, other.body) && fits(other));
    return position < 0 ? null : (others.splice(position, 1)[0] ?? null);
  };
  const isNow = (effect: ReplayedEffect) => (other: ReplayedEffect) =>
    Math.abs(effect.atEpochMs - other.atEpochMs) <= SAME_TIME_MS;

  const unmatched = would.filter((effect) => take(effect, isNow(effect)) === null);
  const differences: Pick<ReplayDifference, "kind" | "would" | "did">[] = unmatched.map((effect) => {
    const other = take(effect, () => true);
    return { kind: other ? "moved" : "would", would: effect, did: other };
  });
  for (const effect of Array.from(left.values()).flat()) differences.push({ kind: "did", would: null, did: effect });
  return { same: would.length - unmatched.length, differences: differences.toSorted((a, b) => timeOf(a) - timeOf(b)) };
}

function timeOf({ would, did }: Pick<ReplayDifference, "would" | "did">): number {
  return Math.min(would?.atEpochMs ?? Infinity, did?.atEpochMs ?? Infinity);
}

/** Equal for effects that may be the same. */
function keyOfBody({ body, stepId }: ReplayedEffect, drawing: ReadonlySet<StepId>): string {
  switch (body.type) {
    case "ticket.property-changed": {
      const { property, from, to } = body;
      if (isSetProperty(property)) return JSON.stringify([property, differenceOf(from, to)]);
      if (drawing.has(stepId)) return JSON.stringify([property, stepId]);
      return JSON.stringify(isDate(property) && to !== null ? [property] : [property, to]);
    }
    case "ticket.stage-changed":
      return JSON.stringify([body.type, body.to]);
    // Its id follows from where its step stands.
    case "note.added":
      return body.type;
    default:
      return JSON.stringify(body);
  }
}

/** Dates that are counted from the step's own moment are the same as near to each other as the moments. */
function isAlike(one: TicketEventBody, other: TicketEventBody): boolean {
  if (one.type !== "ticket.property-changed" || other.type !== "ticket.property-changed") return true;
  if (!isDate(one.property) || typeof one.to !== "number" || typeof other.to !== "number") return true;
  return Math.abs(one.to - other.to) <= SAME_TIME_MS;
}

function isDate(property: string): boolean {
  return propertyType("ticket", property)?.kind === "date";
}
