import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { IngestResult } from "#shared/contract/channels.ts";
import { TicketId, type ChannelId } from "#shared/model/ids.ts";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

/** Mails over which other products stumbled: whether they make a ticket, whose it is, and what an answer does to it. */
const FILES = [
  "feedback-id-personal",
  "form-fixed-sender-contact",
  "forward-by-colleague",
  "forward-from-own-address",
  "fwd-opened-ticket-reopens",
  "google-group-as-support-address",
  "in-reply-to-encoded-word",
  "list-unsubscribe-transactional",
  "plus-address-reopens",
  "return-path-empty",
  "same-id-other-customer",
  "second-address-reopens",
  "subject-autoresponder-question",
  "two-channels-late-copy",
  "x-auto-response-suppress-human",
] as const;
const FOLDER = join(import.meta.dirname, "../../fixtures/reported-faults/mail");

type Step =
  | { readonly mail: string; readonly channel: string }
  | { readonly answerFromTheTicket: string }
  | { readonly closeAndMarkRead: true };
type Fault = {
  readonly report: string;
  readonly desk: { readonly channels: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
  readonly expect: {
    readonly ticket?: boolean;
    readonly contact?: string;
    readonly open?: boolean;
    /** The last mail is in the ticket of this one, or is not. */
    readonly same?: number;
    readonly notsame?: number;
    /** Of the first mail's ticket. */
    readonly messages?: number;
  };
};

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk({ start: false });
});
afterEach(() => desk.close());

async function play({ desk: { channels }, steps }: Fault): Promise<IngestResult[]> {
  const ids = new Map<string, ChannelId>();
  for (const [name, [address = "", ...aliases]] of Object.entries(channels))
    ids.set(name, (await desk.client.channels.create({ name, address, aliases, pipelineId: SUPPORT })).id);
  const results: IngestResult[] = [];
  for (const step of steps) {
    await desk.time.advance(60_000);
    if ("mail" in step) {
      const channel = ids.get(step.channel);
      if (!channel) throw new Error(`No channel ${step.channel}`);
      results.push(await ingestRaw(desk.core.context, channel, readFileSync(join(FOLDER, step.mail))));
      continue;
    }
    const id = ticketOf(results[0]);
    if ("answerFromTheTicket" in step) await desk.client.tickets.reply({ id, text: step.answerFromTheTicket });
    else {
      await desk.client.tickets.move({ id, stageId: STAGES.closed });
      await desk.client.tickets.markRead({ id });
    }
  }
  return results;
}

function ticketOf(result: IngestResult | undefined): TicketId {
  if (!result?.ticketId) throw new Error("The mail has no ticket.");
  return TicketId.parse(result.ticketId);
}

async function recordOf(result: IngestResult | undefined) {
  const { store } = desk.core.context;
  const id = ticketOf(result);
  const ticket = await store.tickets.get(id);
  const contact = ticket?.primaryContactId ? await store.people.get(ticket.primaryContactId) : null;
  return { ticket, contact, messages: await store.messages.find({ selector: { ticketId: id } }) };
}

test.each(FILES)("[D7] [D8] [D8b] [D9] %s", async (name) => {
  const fault = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as Fault;
  const results = await play(fault);
  const last = results.at(-1);
  const seen: Record<string, unknown> = {};
  for (const key of Object.keys(fault.expect) as (keyof Fault["expect"])[]) {
    if (key === "ticket") seen[key] = last?.ticketId !== null;
    else if (key === "same" || key === "notsame")
      seen[key] =
        (last?.ticketId === results[fault.expect[key] ?? 0]?.ticketId) === (key === "same") ? fault.expect[key] : null;
    else {
      const { ticket, contact, messages } = await recordOf(last);
      if (key === "contact") seen[key] = contact?.address;
      else if (key === "open") seen[key] = ticket?.closedAtEpochMs === null;
      else seen[key] = messages.length;
    }
  }
  expect(seen).toEqual(fault.expect);
});
