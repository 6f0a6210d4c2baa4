import { useEffect, useState, type RefObject } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { UserId } from "#shared/model/ids.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";

export type RowFacts = {
  /** Tickets that went in during the last 30 days, and how many of those runs failed. */
  readonly enrolled: number;
  readonly failed: number;
  readonly active: number;
  readonly errors: number;
  readonly warnings: number;
  /** Null where it is as it was made, or nobody knows. */
  readonly edited: { readonly atEpochMs: number; readonly by: UserId | null } | null;
};

/** How a workflow goes, what is wrong with it, when it was changed last; asked when the row first comes into view, and after each change of the workflow. */
export function useRowFacts(workflow: WorkflowView, row: RefObject<HTMLElement | null>): RowFacts | null {
  const { client } = useDesk();
  const [isSeen, setSeen] = useState(false);
  const [facts, setFacts] = useState<RowFacts | null>(null);
  useEffect(() => {
    if (row.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        setSeen(true);
        observer.disconnect();
      },
      { rootMargin: "200px" },
    );
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [row]);
  useEffect(() => {
    if (!isSeen) return undefined;
    let isCurrent = true;
    const { id } = workflow;
    Promise.all([
      client.workflows.figures({ id }),
      client.workflows.problems({ id }),
      client.workflows.revisions({ id }),
    ]).then(
      ([figures, problems, revisions]) => {
        if (!isCurrent) return;
        const [last] = revisions.items;
        setFacts({
          enrolled: figures.last30Days.enrolled,
          failed: figures.last30Days.failed,
          active: figures.ever.active,
          errors: problems.errors.length,
          warnings: problems.warnings.length,
          edited: last === undefined ? null : { atEpochMs: last.madeAtEpochMs, by: last.madeBy },
        });
      },
      // Without them the row says what it knows.
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [client, isSeen, workflow]);
  return facts;
}
