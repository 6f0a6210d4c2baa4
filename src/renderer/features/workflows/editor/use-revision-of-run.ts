import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { RunId } from "#shared/model/ids.ts";

export type RevisionOfRun =
  | { readonly kind: "present" }
  | { readonly kind: "past"; readonly revision: number; readonly definition: WorkflowDefinition }
  /** The run or its revision is not kept any more: the present one is shown. */
  | { readonly kind: "forgotten" };

/** The workflow as it was when the run went through it; null until the desk has told. */
export function useRevisionOfRun({ id, revision: present }: WorkflowView, runId: RunId): RevisionOfRun | null {
  const { client } = useDesk();
  const [told, setTold] = useState<RevisionOfRun | null>(null);
  // Which one is the present one when the link is followed; what is saved later is no reason to show another.
  const [presentThen] = useState(present);
  useEffect(() => {
    const aborted = new AbortController();
    const { signal } = aborted;
    const ask = async (): Promise<RevisionOfRun> => {
      const { run } = await client.workflows.run({ id: runId }, { signal });
      if (run.workflowRevision === presentThen) return { kind: "present" };
      const { revision, definition } = await client.workflows.revision(
        { id, revision: run.workflowRevision },
        { signal },
      );
      return { kind: "past", revision, definition };
    };
    ask().then(
      (answer) => signal.aborted || setTold(answer),
      () => signal.aborted || setTold({ kind: "forgotten" }),
    );
    return () => aborted.abort();
  }, [client, id, runId, presentThen]);
  return told;
}
