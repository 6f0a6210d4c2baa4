/** What changed between two revisions of a workflow, as data (F1). Pure. */
import { z } from "zod";
import { StepId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { movedSteps, ownOf, placedSteps } from "./merge-drafts/placed-steps.ts";

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

function diffSteps(before: WorkflowDefinition, after: WorkflowDefinition): DefinitionChange[] {
  const [had, has] = [placedSteps(before.steps), placedSteps(after.steps)];
  const changes: DefinitionChange[] = [];
  for (const [stepId, { step }] of had)
    if (!has.has(stepId)) changes.push({ kind: "step-removed", stepId, type: step.type });
  const moved = movedSteps(had, has);
  for (const [stepId, { step }] of has) {
    const { type } = step;
    const old = had.get(stepId);
    if (!old) {
      changes.push({ kind: "step-added", stepId, type });
      continue;
    }
    const [oldOwn, own] = [ownOf(old.step), ownOf(step)];
    if (!isSame(oldOwn, own)) changes.push({ kind: "step-changed", stepId, type, properties: differing(oldOwn, own) });
    if (moved.has(stepId)) changes.push({ kind: "step-moved", stepId, type });
  }
  return changes;
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
