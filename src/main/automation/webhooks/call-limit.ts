import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Clock } from "#main/desk/context.ts";
import { MAX_CALLS_PER_MINUTE } from "./limits.ts";

const MINUTE_MS = 60_000;

export type CallLimit = {
  /** Counts a call. @throws PD_WEBHOOK_CALLS for one too many within its minute */
  take(workflowId: WorkflowId): void;
};

/** Calls by workflow and minute of the clock: only of workflows that exist, so that nobody fills the memory. */
export function createCallLimit(clock: Clock): CallLimit {
  const counts = new Map<WorkflowId, { minute: number; count: number }>();
  return {
    take(workflowId) {
      const minute = Math.floor(clock.nowEpochMs() / MINUTE_MS);
      const known = counts.get(workflowId);
      const count = known?.minute === minute ? known.count + 1 : 1;
      counts.set(workflowId, { minute, count });
      if (count > MAX_CALLS_PER_MINUTE)
        throw new PipedeskError("PD_WEBHOOK_CALLS", `At most ${MAX_CALLS_PER_MINUTE} calls a minute are taken.`);
    },
  };
}
