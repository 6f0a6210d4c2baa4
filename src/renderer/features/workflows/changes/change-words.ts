/** What is another between two definitions, in words. Pure. */
import { describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import type { Names, Phrase } from "#shared/automation/describe/words.ts";
import type { DefinitionChange } from "#shared/automation/definition-diff.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";

export type ChangeKind = "added" | "removed" | "changed" | "moved";

export type ChangeLine = {
  readonly kind: ChangeKind;
  /** The step or trigger as it was or is; null: a setting. */
  readonly what: Phrase | null;
  readonly setting: Extract<DefinitionChange, { kind: "setting-changed" }>["setting"] | null;
  /** Where it can be seen in the editor. */
  readonly stepId: string | null;
};

export function changeLine(
  change: DefinitionChange,
  { before, after }: { readonly before: WorkflowDefinition; readonly after: WorkflowDefinition },
  names: Names,
): ChangeLine {
  const kind = kindOf(change);
  const side = kind === "removed" ? before : after;
  if ("stepId" in change) {
    const step = findStep(side.steps, change.stepId);
    const what = step && describeStep(step, names, (id) => findStep(side.steps, id));
    return { kind, what, setting: null, stepId: change.stepId };
  }
  if ("triggerId" in change) {
    const trigger = side.triggers.find(({ id }) => id === change.triggerId);
    return { kind, what: trigger ? describeTrigger(trigger, names) : null, setting: null, stepId: null };
  }
  return { kind, what: null, setting: change.setting, stepId: null };
}

function kindOf({ kind }: DefinitionChange): ChangeKind {
  switch (kind) {
    case "step-added":
    case "trigger-added":
      return "added";
    case "step-removed":
    case "trigger-removed":
      return "removed";
    case "step-moved":
      return "moved";
    case "step-changed":
    case "trigger-changed":
    case "setting-changed":
      return "changed";
  }
}
