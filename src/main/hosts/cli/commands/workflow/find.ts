import { z } from "zod";
import type { DeskClient } from "#shared/contract/index.ts";
import type { HistoryOffer } from "#shared/contract/history-offers.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { TicketId } from "#shared/model/ids.ts";

const TICKET_NUMBER = /^#?(\d{1,15})$/u;

/** The workflow with this id or name, or the only one whose name begins so. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where several fit */
export async function findWorkflow(client: DeskClient, wanted: string): Promise<WorkflowView> {
  return oneOf("workflow", wanted, (await client.workflows.list({})).items);
}

/** @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where several fit */
export async function findPipeline(client: DeskClient, wanted: string): Promise<PipelineView> {
  return oneOf("pipeline", wanted, (await client.pipelines.list()).items);
}

/** The channel, of those whose history is offered. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where several fit */
export async function findHistoryOffer(client: DeskClient, wanted: string): Promise<HistoryOffer> {
  const { items } = await client.historyOffers.list();
  const named = items.map((offer) => ({ offer, id: offer.channelId, name: offer.channelName }));
  return oneOf("history-offer", wanted, named).offer;
}

function oneOf<Item extends { readonly id: string; readonly name: string }>(
  what: string,
  wanted: string,
  items: readonly Item[],
): Item {
  const exact = items.find(({ id }) => id === wanted);
  if (exact) return exact;
  const word = wanted.trim().toLowerCase();
  const named = items.filter(({ name }) => name.toLowerCase() === word);
  const found = named.length > 0 ? named : items.filter(({ name }) => name.toLowerCase().startsWith(word));
  const [first, ...others] = found;
  if (!first) throw notFound(what, wanted);
  if (others.length > 0)
    throw new PipedeskError("PD_INPUT_INVALID", `Several fit "${wanted}": name one by its id.`, {
      details: { issues: found.map(({ id, name }) => ({ path: id, message: name })) },
    });
  return first;
}

/** The ticket with this id or number (`17`, `#17`). @throws PD_DESK_NOT_FOUND */
export async function findTicket(client: DeskClient, wanted: string): Promise<TicketId> {
  const number = TICKET_NUMBER.exec(wanted)?.[1];
  if (number === undefined) return (await client.tickets.get({ id: z.string().pipe(TicketId).parse(wanted) })).id;
  // Numbers are words of the full text index; what else has the number in it stands behind or is left out.
  for (let offset = 0; ;) {
    const { items, hasMore } = await client.search.query({ q: number, kind: "ticket", offset, limit: 100 });
    const hit = items.find(({ ticketNumber }) => ticketNumber === Number(number));
    if (hit?.ticketId) return hit.ticketId;
    offset += items.length;
    if (!hasMore || items.length === 0) throw notFound("ticket", wanted);
  }
}

/** How people call a ticket; its id where it is gone. */
export function createTicketNames(client: DeskClient): (id: TicketId) => Promise<string> {
  const names = new Map<string, Promise<string>>();
  return (id) => {
    const known = names.get(id);
    if (known) return known;
    const name = client.tickets.get({ id }).then(
      ({ number, subject }) => `#${number} ${subject}`,
      () => id,
    );
    names.set(id, name);
    return name;
  };
}
