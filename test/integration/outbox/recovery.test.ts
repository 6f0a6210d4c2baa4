import { afterEach, expect, test } from "vitest";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import { OutgoingContent } from "#shared/contract/outgoing.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
afterEach(() => desk.close());

/** Its place in the outbox, without what differs from one writing to the next. */
function place({ state, notBeforeEpochMs, scheduled, basisStamp, authorId, automatic, createdAtEpochMs }: OutboxItem) {
  return { state, notBeforeEpochMs, scheduled, basisStamp, authorId, automatic, createdAtEpochMs };
}

test.each([
  ["an answer", {}, {}],
  ["one to be sent later", { sendAtEpochMs: Date.UTC(2026, 4, 5) }, {}],
  ["one written on an older screen", { basisStamp: "000000000-0000-a" }, {}],
  ["one of a demo's past", {}, { invented: true }],
])(
  "[F7] [H1] %s whose place in the outbox a crash cut off gets the same one at the next start",
  async (_what, content, options) => {
    desk = await openTestDesk();
    const id = await desk.newTicket();
    const { context } = desk.core;
    const owner = { user: context.setup.require("user", desk.core.owner()) };
    const input = OutgoingContent.parse({ text: "Which size?", ...content });
    const before = (await desk.client.tickets.open({ id })).activities.at(-1)?.stamp;
    let planned: OutboxItem | undefined;
    context.store.outbox.write = async (rows) => {
      planned ??= rows[0]?.next;
      throw new Error("cut off");
    };
    await expect(replyToTicket(context, owner, id, input, options)).rejects.toThrow("cut off");
    desk = await desk.reopen();
    if (!planned) throw new TypeError("It was to be queued.");
    const item = await desk.core.context.store.outbox.get(planned.id);
    expect(item && place(item)).toEqual(place(planned));
    expect([planned.id, planned.basisStamp]).toEqual([
      outboxItemIdOf(planned.messageId),
      "basisStamp" in content ? content.basisStamp : before,
    ]);
  },
);
