/**
 * The three things that can be done to a draft. All edits are made of them; each is plain data, and tells when it is applied the one that takes it
 * back to the letter.
 */
import type { WorkflowDefinition } from "../definition.ts";
import type { Step } from "../steps/step.ts";
import { OUTSIDE_DEFINITION, type Draft, type Settings } from "./draft.ts";
import { changeList, changeStep, findStep, listAt, type ListPlace } from "./places.ts";

export type StepsOperation =
  /** Takes `remove` steps out of a list at `index`, and puts others there. */
  | {
      readonly kind: "splice";
      readonly list: ListPlace;
      readonly index: number;
      readonly remove: number;
      readonly insert: readonly Step[];
    }
  /** Another step in place of the one with its id. */
  | { readonly kind: "replace"; readonly step: Step };
export type Operation = StepsOperation | { readonly kind: "set"; readonly settings: Partial<Settings> };

export type Applied = { readonly draft: Draft; readonly inverse: readonly Operation[] };

/** One after the other. The inverse takes all of it back, the last one first. */
export function applyOperations(draft: Draft, operations: readonly Operation[]): Applied {
  return operations.reduce<Applied>(
    (before, operation) => {
      const { draft: after, inverse } = apply(before.draft, operation);
      return { draft: after, inverse: [inverse, ...before.inverse] };
    },
    { draft, inverse: [] },
  );
}

function apply(draft: Draft, operation: Operation): { readonly draft: Draft; readonly inverse: Operation } {
  if (operation.kind === "set")
    return {
      draft: withSettings(draft, operation.settings),
      inverse: { kind: "set", settings: settingsLike(draft, operation.settings) },
    };
  const { steps, inverse } = applyToSteps(draft.definition.steps, operation);
  return { draft: { ...draft, definition: { ...draft.definition, steps } }, inverse };
}

/** An operation is made for the steps that it is applied to: other ones are a mistake of the program. */
export function applyToSteps(
  steps: readonly Step[],
  operation: StepsOperation,
): { readonly steps: Step[]; readonly inverse: StepsOperation } {
  if (operation.kind === "replace") {
    const { step } = operation;
    const before = findStep(steps, step.id);
    if (before === null) throw new RangeError("There is no such step.");
    return { steps: changeStep(steps, step.id, () => step), inverse: { kind: "replace", step: before } };
  }
  const { list, index, remove, insert } = operation;
  const before = listAt(steps, list);
  if (before === null || index + remove > before.length) throw new RangeError("There is no such place.");
  return {
    steps: changeList(steps, list, (old) => old.toSpliced(index, remove, ...insert)),
    inverse: { ...operation, remove: insert.length, insert: before.slice(index, index + remove) },
  };
}

const isOutside = (name: string) => (OUTSIDE_DEFINITION as readonly string[]).includes(name);

// Entries keep the place that their names have, so that what is taken back is the same text.
function withSettings(draft: Draft, settings: Partial<Settings>): Draft {
  const entries = Object.entries(settings);
  const outside = Object.fromEntries(entries.filter(([name]) => isOutside(name))) as Partial<Draft>;
  const inside = Object.fromEntries(entries.filter(([name]) => !isOutside(name))) as Partial<WorkflowDefinition>;
  return { ...draft, ...outside, definition: { ...draft.definition, ...inside } };
}

/** What a draft has in those places. */
function settingsLike(draft: Draft, settings: Partial<Settings>): Partial<Settings> {
  const all: Readonly<Record<string, unknown>> = { ...draft.definition, ...draft };
  return Object.fromEntries(Object.keys(settings).map((name) => [name, all[name]]));
}
