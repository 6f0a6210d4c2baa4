/** What can be told of a filter by its form alone: that it always holds, or never. What is claimed is so; what is not, may be. */
import { isGroup, type Condition, type Filter } from "./filter.ts";
import { canBeMet, isMetBy, type Asked } from "./witnesses.ts";

/** A status of the desk: what conditions on status, its kind and pipeline see of a ticket in it. */
export type Place = { readonly stageId: string; readonly stageKind: "open" | "closed"; readonly pipelineId: string };

/** What holds of every ticket that is asked about. */
export type Given = {
  readonly conditions: readonly Condition[];
  /** Where a ticket can be; absent: nobody knows. */
  readonly places?: readonly Place[] | undefined;
};

const NOTHING: Given = { conditions: [] };

/** Whether a filter holds for every ticket, as far as its form tells. */
export function holdsAlways(filter: Filter): boolean {
  return alwaysTrue(filter) !== null;
}

/** Whether a filter holds for no ticket, as far as its form tells. */
export function holdsNever(filter: Filter): boolean {
  return neverTrue(filter) !== null;
}

/** The property because of which a filter never holds, as conditions on it contradict each other; '' where it has no part that could; null where it may. */
export function neverTrue(filter: Filter | Condition, given: Given = NOTHING): string | null {
  const asked = given.conditions.map((condition) => ({ condition, wanted: true }));
  return contradiction(treeOf(filter, true), asked, given.places);
}

/** The property because of which a filter always holds; '' for a part that does by itself; null where it need not. */
export function alwaysTrue(filter: Filter | Condition): string | null {
  return contradiction(treeOf(filter, false), [], undefined);
}

/** A filter that has to hold, or to fail: what has to fail together is what of which one may not hold. */
type Tree = { readonly match: "all" | "any"; readonly parts: readonly Tree[] } | Asked;

function treeOf(part: Filter | Condition, wanted: boolean): Tree {
  if (!isGroup(part)) return { condition: part, wanted };
  const parts = part.parts.map((one) => treeOf(one, wanted));
  return { match: wanted === (part.match === "all") ? "all" : "any", parts };
}

function contradiction(tree: Tree, outside: readonly Asked[], places: readonly Place[] | undefined): string | null {
  const { asked, choices } = requiredBy(tree);
  const all = [...outside, ...asked];
  const found = amongConditions(all, places);
  if (found !== null) return found;
  for (const alternatives of choices) {
    const barred = alternatives.map((one) => contradiction(one, all, places));
    if (barred.every((one) => one !== null)) return barred[0] ?? "";
  }
  return null;
}

/** What has to be met in any case, and of what one has to be. */
function requiredBy(tree: Tree): { readonly asked: readonly Asked[]; readonly choices: readonly (readonly Tree[])[] } {
  if ("condition" in tree) return { asked: [tree], choices: [] };
  const [only] = tree.parts;
  if (tree.match === "any" && only !== undefined && tree.parts.length === 1) return requiredBy(only);
  if (tree.match === "any") return { asked: [], choices: [tree.parts] };
  const inside = tree.parts.map(requiredBy);
  return { asked: inside.flatMap((one) => one.asked), choices: inside.flatMap((one) => one.choices) };
}

function amongConditions(asked: readonly Asked[], places: readonly Place[] | undefined): string | null {
  const byProperty = Map.groupBy(asked, ({ condition }) => `${condition.object}.${condition.property}`);
  for (const [property, some] of byProperty) if (!canBeMet(some)) return property;
  const ofPlace = asked.filter(({ condition }) => isOfPlace(condition));
  if (places === undefined || ofPlace.length === 0) return null;
  const isPossible = places.some((place) =>
    ofPlace.every((one) => isMetBy(place[one.condition.property as keyof Place])(one)),
  );
  const [first] = ofPlace;
  return isPossible || first === undefined ? null : `${first.condition.object}.${first.condition.property}`;
}

const PLACE_PROPERTIES: readonly string[] = ["stageId", "stageKind", "pipelineId"] satisfies (keyof Place)[];

function isOfPlace(condition: Condition): boolean {
  return condition.object === "ticket" && PLACE_PROPERTIES.includes(condition.property) && !("author" in condition);
}
