import { useEffect, useState } from "react";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ProblemView } from "#shared/contract/workflow-files.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";

/** Typing goes on without a check at each letter. */
const PAUSE_MS = 300;

/** What the desk would refuse the definition for; none where there is no definition, or the desk is away: then it refuses when it is made. */
export function useMistakes(definition: WorkflowDefinition | null, pipelineId: PipelineId): readonly ProblemView[] {
  const { client } = useDesk();
  const [told, setTold] = useState<{ readonly of: WorkflowDefinition; readonly errors: readonly ProblemView[] } | null>(
    null,
  );
  useEffect(() => {
    if (definition === null) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      client.workflows.lint({ pipelineId, definition }).then(
        ({ errors }) => isCurrent && setTold({ of: definition, errors }),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, definition, pipelineId]);
  return told?.of === definition ? told.errors : [];
}
