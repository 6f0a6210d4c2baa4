/**
 * What came in as history and would have set workflows off, kept so that a person can enrol chosen ones (D7): per channel one offer, with a record for each ticket. Both are
 * written in the piece of work that takes the mail in, so an offer tells of exactly what is in the desk. It stands until somebody dismisses it.
 */
import { z } from "zod";
import { ChannelId, TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Stored } from "#main/store/repository.ts";
import type { DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { notify } from "../notifications/notify.ts";
import type { PieceOfWork } from "../piece-of-work.ts";

const OfferTask = z.object({
  what: z.enum(["enrol", "unenrol", "dismiss"]),
  userId: UserId,
  workflowIds: z.array(WorkflowId),
  /** Records up to this one are seen to; '' at the beginning. */
  afterId: z.string(),
  done: z.number().int(),
});
export type OfferTask = z.infer<typeof OfferTask>;

const OfferFigures = z.object({
  tickets: z.number().int(),
  enrolled: z.number().int(),
  /** By why. */
  notEnrolled: z.record(z.string(), z.number().int()),
  takenOut: z.number().int(),
});

export const StoredOffer = z.object({
  channelId: ChannelId,
  beganAtEpochMs: z.number().int(),
  latestAtEpochMs: z.number().int(),
  tickets: z.number().int(),
  workflows: z.record(z.string(), OfferFigures),
  /** What was asked for and is not done, oldest first. */
  tasks: z.array(OfferTask),
});
export type StoredOffer = z.infer<typeof StoredOffer>;

const OfferedTicket = z.object({
  ticketId: TicketId,
  /** By id, each workflow that would have taken it, with the trigger by which. */
  triggers: z.record(z.string(), z.string()),
});
export type OfferedTicket = z.infer<typeof OfferedTicket> & { readonly record: Stored<LocalRecord> };

export const NO_FIGURES: z.infer<typeof OfferFigures> = { tickets: 0, enrolled: 0, notEnrolled: {}, takenOut: 0 };

/** Records of tickets begin so: behind it their order is that of the tickets' ids, so oldest first. */
const ticketPrefix = ({ channelId, beganAtEpochMs }: StoredOffer) =>
  `${derivedId("offered", channelId, String(beganAtEpochMs))}_`;
const AFTER_ALL_IDS = "~";

function recordOf({ clock }: Pick<DeskContext, "clock">, offer: StoredOffer): LocalRecord {
  return { id: offerIdOf(offer.channelId), value: offer, updatedAtEpochMs: clock.nowEpochMs() };
}

export function offerIdOf(channelId: ChannelId): string {
  return derivedId("offer", channelId);
}

/** Null: nothing is offered. A record that can't be read is none. */
export function offerIn(record: Pick<LocalRecord, "value"> | null): StoredOffer | null {
  return StoredOffer.safeParse(record?.value).data ?? null;
}

export async function offerOf(local: Pick<PieceOfWork["local"], "get">, channelId: ChannelId) {
  return offerIn(await local.get(offerIdOf(channelId)));
}

export function putOffer(context: Pick<DeskContext, "clock">, piece: PieceOfWork, offer: StoredOffer): void {
  piece.local.put(recordOf(context, offer));
}

/** By workflow that would have set off something for the ticket were it no history, the trigger: of what the piece took in. */
export function heldBackIn({ evaluations }: PieceOfWork, ticketId: TicketId): Map<WorkflowId, string> {
  const triggers = new Map<WorkflowId, string>();
  for (const { verdicts } of evaluations.changedOf(ticketId))
    for (const { why, workflowId, triggerId } of verdicts) if (why === "history") triggers.set(workflowId, triggerId);
  return triggers;
}

/**
 * Adds tickets that came in as history to what their channel offers, and tells whoever looks after the automations of the offer, once. What is known already changes nothing.
 * @rule D7
 */
export async function offerTickets(
  context: DeskContext,
  piece: PieceOfWork,
  channelId: ChannelId,
  ticketIds: readonly TicketId[],
): Promise<void> {
  const nowEpochMs = context.clock.nowEpochMs();
  const offer = (await offerOf(piece.local, channelId)) ?? {
    channelId,
    beganAtEpochMs: nowEpochMs,
    latestAtEpochMs: nowEpochMs,
    tickets: 0,
    workflows: {},
    tasks: [],
  };
  const recordId = (ticketId: TicketId) => `${ticketPrefix(offer)}${ticketId}`;
  await piece.local.load(ticketIds.map(recordId));
  const workflows = { ...offer.workflows };
  let { tickets } = offer;
  let isNews = false;
  for (const ticketId of ticketIds) {
    const id = recordId(ticketId);
    const known = OfferedTicket.safeParse((await piece.local.get(id))?.value).data;
    const added = Array.from(heldBackIn(piece, ticketId)).filter(
      ([workflowId]) => known?.triggers[workflowId] === undefined,
    );
    if (added.length === 0) continue;
    const value = { ticketId, triggers: { ...known?.triggers, ...Object.fromEntries(added) } };
    piece.local.put({ id, value, updatedAtEpochMs: nowEpochMs });
    for (const [workflowId] of added) {
      const figures = workflows[workflowId] ?? NO_FIGURES;
      workflows[workflowId] = { ...figures, tickets: figures.tickets + 1 };
    }
    if (!known) tickets += 1;
    isNews = true;
  }
  if (!isNews) return;
  putOffer(context, piece, { ...offer, tickets, workflows, latestAtEpochMs: nowEpochMs });
  if (offer.tickets > 0) return;
  await notify(context, piece.inboxItems, null, {
    topic: "history-offer",
    ticketId: null,
    outboxItemId: null,
    channelId,
    about: context.setup.find("channel", channelId)?.name ?? channelId,
    detail: "",
    occasion: [String(offer.beganAtEpochMs)],
  });
}

/** The next tickets of an offer, in their order. */
export async function offeredTickets(
  { store }: DeskContext,
  offer: StoredOffer,
  afterId: string,
  limit: number,
): Promise<OfferedTicket[]> {
  const prefix = ticketPrefix(offer);
  const records = await store.local.find({
    selector: { id: { $gt: afterId === "" ? prefix : afterId, $lt: `${prefix}${AFTER_ALL_IDS}` } },
    sort: [{ id: "asc" }],
    limit,
  });
  return records.map((record) => {
    const read = OfferedTicket.safeParse(record.value);
    return { record, ...(read.data ?? { ticketId: TicketId.parse(record.id.slice(prefix.length)), triggers: {} }) };
  });
}
