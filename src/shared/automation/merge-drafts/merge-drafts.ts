/**
 * Three-way merge of a workflow that two people changed at the same time: what only one of them changed is taken over, and what both changed in different
 * ways is told as a conflict, which follows one side and can be made to follow the other. Steps, triggers and arms are told apart by their ids, so that a step that
 * one moved and the other changed is both. Pure; merging with somebody who did nothing gives one's own to the letter.
 */
import type { WorkflowDefinition } from "../definition.ts";
import { OUTSIDE_DEFINITION, type Draft } from "../edit-steps/draft.ts";
import { Arbiter, type Choices, type Conflict } from "./conflict.ts";
import { withFreshIds } from "./fresh-ids.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import { mergeProperties } from "./merge-own.ts";
import { mergeSteps } from "./merge-steps.ts";
import { agreed, eachOf, type Three } from "./three.ts";

const OF_DEFINITION = [
  "filter",
  "reenrolment",
  "unenrolment",
  "sources",
  "businessHours",
] as const satisfies readonly (keyof WorkflowDefinition)[];

export type MergedDrafts = {
  readonly draft: Draft;
  /** In the order: settings, triggers, steps. */
  readonly conflicts: readonly Conflict[];
};

export function mergeDrafts(given: Three<Draft>, choices: Choices = new Map()): MergedDrafts {
  const drafts = withFreshIds(given);
  const definitions = eachOf(drafts, ({ definition }) => definition);
  const arbiter = new Arbiter(choices);
  const outside = chosenOf(drafts, OUTSIDE_DEFINITION, arbiter);
  const inside = chosenOf(definitions, OF_DEFINITION, arbiter);
  const triggers = mergeTriggers(definitions, arbiter);
  const steps = mergeSteps(
    eachOf(definitions, (definition) => definition.steps),
    arbiter,
  );
  const definition = { ...drafts.mine.definition, ...inside, triggers, steps };
  return {
    draft: { ...drafts.mine, ...outside, definition: withKnownTriggers(definition) },
    conflicts: arbiter.conflicts,
  };
}

function chosenOf<
  One extends object,
  Name extends keyof One & (typeof OUTSIDE_DEFINITION | typeof OF_DEFINITION)[number],
>(sides: Three<One>, names: readonly Name[], arbiter: Arbiter): Pick<One, Name> {
  const chosen = names.map((name) => {
    const values = eachOf(sides, (side) => side[name]);
    const found = agreed(values);
    const value = found
      ? found.value
      : values[arbiter.decide({ about: "setting", setting: name }, { kind: "changed" })];
    return [name, value] as const;
  });
  return Object.fromEntries(chosen) as Pick<One, Name>;
}

function mergeTriggers(definitions: Three<WorkflowDefinition>, arbiter: Arbiter): WorkflowDefinition["triggers"] {
  const lists = eachOf(definitions, ({ triggers }) => triggers);
  const about = (triggerId: string) => ({ about: "trigger", triggerId }) as const;
  const triggers = mergeKeyed(lists, {
    merge: (trigger) => {
      // A trigger's values belong together, as those of a step do.
      const { base, mine, theirs } = trigger;
      const whole = eachOf({ base, mine, theirs }, (one) => ({ value: one }));
      return mergeProperties(whole, about(mine.id), arbiter).value ?? mine;
    },
    stays: ({ id }, deletedBy) => arbiter.decide(about(id), { kind: "deleted", deletedBy }) !== deletedBy,
  });
  // A workflow has a trigger: of two people who deleted one each, mine stay.
  return triggers.length > 0 ? triggers : definitions.mine.triggers;
}

/** Re-enrolment by a trigger that is gone is forgotten, as the editor does it. */
function withKnownTriggers(definition: WorkflowDefinition): WorkflowDefinition {
  const { reenrolment, triggers } = definition;
  if (reenrolment.kind !== "on") return definition;
  const triggerIds = reenrolment.triggerIds.filter((id) => triggers.some((trigger) => trigger.id === id));
  if (triggerIds.length === reenrolment.triggerIds.length) return definition;
  return { ...definition, reenrolment: triggerIds.length === 0 ? { kind: "never" } : { ...reenrolment, triggerIds } };
}
