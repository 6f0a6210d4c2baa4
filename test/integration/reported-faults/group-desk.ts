import type { IngestResult } from "#shared/contract/channels.ts";
import { MessageId, TicketId, type ChannelId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { formatSubjectToken } from "#shared/rules/email-status/tokens.ts";
import { threadSigner } from "#main/desk/thread-signing.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** Where a mail came to be, in short: its ticket's number, whose it is, and why. */
export type Came = {
  readonly result: IngestResult;
  readonly message: Message;
  readonly ticketId: TicketId | null;
  readonly ticket: number | null;
  readonly contact: string | null;
  readonly verdict: string;
};

export type GroupDesk = {
  readonly desk: TestDesk;
  /** Header lines as they are; what a mail can't do without is added. */
  take(head: string, text?: string, channel?: "support" | "sales"): Promise<Came>;
  /** The addresses of the automatic mails that wait to be sent, in their order. */
  acknowledged(): Promise<string[]>;
  /** An answer from the ticket record, with what an answer to it is known by. */
  answer(came: Came, bcc?: string): Promise<{ readonly id: string; readonly subject: string }>;
};

/** Two channels, one with aliases at a domain of its own and at a provider of groups; a colleague with two addresses; whoever opens a ticket is told so. */
export async function openGroupDesk(): Promise<GroupDesk> {
  const desk = await openTestDesk();
  const { client, core } = desk;
  const { context } = core;
  const channel = async (name: string, address: string, aliases: string[]): Promise<ChannelId> =>
    (await client.channels.create({ name, address, aliases, pipelineId: SUPPORT })).id;
  const channels = {
    support: await channel("Support", "support@desk.example", ["hilfe@desk.example", "our-desk@googlegroups.com"]),
    sales: await channel("Sales", "sales@desk.example", []),
  };
  await client.users.create({ name: "Bea Blum", address: "bea@desk.example", otherAddresses: ["bea@home.example"] });
  const { id } = await client.gallery.add({ key: "ticket-received" });
  await client.workflows.update({ id, enabled: true });
  let count = 0;
  return {
    desk,
    async take(head, text = "Hello, it leaks.", name = "support") {
      desk.clock.nowEpochMs += 60_000;
      count += 1;
      const standing = {
        "Message-ID": `<m${count}@x.example>`,
        Subject: "Tent leaks",
        To: "support@desk.example",
        Date: new Date(desk.clock.nowEpochMs).toUTCString().replace("GMT", "+0000"),
        "Content-Type": "text/plain; charset=utf-8",
      };
      const added = Object.entries(standing).filter(([field]) => !new RegExp(`^${field}:`, "imu").test(head));
      const lines = [...head.split("\n"), ...added.map(([field, value]) => `${field}: ${value}`), "", text, ""];
      const params = { id: channels[name] };
      const result = await client.channels.ingest({ params, body: new Blob([lines.join("\r\n")]) });
      const message = await context.store.messages.get(MessageId.parse(result.messageId));
      if (message === null) throw new Error("The mail was not kept.");
      const ticketId = result.ticketId === null ? null : TicketId.parse(result.ticketId);
      const ticket = ticketId && (await context.store.tickets.get(ticketId));
      const contact = ticket?.primaryContactId ? await context.store.people.get(ticket.primaryContactId) : null;
      const { verdict } = message;
      return {
        result,
        message,
        ticketId,
        ticket: ticket?.number ?? null,
        contact: contact && `${contact.name} <${contact.address}>`,
        verdict:
          verdict?.kind === "no-change" ? `${verdict.rule} ${verdict.reason}` : `${verdict?.rule} ${verdict?.kind}`,
      };
    },
    async acknowledged() {
      const items = await context.store.outbox.find({ selector: { automatic: true } });
      const messages = await context.store.messages.getMany(items.map(({ messageId }) => messageId));
      return items
        .map(({ messageId }) => messages.get(messageId))
        .toSorted((a, b) => (a?.atEpochMs ?? 0) - (b?.atEpochMs ?? 0))
        .flatMap((message) => message?.to.map(({ address }) => address) ?? []);
    },
    async answer({ ticketId, ticket }, bcc) {
      if (ticketId === null || ticket === null) throw new Error("The mail has no ticket.");
      const copies = bcc === undefined ? [] : [{ name: "", address: bcc }];
      const mail = await client.tickets.reply({ id: ticketId, text: "Which size?", bcc: copies });
      return {
        id: mail.rfcMessageId,
        subject: `${mail.subject} ${formatSubjectToken(ticket, threadSigner(context.setup))}`,
      };
    },
  };
}
