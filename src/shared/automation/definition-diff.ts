/** What changed between two revisions of a workflow, as data (F1). Pure. */
import { z } from "zod";
import { StepId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { isBranch, type Step } from "./steps/step.ts";

/** `properties`: names of what is another in a step or trigger. A step that was moved into another list or behind another step is `step-moved`. */
export const DefinitionChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("step-added"), stepId: StepId, type: z.string() }),
  z.object({ kind: z.literal("step-removed"), stepId: StepId, type: z.string() }),
  z.object({ kind: z.literal("step-changed"), stepId: StepId, type: z.string(), properties: z.array(z.string()) }),
  z.object({ kind: z.literal("step-moved"), stepId: StepId, type: z.string() }),
  z.object({ kind: z.literal("trigger-added"), triggerId: z.string(), type: z.string() }),
  z.object({ kind: z.literal("trigger-removed"), triggerId: z.string(), type: z.string() }),
  z.object({
    kind: z.literal("trigger-changed"),
    triggerId: z.string(),
    type: z.string(),
    properties: z.array(z.string()),
  }),
  /** Another filter, re-enrolment, unenrolment, sources, business hours. */
  z.object({
    kind: z.literal("setting-changed"),
    setting: z.enum(["filter", "reenrolment", "unenrolment", "sources", "businessHours"]),
  }),
]);
export type DefinitionChange = z.infer<typeof DefinitionChange>;

const SETTINGS = ["filter", "reenrolment", "unenrolment", "sources", "businessHours"] as const;

export function diffDefinitions(before: WorkflowDefinition, after: WorkflowDefinition): DefinitionChange[] {
  return [
    ...diffTriggers(before, after),
    ...SETTINGS.filter((setting) => !isSame(before[setting], after[setting])).map((setting) => ({
      kind: "setting-changed" as const,
      setting,
    })),
    ...diffSteps(before, after),
  ];
}

function diffTriggers(before: WorkflowDefinition, after: WorkflowDefinition): DefinitionChange[] {
  const [had, has] = [byId(before.triggers), byId(after.triggers)];
  const changes: DefinitionChange[] = [];
  for (const [triggerId, { type }] of had)
    if (!has.has(triggerId)) changes.push({ kind: "trigger-removed", triggerId, type });
  for (const [triggerId, trigger] of has) {
    const old = had.get(triggerId);
    const { type } = trigger;
    if (!old) changes.push({ kind: "trigger-added", triggerId, type });
    else if (!isSame(old, trigger))
      changes.push({ kind: "trigger-changed", triggerId, type, properties: differing(old, trigger) });
  }
  return changes;
}

type Placed = { readonly step: Step; readonly list: string; readonly own: object };

function diffSteps(before: WorkflowDefinition, after: WorkflowDefinition): DefinitionChange[] {
  const [had, has] = [placesOf(before.steps), placesOf(after.steps)];
  const changes: DefinitionChange[] = [];
  for (const [stepId, { step }] of had)
    if (!has.has(stepId)) changes.push({ kind: "step-removed", stepId, type: step.type });
  const moved = movedSteps(had, has);
  for (const [stepId, { step, own }] of has) {
    const { type } = step;
    const old = had.get(stepId);
    if (!old) {
      changes.push({ kind: "step-added", stepId, type });
      continue;
    }
    if (!isSame(old.own, own))
      changes.push({ kind: "step-changed", stepId, type, properties: differing(old.own, own) });
    if (moved.has(stepId)) changes.push({ kind: "step-moved", stepId, type });
  }
  return changes;
}

/** The steps with the list in which each stands and what is its own: of a branch everything but the steps of its arms. */
function placesOf(steps: readonly Step[]): Map<StepId, Placed> {
  const places = new Map<StepId, Placed>();
  const read = (list: readonly Step[], name: string): void => {
    for (const step of list) {
      if (!isBranch(step)) {
        places.set(step.id, { step, list: name, own: step });
        continue;
      }
      const { otherwise, arms, ...rest } = step;
      places.set(step.id, { step, list: name, own: { ...rest, arms: arms.map((arm) => ({ ...arm, steps: [] })) } });
      for (const arm of arms) read(arm.steps, `${step.id} ${arm.id}`);
      read(otherwise, step.id);
    }
  };
  read(steps, "");
  return places;
}

/** In another list than before; or in the same one, but not in the longest run of steps that kept their order. */
function movedSteps(had: ReadonlyMap<StepId, Placed>, has: ReadonlyMap<StepId, Placed>): Set<StepId> {
  const moved = new Set<StepId>();
  const positions = new Map(Array.from(had.keys(), (id, position) => [id, position]));
  const lists = new Map<string, StepId[]>();
  for (const [id, { list }] of has) {
    const old = had.get(id);
    if (!old) continue;
    if (old.list !== list) moved.add(id);
    else lists.set(list, [...(lists.get(list) ?? []), id]);
  }
  for (const ids of lists.values()) {
    const kept = new Set(longestRising(ids, (id) => positions.get(id) ?? 0));
    for (const id of ids) if (!kept.has(id)) moved.add(id);
  }
  return moved;
}

/** The longest subsequence whose keys rise. */
function longestRising<Item>(items: readonly Item[], keyOf: (item: Item) => number): Item[] {
  const best: { readonly length: number; readonly previous: number }[] = [];
  let end = -1;
  items.forEach((item, position) => {
    let [length, previous] = [1, -1];
    for (let other = 0; other < position; other += 1) {
      const before = best[other];
      const candidate = items[other];
      if (before && candidate !== undefined && keyOf(candidate) < keyOf(item) && before.length + 1 > length)
        [length, previous] = [before.length + 1, other];
    }
    best.push({ length, previous });
    if (end === -1 || length > (best[end]?.length ?? 0)) end = position;
  });
  const found: Item[] = [];
  for (let position = end; position !== -1; position = best[position]?.previous ?? -1) {
    const item = items[position];
    if (item !== undefined) found.unshift(item);
  }
  return found;
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function differing(before: object, after: object): string[] {
  const [had, has] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return Array.from(new Set([...had.keys(), ...has.keys()])).filter((name) => !isSame(had.get(name), has.get(name)));
}

/** Definitions are plain JSON that the schema has put in order: equal ones are written equally. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
