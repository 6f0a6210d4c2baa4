import { expect, test } from "vitest";
import { templateWorkflowId } from "#main/desk/defaults.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT } from "../../support/test-desk.ts";

const MOVE = [{ id: "set-status", type: "move-stage", stageId: STAGES.waitingOnUs }];

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
  const [workflow] = await store.setup.find({ selector: { id: templateWorkflowId(SUPPORT, "D2") } });
  if (workflow?.kind !== "workflow") throw new Error("The desk has its templates.");
  const one = { version: 1, triggers: [{ type: "customer-replied" }], reenrolment: "every-time", steps: MOVE };
  await store.setup.write([
    { previous: workflow, next: { ...workflow, definition: one } as unknown as typeof workflow },
  ]);

  const second = await first.reopen();
  expect((await second.client.workflows.get({ id: workflow.id })).definition).toEqual(workflow.definition);
  await second.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
  expect((await second.ticket(id)).stageId).toBe(STAGES.waitingOnUs);
  const [delivery] = (await second.client.outbox.list({})).items;
  expect(delivery).toMatchObject({ state: "queued", attempts: 0, scheduled: false, returned: [] });
  expect((await second.client.channels.list()).items.map(({ mailbox }) => mailbox)).toEqual([null, null]);
  const revision = async () => (await second.core.context.store.outbox.find({ selector: {} }))[0]?._rev;
  const before = await revision();
  const third = await second.reopen();
  expect((await third.core.context.store.outbox.find({ selector: {} }))[0]?._rev).toBe(before);
  await third.close();
});
