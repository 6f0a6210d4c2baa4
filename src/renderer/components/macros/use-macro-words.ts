import { useCallback } from "react";
import type { MacroStep } from "#shared/automation/documents/macro.ts";
import { kindOf } from "#shared/automation/steps/step.ts";
import { useWords } from "../../state/use-words.ts";

/** Says what a step of a macro does, as the same step of a workflow is said. */
export function useMacroWords(): (step: MacroStep) => string {
  const { names, say } = useWords();
  return useCallback((step) => say(kindOf(step).describe(step, names, () => null)), [names, say]);
}
