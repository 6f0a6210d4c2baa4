import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** So many are asked for at once: the desk has others to answer, too. */
const AT_ONCE = 6;

export type Faulty = { readonly ids: ReadonlySet<WorkflowId>; readonly isKnown: boolean };

const NOT_ASKED: Faulty = { ids: new Set(), isKnown: false };

/** The workflows that have a mistake or a warning. Asked only while somebody wants to know, and again when one was changed. */
export function useFaulty(workflows: readonly WorkflowView[], isWanted: boolean): Faulty {
  const { client } = useDesk();
  const [told, setTold] = useState<{ readonly of: readonly WorkflowView[]; readonly faulty: Faulty } | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const ids = new Set<WorkflowId>();
    const waiting = workflows.values();
    const askAll = async (): Promise<void> => {
      for (const { id } of waiting) {
        if (!isCurrent) return;
        // One that was deleted meanwhile has none.
        const { errors, warnings } = await client.workflows
          .problems({ id })
          .catch(() => ({ errors: [], warnings: [] }));
        if (errors.length + warnings.length > 0) ids.add(id);
      }
    };
    void Promise.all(Array.from({ length: AT_ONCE }, askAll)).then(() => {
      if (isCurrent) setTold({ of: workflows, faulty: { ids, isKnown: true } });
    });
    return () => void (isCurrent = false);
  }, [client, workflows, isWanted]);
  // What was told of the list before stays until the new one is known: nothing jumps.
  return told === null || !isWanted ? NOT_ASKED : told.faulty;
}
