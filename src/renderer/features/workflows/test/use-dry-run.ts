import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import { dryRunExitsOf } from "#shared/contract/explanations/dry-run-exits.ts";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { TestSession } from "./use-test-session.ts";

export type DryRunState = {
  /** What was told last; stays until the next answer. */
  readonly run: DryRun | null;
  readonly isAsking: boolean;
  /** Why there is none; undefined: there is. */
  readonly error: unknown;
};

/** Choices that come in one go are asked about once. */
const PAUSE_MS = 120;

/** The ticket's way through the workflow as it is on the screen, with the exits and arms that were chosen. Nothing is done or sent. */
export function useDryRun(
  id: WorkflowId,
  definition: WorkflowDefinition,
  ticketId: TicketId | null,
  { exits, arms }: Pick<TestSession, "exits" | "arms">,
): DryRunState {
  const { client } = useDesk();
  const [state, setState] = useState<DryRunState>({ run: null, isAsking: true, error: undefined });
  useEffect(() => {
    if (ticketId === null) return;
    const aborted = new AbortController();
    const { signal } = aborted;
    const ask = async (): Promise<void> => {
      setState((before) => ({ ...before, isAsking: true }));
      try {
        const chosen = fitting(definition, { exits, arms });
        const run = await client.workflows.dryRun({ id, ticketId, definition, ...chosen }, { signal });
        if (!signal.aborted) setState({ run, isAsking: false, error: undefined });
      } catch (error) {
        if (!signal.aborted) setState({ run: null, isAsking: false, error });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, id, definition, ticketId, exits, arms]);
  return state;
}

/** What was chosen for steps that have been changed or taken out since is left aside. */
export function fitting(
  { steps }: WorkflowDefinition,
  { exits, arms }: Pick<TestSession, "exits" | "arms">,
): Pick<TestSession, "exits" | "arms"> {
  const tree = createStepTree(steps);
  const hasArm = (id: string, armId: string): boolean => {
    const step = tree.find(id);
    return step?.type === "branch-random" && step.arms.some((arm) => arm.id === armId);
  };
  return {
    exits: Object.fromEntries(
      Object.entries(exits).filter(([id, exit]) => dryRunExitsOf(tree.find(id)).includes(exit)),
    ),
    arms: Object.fromEntries(Object.entries(arms).filter(([id, armId]) => hasArm(id, armId))),
  };
}
