import { afterEach, expect, test } from "vitest";
import { cutOffAt } from "../../support/cut-off.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

const HOUR_MS = 3_600_000;

let desk: TestDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

test.each([0, -HOUR_MS])(
  "[F13] what a crash kept from being told stands before what comes later, the clock set by %i ms meanwhile",
  async (byMs) => {
    desk = await openTestDesk();
    // Message, contact, conversation and ticket are written, the history is not.
    cutOffAt(desk.core.context.store, 4);
    await desk.receive({ messageId: "first@example.com" }).catch(() => undefined);
    desk.clock.nowEpochMs += byMs;
    desk = await desk.reopen();
    const { ticketId } = await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    const id = (await desk.client.tickets.list({ limit: 1 })).items[0]?.id;
    expect(id).toBe(ticketId);
    expect(id && (await desk.history(id))).toEqual([
      "channel: ticket.created",
      "channel: message.received (B1 new-conversation)",
      "channel: message.received (D2 customer-replied)",
      "D2: new → waiting-on-us",
    ]);
  },
);
