/**
 * Makes the demo desk: plays the script of half a year through the same commands that people and mailboxes use, with the clock of the
 * script. So the desk is what it would be had all of it happened: numbers, automations, activities, search.
 *
 * Mails wait in a batch until an agent does something on the ticket of one of them: between two tickets the order does not matter.
 */
import { setImmediate } from "node:timers/promises";
import { OutgoingContent } from "#shared/contract/outgoing.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { addNote } from "#main/desk/commands/add-note.ts";
import { createTicket } from "#main/desk/commands/create-ticket.ts";
import { moveTicket } from "#main/desk/commands/move-ticket.ts";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import { markTicketRead, updateTicket } from "#main/desk/commands/update-ticket.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { ingestMails, prepareMails } from "#main/mail/ingest/ingest.ts";
import type { IncomingMail } from "#main/mail/ingest/incoming-mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { writeMail } from "./mail/write-mail.ts";
import { DEMO_SPAN_MS, DAY_MS } from "./plan/calendar.ts";
import type { AgentKey } from "./plan/company.ts";
import { isMessage, type DemoChanges, type DemoEvent } from "./plan/demo-event.ts";
import { countMessages, planDemo, type DemoPlanOptions } from "./plan/plan-demo.ts";
import type { DemoChannel } from "./texts/text-pack.ts";
import { channelIdOf, makeCompany, pipelineIdOf, stageIdOf, userIdOf } from "./make-company.ts";

export type DemoRequest = DemoPlanOptions & {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Messages so far and in all. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
};

/** Mails that are taken in at once: enough to share the cost of a write, few enough to keep the desk answering. */
const MAX_WAITING_MAILS = 60;

type Sent = { readonly messageId: string; readonly references: readonly string[]; readonly dateEpochMs: number };
type KnownTicket = { readonly id: TicketId; readonly channel: DemoChannel };
type WaitingMail = { readonly incoming: IncomingMail; readonly ticket: string | null; readonly channel: DemoChannel };

/** Throws what the commands throw; AbortError where `signal` says stop, and what was played until then stays. */
export async function makeDemoDesk(desk: DeskContext, request: DemoRequest): Promise<void> {
  const events = planDemo(request.seed, request);
  await makeCompany(desk, request.endEpochMs - DEMO_SPAN_MS - DAY_MS);
  await desk.store.withoutFlushes(() => playAll(desk, events, request));
}

async function playAll(
  desk: DeskContext,
  events: readonly DemoEvent[],
  { seed, signal, onProgress }: DemoRequest,
): Promise<void> {
  const total = countMessages(events);
  const player = createPlayer(desk, seed);
  let done = 0;
  for (const event of events) {
    signal?.throwIfAborted();
    await player.play(event);
    if (!isMessage(event)) continue;
    done += 1;
    if (done % MAX_WAITING_MAILS !== 0) continue;
    onProgress?.({ done, total });
    // The store answers without waiting; without this pause nobody else on this thread would get a turn.
    await setImmediate();
  }
  await player.finish();
  onProgress?.({ done, total });
}

function createPlayer(desk: DeskContext, seed: number) {
  let nowEpochMs = 0;
  const context: DeskContext = {
    ...desk,
    clock: { nowEpochMs: () => nowEpochMs },
  };
  const sent = new Map<string, Sent>();
  const tickets = new Map<string, KnownTicket>();
  let waiting: WaitingMail[] = [];

  const takeIn = async () => {
    const mails = waiting;
    waiting = [];
    const prepared = await prepareMails(
      context,
      mails.map(({ incoming }) => incoming),
    );
    const results = await ingestMails(context, prepared);
    for (const [index, { ticketId }] of results.entries()) {
      const mail = mails[index];
      if (mail === undefined || mail.ticket === null || tickets.has(mail.ticket)) continue;
      if (ticketId === null)
        throw new PipedeskError("PD_INTERNAL", `The demo's ticket ${mail.ticket} did not come into being.`);
      // The ids of the contract are plain texts; this one comes from the desk itself.
      tickets.set(mail.ticket, { id: ticketId as TicketId, channel: mail.channel });
    }
  };

  const receive = async ({ key, ticket, mail, atEpochMs }: Extract<DemoEvent, { type: "mail" }>) => {
    const channelId = channelIdOf(mail.channel);
    const channel = context.setup.require("channel", channelId);
    const parent = mail.parent === null ? null : knownOf(sent, mail.parent);
    const messageId = `${key}.${seed}@${mail.from.address.slice(mail.from.address.lastIndexOf("@") + 1)}`;
    sent.set(key, {
      messageId,
      references: parent === null ? [] : [...parent.references, parent.messageId],
      dateEpochMs: atEpochMs,
    });
    const raw = writeMail(mail, { messageId, parent }, atEpochMs);
    const read = await parseMail(raw, { ownAddresses: Array.from(ownAddressesOf(context.setup)) });
    waiting.push({
      incoming: { raw, read, channel, cause: { kind: "channel", channelId }, atEpochMs },
      ticket,
      channel: mail.channel,
    });
    if (waiting.length >= MAX_WAITING_MAILS) await takeIn();
  };

  const act = async (event: Exclude<DemoEvent, { type: "mail" }>) => {
    if (waiting.some(({ ticket }) => ticket === event.ticket)) await takeIn();
    const actor = actorOf(context, event.agent);
    if (event.type === "create") {
      const { id } = await createTicket(context, actor, {
        subject: event.subject,
        pipelineId: pipelineIdOf(event.channel),
        priority: null,
        ownerId: null,
        tags: [],
        contactAddress: event.contact.address,
        contactName: event.contact.name,
        note: event.note,
      });
      tickets.set(event.ticket, { id, channel: event.channel });
      return;
    }
    const { id, channel } = knownOf(tickets, event.ticket);
    switch (event.type) {
      case "reply": {
        const { rfcMessageId, references } = await replyToTicket(
          context,
          actor,
          id,
          OutgoingContent.parse({ text: event.text }),
          { invented: true },
        );
        sent.set(event.key, { messageId: rfcMessageId, references, dateEpochMs: event.atEpochMs });
        return;
      }
      case "note":
        await addNote(context, actor, id, event.text);
        return;
      case "edit":
        await updateTicket(context, actor, id, changesOf(event.changes));
        return;
      case "move":
        await moveTicket(context, actor, { id, stageId: stageIdOf(channel, event.stage) });
        return;
      case "read":
        await markTicketRead(context, actor, id);
    }
  };

  return {
    async play(event: DemoEvent): Promise<void> {
      nowEpochMs = event.atEpochMs;
      await (event.type === "mail" ? receive(event) : act(event));
    },
    finish: takeIn,
  };
}

function changesOf({ owner, ...changes }: DemoChanges) {
  return { ...changes, tags: [...(changes.tags ?? [])], ...(owner === undefined ? {} : { ownerId: userIdOf(owner) }) };
}

function actorOf({ setup }: DeskContext, agent: AgentKey): Actor {
  return { user: setup.require("user", userIdOf(agent)) };
}

function knownOf<Value>(known: ReadonlyMap<string, Value>, name: string): Value {
  const value = known.get(name);
  if (value === undefined)
    throw new PipedeskError("PD_INTERNAL", `The demo's plan speaks of "${name}" before it happened.`);
  return value;
}
