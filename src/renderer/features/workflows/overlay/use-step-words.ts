import { useCallback } from "react";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { describeArm, describeStep } from "#shared/automation/describe/describe.ts";
import { words } from "#shared/automation/describe/words.ts";
import { isBranch, kindOf, type Step } from "#shared/automation/steps/step.ts";

export type StepWords = {
  /** Of its kind. */
  readonly title: string;
  /** What it does. */
  readonly text: string;
};

/** Says steps of the workflow that is shown, and their arms. */
export function useStepWords(): {
  readonly step: (step: Step) => StepWords;
  readonly arm: (step: Step, armId: string | null) => string | undefined;
} {
  const editor = useEditor();
  const { names, say } = useWords();
  const step = useCallback(
    (one: Step): StepWords => ({
      title: say(words(kindOf(one).label)),
      text: say(describeStep(one, names, (id) => editor.step(id))),
    }),
    [editor, names, say],
  );
  const arm = useCallback(
    (one: Step, armId: string | null): string | undefined => {
      if (!isBranch(one)) return undefined;
      return one.arms.find(({ id }) => id === armId)?.name || say(describeArm(one, armId, names));
    },
    [names, say],
  );
  return { step, arm };
}
