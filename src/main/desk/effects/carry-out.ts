import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { Effect } from "#shared/model/effect.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Batch } from "../work.ts";
import type { DeskContext } from "../context.ts";
import { applyMessage } from "../messages/apply-message.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { draftOf, type ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { mergeTickets } from "./merge-tickets.ts";
import { noteTurn } from "./turns.ts";

/**
 * Does what an event makes beside its ticket, which is written by now. Done again after a crash, it finds what is there and leaves it.
 * @returns whether there is something in the batch to be written.
 */
export async function carryOutEffect(
  context: DeskContext,
  batch: Batch,
  ticketId: TicketId,
  event: TicketEvent,
  effect: Effect,
): Promise<boolean> {
  const origin: ChangeOrigin = {
    atEpochMs: event.atEpochMs,
    cause: event.cause,
    depth: event.depth,
    ...(event.chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs: event.chainStartedAtEpochMs }),
    derivedFrom: [event.id, effect.kind],
    nextStamp: () => context.nextStamp(),
  };
  switch (effect.kind) {
    case "message": {
      const { message } = effect;
      if (await batch.messages.get(message.id)) return false;
      if (message.settled) batch.messages.put(message);
      else await applyMessage(context, batch, message, { cause: event.cause, isRepetition: false });
      return true;
    }
    case "inbox-item":
      if (await batch.inboxItems.get(effect.item.id)) return false;
      batch.inboxItems.put(effect.item);
      return true;
    case "webhook":
      await context.store.webhookRequests.insertMissing([effect.request]);
      return false;
    case "new-ticket":
      return makeTicket(context, batch, ticketId, effect, origin);
    case "link":
      return link(batch, effect.ticketId, { ticketId, relation: effect.relation }, origin);
    case "turn":
      await noteTurn(context, effect, event);
      return false;
    case "merge":
      return mergeTickets(context, batch, ticketId, effect.intoTicketId, origin);
    default:
      return assertNever(effect);
  }
}

async function makeTicket(
  context: DeskContext,
  batch: Batch,
  fromTicketId: TicketId,
  effect: Extract<Effect, { kind: "new-ticket" }>,
  origin: ChangeOrigin,
): Promise<boolean> {
  if (await batch.tickets.get(effect.ticketId)) return false;
  const { kind: _kind, ticketId, pipelineId, linked, ...values } = effect;
  const draft = newTicketDraft(
    {
      ...values,
      id: ticketId,
      number: context.nextTicketNumber(),
      pipeline: context.setup.require("pipeline", pipelineId),
      source: "manual",
      originConversationId: null,
    },
    origin,
  );
  // Not as the one that follows it: answers to the first must not end up on this one (D10).
  if (linked) {
    draft.set({ links: [{ ticketId: fromTicketId, relation: "related" }] });
    draft.emit({ type: "ticket.linked", ticketId: fromTicketId, relation: "related" });
  }
  await batch.change(draft);
  return true;
}

/** One half of a link, where it is not there yet. */
async function link(
  batch: Batch,
  ticketId: TicketId,
  half: { readonly ticketId: TicketId; readonly relation: "follows" | "followed-by" | "related" },
  origin: ChangeOrigin,
): Promise<boolean> {
  const ticket = await batch.tickets.get(ticketId);
  if (!ticket || ticket.links.some((one) => one.ticketId === half.ticketId)) return false;
  const draft = draftOf(ticket, origin);
  draft.set({ links: [...ticket.links, half] });
  draft.emit({ type: "ticket.linked", ...half });
  await batch.change(draft);
  return true;
}
