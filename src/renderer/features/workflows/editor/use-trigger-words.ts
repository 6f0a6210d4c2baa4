import { describeTrigger } from "#shared/automation/describe/describe.ts";
import { listOf } from "#shared/automation/describe/words.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";

/** What sets the workflow off, in one line. */
export function useTriggerWords(): string {
  const { names, say } = useWords();
  const triggers = useEditorState((state) => state.history.draft.definition.triggers);
  return say(
    listOf(
      triggers.map((trigger) => describeTrigger(trigger, names)),
      "or",
    ),
  );
}
