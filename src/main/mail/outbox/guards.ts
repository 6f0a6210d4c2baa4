import type { Activity } from "#shared/model/activity.ts";
import type { EventId, MessageId, RunId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Hold, OutboxItem } from "#shared/model/outbox-item.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { verifyMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import {
  addressCaps,
  automaticMailCaps,
  bouncedUntil,
  lastHardBounce,
} from "#shared/rules/outbox/automatic-mail-caps.ts";
import { staleReply } from "#shared/rules/outbox/stale-reply.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import { normalAddress, personOf } from "#main/desk/people.ts";
import { ownDomainsOf, threadSigner } from "#main/desk/thread-signing.ts";

/** Why a mail must not go out by itself now; null where it may. Call inside the queue, so that nothing comes in between. */
export async function holdOf(context: DeskContext, item: OutboxItem, message: Message): Promise<Hold | null> {
  if (item.automatic) return item.releasedAtEpochMs === undefined ? automaticHold(context, item, message) : null;
  if (item.ticketId === null || item.basisStamp === "") return null;
  return staleHold(context, item, item.ticketId);
}

/** D7 */
async function automaticHold(context: DeskContext, item: OutboxItem, message: Message): Promise<Hold | null> {
  const nowEpochMs = context.clock.nowEpochMs();
  const ticket = item.ticketId === null ? null : await context.store.tickets.get(item.ticketId);
  const history = item.ticketId === null ? [] : await automaticMailOf(context, item.ticketId, item);
  for (const { address } of [...message.to, ...message.cc, ...message.bcc]) {
    const person = await personOf(context.store.people, address);
    const untilEpochMs = bouncedUntil(lastHardBounce(person?.hardBounces, address), nowEpochMs);
    if (untilEpochMs !== null) return { kind: "bounced", address, untilEpochMs };
    const overall = addressCaps(person?.automaticMails ?? [], ticket, nowEpochMs);
    if (overall !== null) return { kind: "cap", address, ...overall, allTickets: true };
    const all = [normalAddress(address), ...(person?.addresses ?? [])];
    const sent = history.filter(({ addresses }) => all.some((one) => addresses.has(one)));
    const cap = automaticMailCaps(
      sent.map(({ atEpochMs }) => atEpochMs),
      nowEpochMs,
    );
    if (cap !== null) return { kind: "cap", address, ...cap };
  }
  return null;
}

/** What machines have sent on the ticket so far, found by the ticket's messages: the outbox has no index for it. */
async function automaticMailOf({ store }: DeskContext, ticketId: TicketId, item: OutboxItem) {
  const messages = await store.messages.find({
    selector: { ticketId, direction: "outgoing", "classification.automatic": true },
  });
  const items = await store.outbox.getMany(messages.map(({ id }) => outboxItemIdOf(id)));
  return messages.flatMap(({ id, to, cc, bcc }) => {
    const sent = items.get(outboxItemIdOf(id));
    const atEpochMs = sent?.sentAtEpochMs ?? sent?.sendingSinceEpochMs ?? null;
    if (atEpochMs === null || sent?.id === item.id) return [];
    return [{ atEpochMs, addresses: new Set([...to, ...cc, ...bcc].map(({ address }) => normalAddress(address))) }];
  });
}

/** H1b */
async function staleHold(context: DeskContext, item: OutboxItem, ticketId: TicketId): Promise<Hold | null> {
  const { store } = context;
  const since = await store.activities.find({
    selector: { ticketId, stamp: { $gt: item.basisStamp } },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  if (since.length === 0) return null;
  return staleReply({
    since,
    authorId: item.authorId,
    messageId: item.messageId,
    ...(await chainsOf(context, since)),
    ignored: await ignoredOf(context, since),
  });
}

type Chains = {
  readonly setOffBy: ReadonlyMap<RunId, EventId>;
  readonly triggers: ReadonlyMap<EventId, Activity>;
};

/** What set off the workflow runs that moved the ticket, and what set off that. */
async function chainsOf({ store }: DeskContext, since: readonly Activity[]): Promise<Chains> {
  const setOffBy = new Map<RunId, EventId>();
  const triggers = new Map<EventId, Activity>(since.map((activity) => [activity.id, activity]));
  let waiting = runsOf(since);
  while (waiting.length > 0) {
    const runs = await store.runs.getMany(waiting);
    for (const { id, eventId } of runs.values()) setOffBy.set(id, eventId);
    const missing = Array.from(runs.values(), ({ eventId }) => eventId).filter((id) => !triggers.has(id));
    const found = Array.from((await store.activities.getMany(missing)).values());
    for (const activity of found) triggers.set(activity.id, activity);
    waiting = runsOf(found).filter((id) => !setOffBy.has(id));
  }
  return { setOffBy, triggers };
}

function runsOf(activities: readonly Activity[]): RunId[] {
  return activities.flatMap(({ cause }) => (cause.kind === "workflow" ? [cause.runId] : []));
}

/** Messages that are no news: the desk's own mail coming back as a copy, what a machine wrote, and answers that were taken back. */
async function ignoredOf({ store, setup }: DeskContext, since: readonly Activity[]): Promise<Set<MessageId>> {
  const ids = since.flatMap(({ body }) =>
    body.type === "message.received" || body.type === "message.sent" ? [body.messageId] : [],
  );
  const messages = await store.messages.getMany(ids);
  const items = await store.outbox.getMany(ids.map(outboxItemIdOf));
  const [domains, sign] = [ownDomainsOf(setup), threadSigner(setup)];
  const ignored = new Set<MessageId>();
  for (const id of ids) {
    const message = messages.get(id);
    const isTakenBack = items.get(outboxItemIdOf(id))?.state === "cancelled";
    const isOwnCopy =
      message?.direction === "incoming" && verifyMessageIdToken(message.rfcMessageId, domains, sign) === "verified";
    if (isTakenBack || isOwnCopy || (message && !isByPerson(message))) ignored.add(id);
  }
  return ignored;
}
