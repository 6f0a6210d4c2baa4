import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { personById } from "#main/desk/people.ts";
import type { Timers } from "#main/desk/timers.ts";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import { SIMULATOR_OPEN_THREADS } from "./limits.ts";
import { PIPELINES } from "./plan/company.ts";
import { createSimulator, type OpenThread, type Simulator } from "./simulator.ts";
import { PACKS_OF_TEXTS } from "./texts/packs.ts";
import { channelIdOf } from "./make-company.ts";

/** The simulator of a demo desk: its mails go into the desk's own mailboxes. */
export function createDeskSimulator(
  context: DeskContext,
  { seed, timer }: { readonly seed: number; readonly timer: Timers },
): Simulator {
  return createSimulator({
    seed,
    clock: context.clock,
    timer,
    openThreads: () => openThreads(context),
    deliver: async (channel, raw) => {
      await ingestRaw(context, channelIdOf(channel), raw);
    },
    onError: (error) => context.log.warn("A simulated mail could not be delivered", { error }),
  });
}

async function openThreads(context: DeskContext): Promise<OpenThread[]> {
  const openStageIds = context.setup
    .pipelines()
    .flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open"))
    .map(({ id }) => id);
  const tickets = await context.store.tickets.find({
    selector: { stageId: { $in: openStageIds } },
    sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
    limit: SIMULATOR_OPEN_THREADS,
  });
  const threads: OpenThread[] = [];
  for (const ticket of tickets) {
    const thread = await threadOf(context, ticket);
    if (thread !== null) threads.push(thread);
  }
  return threads;
}

/** The ticket's own thread; null where its customer's language is not known or nobody wrote yet. */
async function threadOf({ store, setup }: DeskContext, ticket: Ticket): Promise<OpenThread | null> {
  const channel = PIPELINES.find(({ channel: name }) => channelIdOf(name) === ticket.channelId)?.channel;
  const language = PACKS_OF_TEXTS.find((pack) => ticket.tags.includes(pack.language))?.language;
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  const isOpen = pipeline !== null && stageOf(pipeline, ticket.stageId)?.kind === "open";
  if (
    channel === undefined ||
    language === undefined ||
    !isOpen ||
    ticket.originConversationId === null ||
    ticket.primaryContactId === null
  )
    return null;
  const contact = await personById(store.people, ticket.primaryContactId);
  const conversation = await store.conversations.get(ticket.originConversationId);
  const [last] = await store.messages.find({
    selector: { conversationId: ticket.originConversationId },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: 1,
  });
  if (contact === null || conversation === null || last === undefined || last.rfcMessageId === "") return null;
  return {
    channel,
    language,
    contact: { name: contact.name, address: contact.address },
    subject: conversation.subject,
    last: {
      messageId: last.rfcMessageId,
      references: last.references,
      dateEpochMs: last.atEpochMs,
      text: last.visibleText,
      writer: last.from.name === "" ? last.from.address : last.from.name,
      isFromDesk: last.direction === "outgoing",
    },
  };
}
