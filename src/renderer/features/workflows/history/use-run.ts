import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ErrorData } from "#shared/contract/base.ts";
import type { RunRecord } from "#shared/contract/explanations/run-history.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { RunId } from "#shared/model/ids.ts";
import { useRan } from "./use-ran.ts";

const isGone = (error: unknown) => failureOf(error).code === "PD_DESK_NOT_FOUND";

/** As the desk says it of a run that is not there. */
function notOfIt(): Error {
  return Object.assign(new Error("A run of another workflow."), {
    data: { code: "PD_DESK_NOT_FOUND" } satisfies ErrorData,
  });
}

export type ShownRun = {
  readonly runId: RunId;
  readonly record: RunRecord;
  /** In which it went; null: that is the present one, or no longer kept. */
  readonly definition: WorkflowDefinition | null;
  /** Its revision is no longer kept: the present one is drawn. */
  readonly isForgotten: boolean;
};

export type RunState = {
  /** What was shown last stays until the next one is there. */
  readonly shown: ShownRun | null;
  /** Why the run that is asked for can't be shown; undefined: it can. */
  readonly error: unknown;
  /** Takes over what a command answered, before the feed tells. */
  readonly refresh: () => Promise<void>;
};

/** A run as it is, with the workflow as it was when it began; kept up while it goes on. */
export function useRun({ id, revision: present }: WorkflowView, runId: RunId | null): RunState {
  const { client } = useDesk();
  const [state, setState] = useState<{ readonly shown: ShownRun | null; readonly error: unknown }>({
    shown: null,
    error: undefined,
  });
  /** Of several answers that are on their way the one that was asked for last counts: an older one would show a state that is over. */
  const asked = useRef(0);
  const past = useRef(new Map<number, WorkflowDefinition | null>());
  const refresh = useCallback(async (): Promise<void> => {
    if (runId === null) return;
    asked.current += 1;
    const own = asked.current;
    try {
      const record = await client.workflows.run({ id: runId });
      const { workflowRevision, workflowId } = record.run;
      // An address that was put together from two.
      if (workflowId !== id) throw notOfIt();
      if (workflowRevision !== present && !past.current.has(workflowRevision)) {
        const old = client.workflows.revision({ id, revision: workflowRevision });
        past.current.set(
          workflowRevision,
          await old.then(
            ({ definition }) => definition,
            (error: unknown) => {
              if (isGone(error)) return null;
              throw error;
            },
          ),
        );
      }
      const definition = workflowRevision === present ? null : (past.current.get(workflowRevision) ?? null);
      const isForgotten = workflowRevision !== present && definition === null;
      if (own === asked.current) setState({ shown: { runId, record, definition, isForgotten }, error: undefined });
    } catch (error) {
      if (own !== asked.current) return;
      // While the desk is away what is shown stays; the frame says that it is.
      setState((before) => (before.shown?.runId === runId && !isGone(error) ? before : { shown: null, error }));
    }
  }, [client, id, present, runId]);
  useEffect(() => void refresh(), [refresh]);
  useRan(id, refresh);
  return runId === null ? { shown: null, error: undefined, refresh } : { ...state, refresh };
}
