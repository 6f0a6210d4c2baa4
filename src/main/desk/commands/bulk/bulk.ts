/** Work on many tickets, for a person: asked for, stopped, taken back. It goes on behind the answer. */
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { timedId } from "../../derived-ids.ts";
import { inOnePiece } from "../command.ts";
import { BULK_KEPT_MS, PORTIONS_WRITTEN_AT_ONCE, TICKETS_A_PORTION } from "./limits.ts";
import { bulkIn, localRecord, portionId, putBulk, storedBulks, type StoredBulk } from "./stored-bulk.ts";
import { tellOfBulk, workOffBulk } from "./work-off.ts";

export type BulkWork = { readonly id: string; readonly bulk: StoredBulk };

/**
 * Begins to change tickets, each in a decision of its own: what a rule refuses is set aside with the reason, and the others go on. What the end of the program cuts off goes on at the next start.
 * @returns how it stands at its beginning
 */
export async function startBulk(
  context: DeskContext,
  actor: Actor,
  { ticketIds, change }: { readonly ticketIds: readonly TicketId[]; readonly change: BulkChange },
): Promise<BulkWork> {
  const ids = Array.from(new Set(ticketIds));
  // A merge takes along what both tickets have: one at a time.
  const size = change.kind === "merge" ? 1 : TICKETS_A_PORTION;
  const portions = Math.ceil(ids.length / size);
  const now = context.clock.nowEpochMs();
  const id = timedId("bulk", now, actor.user.id, context.nextStamp());
  await forgetOld(context, now);
  for (let from = 0; from < portions; from += PORTIONS_WRITTEN_AT_ONCE)
    await inOnePiece(
      context,
      async (piece) => {
        for (let index = from; index < Math.min(from + PORTIONS_WRITTEN_AT_ONCE, portions); index += 1) {
          const entries = ids.slice(index * size, (index + 1) * size).map((ticketId) => ({ ticketId }));
          piece.local.add(localRecord(context, portionId(id, index), { entries }));
        }
      },
      "bulk",
    );
  const bulk: StoredBulk = {
    userId: actor.user.id,
    change,
    startedAtEpochMs: now,
    direction: "do",
    state: "going",
    total: ids.length,
    portions,
    position: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    restored: 0,
    left: 0,
    sent: 0,
    refusals: [],
  };
  await inOnePiece(context, async (piece) => putBulk(context, piece, id, bulk));
  return goneOn(context, { id, bulk });
}

/** Stops it behind the portion that is being done; what is changed stays changed, and can be taken back. @throws PD_DESK_NOT_FOUND */
export function cancelBulk(context: DeskContext, actor: Actor, id: string): Promise<BulkWork> {
  return changeBulk(context, actor, id, (bulk) => (bulk.state === "going" ? { ...bulk, state: "cancelled" } : bulk));
}

/**
 * Takes back what was changed, where it is still as it was left; also what is still going on is stopped by that.
 * @throws PD_DESK_NOT_FOUND; PD_INPUT_INVALID where it was taken back before
 */
export async function undoBulk(context: DeskContext, actor: Actor, id: string): Promise<BulkWork> {
  const work = await changeBulk(context, actor, id, (bulk) => {
    if (bulk.direction === "undo" && bulk.state !== "cancelled")
      throw new PipedeskError("PD_INPUT_INVALID", "This was taken back already.", {
        details: { what: "bulk", id, reason: "undone-already" },
      });
    return { ...bulk, direction: "undo", state: "going" };
  });
  return goneOn(context, work);
}

/** @throws PD_DESK_NOT_FOUND for another one's as well */
export async function bulkOf({ store }: Pick<DeskContext, "store">, actor: Actor, id: string): Promise<BulkWork> {
  return ownBulk(await store.local.get(id), actor, id);
}

function ownBulk(record: LocalRecord | null, actor: Actor, id: string): BulkWork {
  const bulk = bulkIn(record);
  if (bulk?.userId !== actor.user.id) throw notFound("bulk", id);
  return { id, bulk };
}

function changeBulk(
  context: DeskContext,
  actor: Actor,
  id: string,
  change: (bulk: StoredBulk) => StoredBulk,
): Promise<BulkWork> {
  return inOnePiece(context, async (piece) => {
    const { bulk } = ownBulk(await piece.local.get(id), actor, id);
    const next = change(bulk);
    if (next !== bulk) putBulk(context, piece, id, next);
    return { id, bulk: next };
  });
}

/** Work of one portion is done when it is answered; more goes on behind the answer. */
async function goneOn(context: DeskContext, work: BulkWork): Promise<BulkWork> {
  tellOfBulk(context, work.id, work.bulk);
  const going = workOffBulk(context, work.id).catch((error: unknown) =>
    context.log.error("Work on many tickets could not be finished", { id: work.id, error }),
  );
  if (work.bulk.portions > 1) return work;
  await going;
  return { ...work, bulk: bulkIn(await context.store.local.get(work.id)) ?? work.bulk };
}

async function forgetOld(context: DeskContext, nowEpochMs: number): Promise<void> {
  for (const { id, bulk, record } of await storedBulks(context)) {
    if (bulk.state === "going" || bulk.startedAtEpochMs > nowEpochMs - BULK_KEPT_MS) continue;
    await context.queue.run(async () => {
      const portions = await context.store.local.getMany(
        Array.from({ length: bulk.portions }, (_, index) => portionId(id, index)),
      );
      await context.store.local.remove([...portions.values(), record]);
    }, "bulk");
  }
}
