import { expect, test } from "vitest";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { INBOUND, openTestDesk } from "../../support/test-desk.ts";

test("documents of an earlier program get what came after it, once", async () => {
  const first = await openTestDesk();
  const id = await first.newTicket();
  await first.client.tickets.reply({ id, text: "We are on it." });
  const { store } = first.core.context;
  const strip = (document: object, names: readonly string[]) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
  const [item] = await store.outbox.find({ selector: {} });
  const [channel] = await store.setup.find({ selector: { id: INBOUND } });
  if (!item || !channel) throw new Error("The desk has neither.");
  const kept = ["id", "kind", "messageId", "ticketId", "channelId", "createdAtEpochMs", "state"];
  const old = strip(
    item,
    Object.keys(item).filter((name) => !kept.includes(name) && !name.startsWith("_")),
  );
  await store.outbox.write([{ previous: item, next: old as unknown as OutboxItem }]);
  await store.setup.write([{ previous: channel, next: strip(channel, ["mailbox"]) as unknown as typeof channel }]);

  const second = await first.reopen();
  const [delivery] = (await second.client.outbox.list({})).items;
  expect(delivery).toMatchObject({ state: "queued", attempts: 0, scheduled: false, returned: [] });
  expect((await second.client.channels.list()).items.map(({ mailbox }) => mailbox)).toEqual([null, null]);
  const revision = async () => (await second.core.context.store.outbox.find({ selector: {} }))[0]?._rev;
  const before = await revision();
  const third = await second.reopen();
  expect((await third.core.context.store.outbox.find({ selector: {} }))[0]?._rev).toBe(before);
  await third.close();
});
