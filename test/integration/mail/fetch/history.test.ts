import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import { TicketId } from "#shared/model/ids.ts";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import { FETCHED, openFetchDesk, type FetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startImapServer, TEST_USER } from "../../../support/mail/imap-server.ts";
import { customerMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { DAY_MS, STAGES } from "../../../support/test-desk.ts";

const open = closeAfterEach();
const clientOf = ({ core }: FetchDesk): DeskClient =>
  createRouterClient(core.router, { context: { userId: core.owner() } });

/** A desk that knows the first mail of a ticket, and does not fetch yet. */
async function deskWithTicket(port: number): Promise<{ desk: FetchDesk; client: DeskClient; ticketId: TicketId }> {
  const desk = open(await openFetchDesk({ port, start: false }));
  const first = customerMail("Boots", { messageId: "first@example.com" });
  const { ticketId } = await ingestRaw(desk.core.context, FETCHED, Buffer.from(first));
  return { desk, client: clientOf(desk), ticketId: TicketId.parse(ticketId) };
}

test("[D6] an old reply that lay in the mailbox does not reopen a ticket that was closed since; a new one does", async () => {
  const imap = open(await startImapServer());
  const { desk, client, ticketId } = await deskWithTicket(imap.port);
  await client.tickets.move({ id: ticketId, stageId: STAGES.closed });
  const monthAgo = new Date(desk.time.clock.nowEpochMs() - 30 * DAY_MS);
  imap.deliver(
    "INBOX",
    customerMail("Re: Boots", { messageId: "old@example.com", inReplyTo: "first@example.com", date: monthAgo }),
  );
  desk.fetcher.start();
  await desk.received(2);
  await desk.state("connected");
  const old = await client.tickets.open({ id: ticketId });
  const told = old.activities.flatMap(({ body }) => (body.type === "message.received" ? [body.verdict] : []));
  imap.deliver(
    "INBOX",
    customerMail("Re: Boots again", { messageId: "new@example.com", inReplyTo: "first@example.com", date: monthAgo }),
  );
  await desk.received(3);
  await desk.state("connected");
  const now = await client.tickets.get({ id: ticketId });
  expect([old.ticket.stageId, told.at(-1), now.stageId, now.messageCount]).toEqual([
    STAGES.closed,
    { kind: "no-change", rule: "D6", reason: "overtaken" },
    STAGES.new,
    3,
  ]);
});

test("the history of a mailbox takes its own dates, what arrives takes the time at which it arrives", async () => {
  const imap = open(await startImapServer());
  const date = new Date("2026-03-01T10:00:00Z");
  imap.deliver("INBOX", customerMail("History", { date }));
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.received(1);
  await desk.state("connected");
  const before = desk.fetcher.health().lastMessageAtEpochMs;
  imap.deliver("INBOX", customerMail("News", { date }));
  await desk.received(2);
  await desk.state("connected");
  const nowEpochMs = desk.time.clock.nowEpochMs();
  const times = Object.fromEntries((await desk.messages()).map(({ subject, atEpochMs }) => [subject, atEpochMs]));
  expect([times, before, desk.fetcher.health().lastMessageAtEpochMs]).toEqual([
    { History: date.getTime(), News: nowEpochMs },
    date.getTime(),
    nowEpochMs,
  ]);
});

test("[H4] the desk's own mail that comes back, whatever a list made of it, is the message that was sent", async () => {
  const imap = open(await startImapServer());
  const { desk, client, ticketId } = await deskWithTicket(imap.port);
  const answer = await client.tickets.reply({ id: ticketId, text: "Please send a photo." });
  const copy = (messageId: string, subject: string) =>
    customerMail(subject, {
      from: TEST_USER,
      to: "list@lists.example",
      messageId,
      text: "Please send a photo.\n-- \nThe list",
    });
  imap.deliver("INBOX", copy(answer.rfcMessageId, "[list] Re: Boots"));
  // In our form and name, and not signed by us: somebody else's mail, which is kept.
  imap.deliver("INBOX", copy(answer.rfcMessageId.replace(/\.[0-9a-f]{20}@/u, `.${"0".repeat(20)}@`), "Forged"));
  imap.deliver("INBOX", customerMail("Behind"));
  desk.fetcher.start();
  await desk.until(async () => ((await desk.subjects()).includes("Behind") ? true : null));
  const { store } = desk.core.context;
  const all = await store.messages.find({ selector: {} });
  expect([
    all.filter(({ rfcMessageId }) => rfcMessageId === answer.rfcMessageId).map(({ id, direction }) => [id, direction]),
    all.map(({ subject }) => subject).toSorted(),
    (await client.tickets.get({ id: ticketId })).messageCount,
  ]).toEqual([[[answer.id, "outgoing"]], ["Behind", "Boots", "Forged", answer.subject].toSorted(), 2]);
});
