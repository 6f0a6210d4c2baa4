/** What of a ticket's history its clock counts with. */
import type { Activity } from "#shared/model/activity.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { MessageId, TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { SlaFact, SlaPlace } from "#shared/rules/sla/clock.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { SetupReads } from "#main/desk/setup-cache.ts";
import type { Store } from "#main/store/store.ts";

type Happened = Pick<TicketEvent, "body" | "cause" | "atEpochMs">;
type Reading = { readonly setup: SetupReads; readonly store: Pick<Store, "activities"> };
type Documents = Pick<WorkDocuments, "activities" | "outbox" | "tickets">;

/** Null: a clock does not count with it. */
export function slaFactOf(setup: SetupReads, { body, cause, atEpochMs }: Happened): SlaFact | null {
  switch (body.type) {
    case "ticket.created":
      return { kind: "created", atEpochMs, ...placeOf(setup, body.at) };
    case "ticket.stage-changed":
      return { kind: "moved", atEpochMs, ...placeOf(setup, body.to) };
    case "ticket.stage-kind-changed":
      return { kind: "moved", atEpochMs, stageId: body.stageId, isClosed: body.to === "closed" };
    case "message.received": {
      // D7: a machine waits for nothing; D9: a stranger beside the thread is not its customer.
      const { verdict } = body;
      const isCustomers = verdict.kind !== "no-change" || (verdict.rule !== "D7" && verdict.rule !== "D9");
      return isCustomers ? { kind: "asked", atEpochMs } : null;
    }
    case "message.sent": {
      const isPersons = cause.kind !== "workflow" && !(body.verdict.kind === "no-change" && body.verdict.rule === "D7");
      return isPersons ? { kind: "answered", atEpochMs } : null;
    }
    default:
      return null;
  }
}

/** Whether the clock may be another by it. */
export function concernsSla({ body }: Pick<TicketEvent, "body">): boolean {
  switch (body.type) {
    case "ticket.created":
    case "ticket.stage-changed":
    case "ticket.stage-kind-changed":
    case "ticket.property-changed":
    case "message.received":
    case "message.sent":
    case "ticket.merged":
    case "ticket.unmerged":
    case "ticket.set-aside":
    case "ticket.brought-back":
      return true;
    default:
      return false;
  }
}

function placeOf(setup: SetupReads, { pipelineId, stageId }: { pipelineId: string; stageId: string }): SlaPlace {
  const pipeline = setup.pipelinesEver().find(({ id }) => id === pipelineId);
  return { stageId, isClosed: (pipeline && stageOf(pipeline, stageId)?.kind) === "closed" };
}

/**
 * Everything that counts, oldest first: the ticket's own history, and of tickets that were merged into it that their customer was still waiting then.
 * @param fallen an answer that is being taken back (D8c)
 */
export async function slaHistoryOf(
  reading: Reading,
  documents: Documents,
  ticket: Ticket,
  fallen: MessageId | null,
): Promise<SlaFact[]> {
  const own = await historyOf(reading, documents, ticket, fallen);
  const facts: SlaFact[] = [...own.facts];
  for (const { id, atEpochMs } of own.mergedFrom) {
    const sinceEpochMs = await waitingSince(reading, documents, id, atEpochMs, new Set([ticket.id]));
    if (sinceEpochMs !== null) facts.push({ kind: "asked", atEpochMs, sinceEpochMs });
  }
  return facts.toSorted((a, b) => a.atEpochMs - b.atEpochMs);
}

type History = {
  readonly facts: readonly SlaFact[];
  /** Tickets that are merged into it still, each with the moment. */
  readonly mergedFrom: readonly { readonly id: TicketId; readonly atEpochMs: number }[];
};

async function historyOf(
  { setup, store }: Reading,
  { activities, outbox }: Documents,
  { id: ticketId, historyUntilEpochMs = 0 }: Pick<Ticket, "id" | "historyUntilEpochMs">,
  fallen: MessageId | null,
): Promise<History> {
  const stored = await store.activities.find({
    selector: { ticketId },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  const known = new Set(stored.map(({ id }) => id));
  const here = activities.changedOf(ticketId).filter(({ id }) => !known.has(id));
  const all: Activity[] = [...stored, ...here].toSorted((a, b) => (a.stamp < b.stamp ? -1 : Number(a.stamp > b.stamp)));
  const sent = all.flatMap(({ body }) => (body.type === "message.sent" ? [body.messageId] : []));
  await outbox.load(sent.map(outboxItemIdOf));
  const facts: SlaFact[] = [];
  const mergedFrom = new Map<TicketId, number>();
  for (const [position, activity] of all.entries()) {
    const { body, atEpochMs } = activity;
    if (body.type === "ticket.merged" && body.role === "from") mergedFrom.set(body.ticketId, atEpochMs);
    if (body.type === "ticket.unmerged" && body.role === "from") mergedFrom.delete(body.ticketId);
    const fact = slaFactOf(setup, activity);
    if (fact === null) continue;
    const isHistory = atEpochMs <= historyUntilEpochMs;
    if (fact.kind === "created" && isHistory) facts.push({ ...fact, kind: "known" });
    else if (isHistory && (fact.kind === "asked" || fact.kind === "answered")) continue;
    else if (body.type !== "message.sent" || (await stands(all, position, body.messageId))) facts.push(fact);
  }
  return { facts, mergedFrom: Array.from(mergedFrom, ([id, atEpochMs]) => ({ id, atEpochMs })) };

  /** D8c: one that was taken back is none; one that was put off counts from when it took effect. */
  async function stands(told: readonly Activity[], position: number, id: MessageId): Promise<boolean> {
    const isAgain = told.some(({ body }, at) => at > position && body.type === "message.sent" && body.messageId === id);
    if (id === fallen || isAgain) return false;
    const item = await outbox.get(outboxItemIdOf(id));
    return item?.state !== "cancelled" && item?.inForce !== false;
  }
}

/** Since when the customer of a ticket that was merged then had waited; null: they did not. */
async function waitingSince(
  reading: Reading,
  documents: Documents,
  id: TicketId,
  untilEpochMs: number,
  seen: ReadonlySet<TicketId>,
): Promise<number | null> {
  const ticket = seen.has(id) ? null : await documents.tickets.get(id);
  if (ticket === null) return null;
  const { facts, mergedFrom } = await historyOf(reading, documents, ticket, null);
  let sinceEpochMs: number | null = null;
  for (const { kind, atEpochMs } of facts.toSorted((a, b) => a.atEpochMs - b.atEpochMs)) {
    if (atEpochMs > untilEpochMs) break;
    if (kind === "asked") sinceEpochMs ??= atEpochMs;
    if (kind === "answered") sinceEpochMs = null;
  }
  for (const inner of mergedFrom) {
    const innerSince = await waitingSince(reading, documents, inner.id, inner.atEpochMs, new Set([...seen, id]));
    if (innerSince !== null) sinceEpochMs = Math.min(sinceEpochMs ?? innerSince, innerSince);
  }
  return sinceEpochMs;
}
