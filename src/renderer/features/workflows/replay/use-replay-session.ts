import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { followReplay, type ReplayState } from "./follow-replay.ts";

export type ReplayAsked = {
  readonly days: number;
  readonly against: "history" | "current";
  /** As it was on the screen then. */
  readonly definition: WorkflowDefinition;
};

export type ReplaySession = {
  /** Null: nothing was asked for yet. */
  readonly asked: ReplayAsked | null;
  readonly state: ReplayState | null;
  /** A person stopped it: what it had found till then stays. */
  readonly isStopped: boolean;
  /** How far it is while it goes on; null: it does not. */
  readonly percent: number | null;
  readonly start: (asked: ReplayAsked) => void;
  readonly stop: () => void;
};

/** A replay of the workflow that is open: goes on while something else of it is looked at or edited, and ends when the workflow is left. */
export function useReplaySession(id: WorkflowId): ReplaySession {
  const { client } = useDesk();
  const [asked, setAsked] = useState<ReplayAsked | null>(null);
  const [state, setState] = useState<ReplayState | null>(null);
  const [isStopped, setStopped] = useState(false);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const start = useCallback(
    (next: ReplayAsked): void => {
      going.current?.abort();
      const ends = new AbortController();
      going.current = ends;
      setAsked(next);
      setStopped(false);
      const { signal } = ends;
      void followReplay(() => client.workflows.replay({ id, ...next }, { signal }), signal, setState);
    },
    [client, id],
  );
  const stop = useCallback((): void => {
    going.current?.abort();
    setStopped(true);
  }, []);
  return { asked, state, isStopped, percent: isStopped ? null : percentOf(state), start, stop };
}

function percentOf(state: ReplayState | null): number | null {
  if (state?.kind !== "running") return null;
  const { totals } = state;
  return totals === null || totals.tickets === 0 ? 0 : Math.floor((100 * totals.ticketsDone) / totals.tickets);
}
