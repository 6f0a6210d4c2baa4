/**
 * Work on many tickets, as it is kept on the device that does it: one record that says how far it is, and one for each portion of tickets, with what became of each and what takes it back. Both are written with the
 * tickets they tell of, in one commit: cut off anywhere, the work goes on behind the last portion that was done, and no ticket is changed twice.
 */
import { z } from "zod";
import { TicketId, UserId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { BulkChange, TicketChange } from "#shared/model/ticket-change.ts";
import type { DeskContext } from "../../context.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";

export const Refusal = z.object({
  code: z.string(),
  rule: z.string().optional(),
  reason: z.string().optional(),
});
export type Refusal = z.infer<typeof Refusal>;

export const StoredBulk = z.object({
  userId: UserId,
  change: BulkChange,
  startedAtEpochMs: z.number().int(),
  /** `undo`: what was changed is being taken back, or was. */
  direction: z.enum(["do", "undo"]),
  state: z.enum(["going", "done", "cancelled"]),
  total: z.number().int(),
  portions: z.number().int(),
  /** Portions that are done; while it is taken back, those that still are. */
  position: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  restored: z.number().int(),
  /** Somebody changed them since, and they were left as they are. */
  left: z.number().int(),
  /** Mails and calls of webhooks that followed: nothing takes those back. */
  sent: z.number().int(),
  refusals: z.array(Refusal.extend({ ticketId: TicketId })),
});
export type StoredBulk = z.infer<typeof StoredBulk>;

const Entry = z.object({
  ticketId: TicketId,
  /** What takes its change back. Absent: it was not changed, or is as it was. */
  undo: z.array(TicketChange).optional(),
});
export type Entry = z.infer<typeof Entry>;
const Portion = z.object({ entries: z.array(Entry) });

const PREFIX = "bulk_";
const AFTER_ALL_IDS = "~";

export const portionId = (id: string, index: number): string => `bulkpart_${id}_${String(index).padStart(6, "0")}`;

export function bulkIn(record: Pick<LocalRecord, "value"> | null): StoredBulk | null {
  return StoredBulk.safeParse(record?.value).data ?? null;
}

export function entriesIn(record: Pick<LocalRecord, "value"> | null): readonly Entry[] {
  return Portion.safeParse(record?.value).data?.entries ?? [];
}

/** A record with JSON in it: what is undefined is left out. */
export function localRecord({ clock }: Pick<DeskContext, "clock">, id: string, value: object): LocalRecord {
  return { id, value: z.json().parse(JSON.parse(JSON.stringify(value))), updatedAtEpochMs: clock.nowEpochMs() };
}

export function putBulk(context: DeskContext, piece: PieceOfWork, id: string, bulk: StoredBulk): void {
  piece.local.put(localRecord(context, id, bulk));
}

/** All work on many tickets that this device remembers, the oldest first. */
export async function storedBulks({ store }: Pick<DeskContext, "store">) {
  const records = await store.local.find({
    selector: { id: { $gt: PREFIX, $lt: `${PREFIX}${AFTER_ALL_IDS}` } },
    sort: [{ id: "asc" }],
  });
  return records.flatMap((record) => {
    const bulk = bulkIn(record);
    return bulk === null ? [] : [{ id: record.id, bulk, record }];
  });
}
