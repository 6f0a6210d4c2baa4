import { afterEach, beforeEach, expect, test } from "vitest";
import type { IngestResult } from "#shared/contract/channels.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { INBOUND, openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let sales: ChannelId;
beforeEach(async () => {
  desk = await openTestDesk();
  const channel = await desk.client.channels.create({
    name: "Sales",
    address: "sales@desk.example",
    pipelineId: SUPPORT,
  });
  sales = channel.id;
});
afterEach(() => desk.close());

type Mail = { id?: string; from?: string; subject?: string; text?: string; date?: string; extra?: string };

const TEXT = "The stove does not light any more since the weekend, whatever we try with it.";

function take(channelId: ChannelId, mail: Mail = {}): Promise<IngestResult> {
  const { id = "one@c.example", from = "Hugo <hugo@h.example>", subject = "Both of you", text = TEXT } = mail;
  const date = mail.date ?? "Fri, 1 May 2026 10:00:00 +0200";
  desk.clock.nowEpochMs += 60_000;
  return desk.client.channels.ingest({
    params: { id: channelId },
    body: new Blob([
      `${mail.extra ?? ""}From: ${from}\r\nTo: help@desk.example, sales@desk.example\r\nSubject: ${subject}\r\nDate: ${date}\r\n` +
        `Message-ID: <${id}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
    ]),
  });
}

const messageCount = async () => (await desk.core.context.store.messages.find({ selector: {} })).length;

test.each<[string, Mail]>([
  ["as it is", {}],
  ["by another way", { extra: "Received: from mx.example\r\nDelivered-To: sales@desk.example\r\n" }],
  ["with a gateway's tag", { subject: "[EXT] Both of you" }],
  ["with a gateway's banner", { text: `CAUTION: this mail came from outside.\r\n\r\n${TEXT}` }],
  ["with a list's footer", { text: `${TEXT}\r\n___\r\nSales list\r\nhttps://lists.example` }],
])("[D8] [H4] one mail through two channels is one message, which remembers both: %s", async (_how, copy) => {
  const first = await take(INBOUND);
  const second = await take(sales, copy);
  const third = await take(sales, copy);
  expect([second, third].map(({ status, messageId }) => [status, messageId])).toEqual([
    ["duplicate", first.messageId],
    ["duplicate", first.messageId],
  ]);
  const [message, ...others] = await desk.core.context.store.messages.find({ selector: {} });
  expect([message?.channelId, message?.alsoChannelIds, others]).toEqual([INBOUND, [sales], []]);
});

test.each<[string, Mail]>([
  ["somebody else wrote it", { from: "Bob <bob@b.example>" }],
  ["somebody else wrote something else", { from: "Bob <bob@b.example>", text: "Quite another thing." }],
])("[D8] [D9] the same Message-ID is another mail with a ticket of its own: %s", async (_what, other) => {
  const first = await take(INBOUND);
  const second = await take(INBOUND, other);
  expect([second.status, second.ticketId === null, second.ticketId === first.ticketId]).toEqual([
    "imported",
    false,
    false,
  ]);
  // And it comes in once as well.
  expect([(await take(INBOUND, other)).status, await messageCount()]).toEqual(["duplicate", 2]);
});

test.each<[string, Mail]>([
  ["another text", { text: "Quite another thing." }],
  ["more of it, later", { text: `${TEXT} And now the lamp too.`, date: "Fri, 1 May 2026 11:00:00 +0200" }],
  ["another subject", { subject: "The lamp" }],
])("[H4] nothing of one who gives all mails one Message-ID is lost: %s", async (_what, other) => {
  await take(INBOUND);
  expect([(await take(INBOUND, other)).status, await messageCount()]).toEqual(["imported", 2]);
});

test("[D8] a mail without a Message-ID is known by its bytes, whichever channel brings it", async () => {
  const body = () => new Blob(["From: Hugo <hugo@h.example>\r\nSubject: Bare\r\n\r\nHello\r\n"]);
  const first = await desk.client.channels.ingest({ params: { id: INBOUND }, body: body() });
  const second = await desk.client.channels.ingest({ params: { id: sales }, body: body() });
  expect([second.status, second.messageId]).toEqual(["duplicate", first.messageId]);
});
