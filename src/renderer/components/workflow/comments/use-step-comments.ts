import { useEffect, useState } from "react";
import type { StepCommentView } from "#shared/contract/step-comments.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";

/** The comments on a workflow's steps, oldest first, kept as the desk has them: also what others say in other windows. Empty until the desk has told. */
export function useStepComments(id: WorkflowId): readonly StepCommentView[] {
  const { client, onLive } = useDesk();
  const [list, setList] = useState<readonly StepCommentView[]>([]);
  useEffect(() => {
    let asked = 0;
    const load = (): void => {
      asked += 1;
      const own = asked;
      client.stepComments.list({ id }).then(
        ({ items }) => own === asked && setList(items),
        // The desk is away, or the workflow is gone: the screen says so.
        () => undefined,
      );
    };
    load();
    const stop = onLive((entry) => {
      if (entry.type === "hello" || entry.commentedWorkflowIds?.includes(id) === true) load();
    });
    return () => {
      asked += 1;
      stop();
    };
  }, [client, onLive, id]);
  return list;
}
