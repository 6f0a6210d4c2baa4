import { z } from "zod";
import { RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { timedId } from "#main/desk/derived-ids.ts";

/** A ticket for which a step that shares tickets out found nobody. */
export const Unshared = z.object({ ticketId: TicketId, workflowId: WorkflowId, runId: RunId, stepId: StepId });
export type Unshared = z.infer<typeof Unshared>;

const PREFIX = "unshared";

/** Ids begin with the moment: the ticket that has waited longest comes first. */
export function unsharedRecord({ nowEpochMs, ...value }: Unshared & { readonly nowEpochMs: number }): LocalRecord {
  return { id: timedId(PREFIX, nowEpochMs, value.runId, value.stepId), value, updatedAtEpochMs: nowEpochMs };
}

/** The ids of such records behind that one; '' for the first. */
export function unsharedAfter(id: string): { readonly $gt: string; readonly $lt: string } {
  return { $gt: id === "" ? `${PREFIX}_` : id, $lt: `${PREFIX}\u0060` };
}
