import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { mayWrite } from "#shared/rules/access/roles.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { WorkDocuments } from "../../automations.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { createPieceOfWork } from "../../create-piece-of-work.ts";
import { StepFault } from "../../failing-steps.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";
import { applyChange } from "../ticket-change/apply-change.ts";
import { MAX_REFUSALS_TOLD } from "./limits.ts";
import {
  bulkIn,
  entriesIn,
  localRecord,
  portionId,
  putBulk,
  storedBulks,
  type Entry,
  type Refusal,
  type StoredBulk,
} from "./stored-bulk.ts";

type Piece = PieceOfWork & Pick<WorkDocuments, "attempt">;

/** Goes on with the work, portion by portion, between which others get their turn, until it is done or stopped. */
export async function workOffBulk(context: DeskContext, id: string): Promise<void> {
  const isPending = async () => bulkIn(await context.store.local.get(id))?.state === "going";
  // Asked for again behind the last portion of the work that goes on, it begins anew.
  while (context.background.isOpen && (await isPending()))
    await context.background.once(id, async () => {
      for (let goesOn = true; goesOn && context.background.isOpen;)
        goesOn = await context.queue.run(() => workPortion(context, id), "bulk");
    });
}

/** Goes on with all that the end of the program cut off. */
export async function workOffAllBulks(context: DeskContext): Promise<void> {
  for (const { id, bulk } of await storedBulks(context)) if (bulk.state === "going") await workOffBulk(context, id);
}

/** @returns whether something is left to do */
async function workPortion(context: DeskContext, id: string): Promise<boolean> {
  const piece = createPieceOfWork(context);
  const bulk = bulkIn(await piece.local.get(id));
  if (bulk?.state !== "going") return false;
  const isUndo = bulk.direction === "undo";
  const user = context.setup.find("user", bulk.userId);
  const index = isUndo ? bulk.position - 1 : bulk.position;
  const isEnd = index < 0 || index >= bulk.portions;
  if (isEnd || !user || !mayWrite(user)) {
    putBulk(context, piece, id, { ...bulk, state: isEnd ? "done" : "cancelled" });
    await piece.flush();
    return false;
  }
  const next = await (isUndo ? takeBackPortion : doPortion)(context, { user }, piece, id, bulk, index);
  const position = isUndo ? index : index + 1;
  const isLast = isUndo ? position === 0 : position === bulk.portions;
  putBulk(context, piece, id, { ...next, position, state: isLast ? "done" : "going" });
  await piece.flush();
  tellOfBulk(context, id, { ...next, position });
  return !isLast;
}

/** How far it is, for whoever watches the desk's work. */
export function tellOfBulk(context: DeskContext, id: string, bulk: StoredBulk): void {
  const isUndo = bulk.direction === "undo";
  context.background.tell({
    id,
    what: isUndo ? "tickets-bulk-undo" : "tickets-bulk",
    pipelineId: null,
    stageId: null,
    workflowId: null,
    done: isUndo ? bulk.restored + bulk.left : bulk.changed + bulk.unchanged + bulk.refused,
    total: isUndo ? bulk.changed : bulk.total,
  });
}

async function doPortion(
  context: DeskContext,
  actor: Actor,
  piece: Piece,
  id: string,
  bulk: StoredBulk,
  index: number,
): Promise<StoredBulk> {
  const record = portionId(id, index);
  const entries = entriesIn(await piece.local.get(record));
  await piece.tickets.load(entries.map(({ ticketId }) => ticketId));
  let { changed, unchanged, refused } = bulk;
  const refusals = [...bulk.refusals];
  const seen: Entry[] = [];
  for (const { ticketId } of entries) {
    const outcome = await attempted(context, piece, ticketId, () =>
      applyChange(context, actor, piece, ticketId, bulk.change),
    );
    if (!Array.isArray(outcome)) {
      refused += 1;
      if (refusals.length < MAX_REFUSALS_TOLD) refusals.push({ ticketId, ...outcome });
      seen.push({ ticketId });
    } else if (outcome.length === 0) {
      unchanged += 1;
      seen.push({ ticketId });
    } else {
      changed += 1;
      seen.push({ ticketId, undo: outcome });
    }
  }
  piece.local.put(localRecord(context, record, { entries: seen }));
  const sent = piece.made.filter(({ what: { kind } }) => kind === "mail" || kind === "webhook").length;
  return { ...bulk, changed, unchanged, refused, refusals, sent: bulk.sent + sent };
}

async function takeBackPortion(
  context: DeskContext,
  actor: Actor,
  piece: Piece,
  id: string,
  bulk: StoredBulk,
  index: number,
): Promise<StoredBulk> {
  const record = portionId(id, index);
  const entries = entriesIn(await piece.local.get(record));
  await piece.tickets.load(entries.map(({ ticketId }) => ticketId));
  let { restored, left } = bulk;
  const refusals = left === 0 && restored === 0 ? [] : [...bulk.refusals];
  const rest: Entry[] = [];
  for (const { ticketId, undo } of entries.toReversed()) {
    rest.unshift({ ticketId });
    if (undo === undefined) continue;
    const outcome = await attempted(context, piece, ticketId, async () => {
      const changes: TicketChange[] = [];
      for (const change of undo) changes.push(...(await applyChange(context, actor, piece, ticketId, change)));
      return changes;
    });
    if (Array.isArray(outcome)) restored += 1;
    else {
      left += 1;
      if (refusals.length < MAX_REFUSALS_TOLD) refusals.push({ ticketId, ...outcome });
    }
  }
  piece.local.put(localRecord(context, record, { entries: rest }));
  return { ...bulk, restored, left, refusals };
}

/** What is wrong with one ticket stays with it: nothing of it is done, and the others go on. */
async function attempted(
  context: DeskContext,
  piece: Piece,
  ticketId: string,
  work: () => Promise<TicketChange[]>,
): Promise<TicketChange[] | Refusal> {
  try {
    return await piece.attempt(work);
  } catch (error) {
    if (isStoreError(error) || error instanceof StepFault) throw error;
    if (error instanceof PipedeskError) {
      const { rule, reason } = error.details;
      return {
        code: error.code,
        ...(typeof rule === "string" ? { rule } : {}),
        ...(typeof reason === "string" ? { reason } : {}),
      };
    }
    context.log.error("A ticket could not be changed with the others", { ticketId, error });
    return { code: "PD_INTERNAL" };
  }
}
