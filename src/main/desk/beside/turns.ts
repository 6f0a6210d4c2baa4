import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { StepId, UserId, WorkflowId } from "#shared/model/ids.ts";
import { derivedId } from "../derived-ids.ts";
import type { Overlay } from "../overlay.ts";

/** User → stamp of the change in which a step gave them a ticket last. */
export type Turns = ReadonlyMap<string, string>;

const StoredTurns = z.record(z.string(), z.string());

type Sharing = { readonly workflowId: WorkflowId; readonly stepId: StepId };

/** Who had their last turn when, at one step: as the piece of work has it. */
export async function turnsOf(local: Overlay<LocalRecord>, step: Sharing): Promise<Turns> {
  const stored = StoredTurns.safeParse((await local.get(recordIdOf(step)))?.value);
  return new Map(stored.success ? Object.entries(stored.data) : []);
}

/** The step's record once the user has had a turn at that stamp. */
export function withTurn(
  turns: Turns,
  step: Sharing,
  { userId, stamp, nowEpochMs }: { readonly userId: UserId; readonly stamp: string; readonly nowEpochMs: number },
): LocalRecord {
  const value = Object.fromEntries([...turns, [userId, stamp]]);
  return { id: recordIdOf(step), value, updatedAtEpochMs: nowEpochMs };
}

function recordIdOf({ workflowId, stepId }: Sharing): string {
  return derivedId("turns", workflowId, stepId);
}
