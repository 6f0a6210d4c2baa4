import { z } from "zod";
import { WorkflowId, type EventId, type TicketId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { WriteRow } from "#main/store/repository.ts";
import { lastTicketRow, presentIds } from "#main/store/scan.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { createCandidates } from "./candidates.ts";
import { TICKETS_A_PIECE } from "./limits.ts";
import { type Derivation, triggeredEventId, triggerTicket } from "./trigger-ticket.ts";

/** One way through all tickets on behalf of a workflow: of a schedule's time, or when the workflow was switched on (F3). */
export const Sweep = z.object({
  id: z.string(),
  workflowId: WorkflowId,
  /** Of a schedule; null: whichever trigger a ticket meets as it is now. */
  triggerId: z.string().nullable(),
  by: z.enum(["schedule", "switched-on"]),
  /** Which one it is, of the same workflow: what the ids of its events follow from, beside the ticket. */
  derivedFrom: z.array(z.string()),
  /** The moment of which it is: with which the ids of its events begin. */
  atEpochMs: z.number().default(0),
  /** Tickets up to this row are seen to. */
  afterRow: z.number().int(),
  /** The last that there was when it began. */
  untilRow: z.number().int(),
  enrolled: z.number().int(),
});
export type Sweep = z.infer<typeof Sweep>;

const SWEEPS_RECORD = "automation-sweeps";

/** Sweeps that are not at their end, oldest first. */
export async function unfinishedSweeps({ store }: DeskContext): Promise<Sweep[]> {
  return sweepsIn(await store.local.get(SWEEPS_RECORD));
}

/** What is to be written for a sweep to begin, together with what made it; null where it has begun already. Call inside the queue. */
export async function beginningOf(
  context: DeskContext,
  sweep: Omit<Sweep, "afterRow" | "untilRow" | "enrolled">,
): Promise<WriteRow<LocalRecord> | null> {
  const known = await context.store.local.get(SWEEPS_RECORD);
  const sweeps = sweepsIn(known);
  if (sweeps.some(({ id }) => id === sweep.id)) return null;
  const begun = { ...sweep, afterRow: 0, untilRow: await lastTicketRow(context.store.sql), enrolled: 0 };
  return { previous: known, next: recordOf(context, [...sweeps, begun]) };
}

/**
 * Takes a sweep to its end, in pieces between which others get their turn. What a crash cuts off goes on where it was when this is called again.
 * @returns how many tickets it enrolled in all.
 */
export async function runSweep(context: DeskContext, id: string, isOpen: () => boolean = () => true): Promise<number> {
  let enrolled = 0;
  while (isOpen()) {
    const sweep = await context.queue.run(() => runPiece(context, id), "bulk");
    if (sweep === null) return enrolled;
    enrolled = sweep.enrolled;
  }
  return enrolled;
}

/** Null where the sweep is at its end, or its workflow is no longer there, switched on, with this trigger. */
async function runPiece(context: DeskContext, id: string): Promise<Sweep | null> {
  const { store, setup } = context;
  const piece = createPieceOfWork(context);
  const sweeps = sweepsIn(await piece.local.get(SWEEPS_RECORD));
  const sweep = sweeps.find((one) => one.id === id);
  if (!sweep) return null;
  const workflow = setup.find("workflow", sweep.workflowId);
  const isWanted =
    workflow?.enabled === true &&
    (sweep.triggerId === null || workflow.definition.triggers.some((one) => one.id === sweep.triggerId));
  if (!workflow || !isWanted) {
    piece.local.put(recordOf(context, without(sweeps, id)));
    await piece.flush();
    return null;
  }
  const candidates = createCandidates(context, workflow, sweep.triggerId);
  const { rows, row, isEnd } = await candidates.read(sweep.afterRow, TICKETS_A_PIECE, sweep.untilRow);
  const { atEpochMs } = sweep;
  const derivations = new Map(
    rows.map((one): [TicketId, Derivation] => [one.id, { derivedFrom: [...sweep.derivedFrom, one.id], atEpochMs }]),
  );
  // Asked for again, a sweep has the events that it had: those tickets were seen to.
  const events = Array.from(derivations, ([ticketId, derivation]): EventId => triggeredEventId(derivation, ticketId));
  const done = await presentIds(store.sql, "activities", events);
  await piece.tickets.load(rows.map((one) => one.id));
  let { enrolled } = sweep;
  for (const { id: ticketId } of rows) {
    const derivation = derivations.get(ticketId);
    const ticket = await piece.tickets.get(ticketId);
    if (!derivation || !ticket || done.has(triggeredEventId(derivation, ticketId))) continue;
    const triggerId = await candidates.triggerFor(piece, ticket);
    if (triggerId === null) continue;
    const cause = { kind: "trigger", workflowId: workflow.id } as const;
    await triggerTicket(context, piece, ticket, {
      workflowId: workflow.id,
      triggerId,
      by: sweep.by,
      cause,
      derivation,
    });
    enrolled += 1;
  }
  const next: Sweep = { ...sweep, afterRow: row, enrolled };
  const others = sweeps.map((one) => (one.id === id ? next : one));
  piece.local.put(recordOf(context, isEnd ? without(sweeps, id) : others));
  await piece.flush();
  return next;
}

function without(sweeps: readonly Sweep[], id: string): Sweep[] {
  return sweeps.filter((one) => one.id !== id);
}

function recordOf({ clock }: DeskContext, sweeps: readonly Sweep[]): LocalRecord {
  return { id: SWEEPS_RECORD, value: [...sweeps], updatedAtEpochMs: clock.nowEpochMs() };
}

/** A record that can't be read is none: its sweep is not finished, and nothing is done twice. */
function sweepsIn(record: LocalRecord | null): Sweep[] {
  return z.array(Sweep).safeParse(record?.value).data ?? [];
}
