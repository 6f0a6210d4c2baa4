import type { PersonId, PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import type {
  ContactView,
  ConversationView,
  MessageView,
  TicketCard,
  TicketView,
  ActivityView,
} from "#shared/contract/views.ts";
import type { ReadContext } from "../read-context.ts";
import { requireTicket } from "./require-ticket.ts";
import { findPage } from "./find-page.ts";
import { WORKED_ON } from "./worked-on.ts";
import { peopleByIds, personById, ticketContactIds } from "../people.ts";
import { encodeCursor, type Page } from "./paging.ts";
import { contactViewOf, conversationViewsOf, messageViewsOf, ticketCardsOf, ticketViewOf, viewOf } from "./views.ts";

const SORTED_BY = "lastActivityAtEpochMs";

type Paging = { readonly cursor?: string | undefined; readonly limit: number };

export async function listTickets(
  context: ReadContext,
  input: Paging & {
    readonly pipelineId?: PipelineId | undefined;
    readonly stageId?: StageId | undefined;
    readonly contactId?: PersonId | undefined;
    readonly after?: { readonly atEpochMs: number; readonly id: TicketId } | undefined;
  },
): Promise<Page<TicketCard>> {
  const { after } = input;
  const pipelineId = input.pipelineId ?? pipelineOfStage(context, input.stageId);
  const page = await findPage(context.store.tickets, {
    selector: {
      ...(pipelineId ? { pipelineId } : {}),
      ...(input.stageId ? { stageId: input.stageId } : {}),
      ...(await ofContact(context, input.contactId)),
      ...WORKED_ON,
    },
    sortBy: SORTED_BY,
    direction: "desc",
    limit: input.limit,
    cursor: after ? encodeCursor({ sortBy: SORTED_BY, key: after.atEpochMs, id: after.id }) : input.cursor,
  });
  return { items: await ticketCardsOf(context.store, page.items), nextCursor: page.nextCursor };
}

/** Also what those had who were merged into the contact. */
async function ofContact(
  { store }: ReadContext,
  id: PersonId | undefined,
): Promise<{ primaryContactId?: PersonId | { $in: PersonId[] } }> {
  if (id === undefined) return {};
  const contact = await personById(store.people, id);
  const ids = contact ? ticketContactIds(contact) : [id];
  return { primaryContactId: ids.length > 1 ? { $in: ids } : (ids[0] ?? id) };
}

/** The index over stages begins with the pipeline. */
function pipelineOfStage(context: ReadContext, stageId: StageId | undefined): PipelineId | undefined {
  if (!stageId) return undefined;
  return context.setup.pipelines().find(({ stages }) => stages.some(({ id }) => id === stageId))?.id;
}

export type TicketRecord = {
  ticket: TicketView;
  contacts: ContactView[];
  conversations: ConversationView[];
  messages: MessageView[];
  activities: ActivityView[];
};

/** Everything the ticket view shows, oldest first. */
export async function openTicket(context: ReadContext, id: TicketId): Promise<TicketRecord> {
  const { store } = context;
  const ticket = await requireTicket(context, id);
  const [people, conversations, messages, activities] = await Promise.all([
    peopleByIds(store.people, ticket.contactIds),
    store.conversations.find({ selector: { ticketId: id } }),
    store.messages.find({ selector: { ticketId: id }, sort: [{ atEpochMs: "asc" }, { id: "asc" }] }),
    store.activities.find({ selector: { ticketId: id }, sort: [{ stamp: "asc" }, { id: "asc" }] }),
  ]);
  return {
    ticket: ticketViewOf(ticket),
    contacts: people.map(contactViewOf),
    conversations: await conversationViewsOf(store, conversations),
    messages: await messageViewsOf(store, messages),
    activities: activities.map((activity) => viewOf(activity)),
  };
}

export async function listActivities(
  context: ReadContext,
  input: Paging & { readonly ticketId?: TicketId | undefined; readonly order: "oldest-first" | "newest-first" },
): Promise<Page<ActivityView>> {
  if (input.ticketId) await requireTicket(context, input.ticketId);
  const page = await findPage(context.store.activities, {
    selector: input.ticketId ? { ticketId: input.ticketId } : {},
    sortBy: input.ticketId ? "stamp" : "atEpochMs",
    direction: input.order === "oldest-first" ? "asc" : "desc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: page.items.map((activity) => viewOf(activity)), nextCursor: page.nextCursor };
}
