import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
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

/** As the desk's own group passes it on: it puts itself into From. */
const THROUGH_GROUP: Mail = {
  from: "'Hugo' via Sales <sales@desk.example>",
  extra:
    "Reply-To: Hugo <hugo@h.example>\r\nX-Original-From: Hugo <hugo@h.example>\r\nList-ID: <sales.desk.example>\r\nPrecedence: list\r\n",
};

const messageCount = async () => (await desk.core.context.store.messages.find({ selector: {} })).length;

test.each<[string, Mail]>([
  ["as it is", {}],
  ["by another way", { extra: "Received: from mx.example\r\nDelivered-To: sales@desk.example\r\n" }],
  ["with a gateway's tag", { subject: "[EXT] Both of you" }],
  ["with a gateway's banner", { text: `CAUTION: this mail came from outside.\r\n\r\n${TEXT}` }],
  ["through the desk's own group", THROUGH_GROUP],
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

test("[D8] what came through the desk's own group first is known when it comes straight", async () => {
  const first = await take(sales, THROUGH_GROUP);
  const second = await take(INBOUND);
  expect([second.status, second.messageId, await messageCount()]).toEqual(["duplicate", first.messageId, 1]);
});

test("[D8] copies that come in one go are one mail too", async () => {
  const copy = (subject: string) =>
    `From x@h.example Fri May  1 10:00:00 2026\nFrom: Hugo <hugo@h.example>\nTo: help@desk.example\nSubject: ${subject}\n` +
    `Date: Fri, 1 May 2026 10:00:00 +0200\nMessage-ID: <one@c.example>\n\n${TEXT}\n\n`;
  const path = join(desk.dataDir, "..", `copies-${process.pid}.mbox`);
  onTestFinished(() => rm(path, { force: true }));
  await writeFile(path, `${copy("Both of you")}${copy("[EXT] Both of you")}`);
  const statuses: string[] = [];
  for await (const { status } of desk.core.importMail({ paths: [path], ownAddresses: [] })) statuses.push(status);
  expect([statuses, await messageCount()]).toEqual([["imported", "duplicate"], 1]);
});

test("[D8] [H4] a mail without a Message-ID is known by what it says and when, whichever way it came", async () => {
  const body = (trace: string, date: string) =>
    new Blob([`${trace}From: Hugo <hugo@h.example>\r\nSubject: Bare\r\nDate: ${date}\r\n\r\nHello\r\n`]);
  const handIn = (id: ChannelId, trace: string, date = "Fri, 1 May 2026 10:00:00 +0200") =>
    desk.client.channels.ingest({ params: { id }, body: body(trace, date) });
  const first = await handIn(INBOUND, "Received: from one.example\r\nDelivered-To: help@desk.example\r\n");
  const second = await handIn(sales, "Received: from two.example\r\nDelivered-To: sales@desk.example\r\n");
  const later = await handIn(sales, "", "Sat, 2 May 2026 10:00:00 +0200");
  expect([second.status, second.messageId, later.status]).toEqual(["duplicate", first.messageId, "imported"]);
});

test("[D8] a mail with neither a Message-ID nor a date is known by its bytes, whichever channel brings it", async () => {
  const body = () => new Blob(["From: Hugo <hugo@h.example>\r\nSubject: Bare\r\n\r\nHello\r\n"]);
  const first = await desk.client.channels.ingest({ params: { id: INBOUND }, body: body() });
  const second = await desk.client.channels.ingest({ params: { id: sales }, body: body() });
  expect([second.status, second.messageId]).toEqual(["duplicate", first.messageId]);
});
