import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import type { Actor } from "#main/desk/context.ts";
import { OutgoingContent, type OutgoingContentInput } from "#shared/contract/outgoing.ts";
import { OutboxItemId, type TicketId, UserId } from "#shared/model/ids.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

const DRAFT = "d_0198f0a1b2c00123456789abcdef012345678";

let desk: TestDesk;
let id: TicketId;
beforeEach(async () => {
  desk = await openTestDesk();
  id = await desk.newTicket();
});
afterEach(() => desk.close());

async function written(): Promise<string[]> {
  const record = await desk.client.tickets.open({ id });
  return record.messages.filter(({ direction }) => direction !== "incoming").map(({ visibleText }) => visibleText);
}
const waiting = async () => (await desk.client.outbox.list({})).items.length;

describe("[H1c] a draft that is handed in again", () => {
  test("answers with the one mail that it became, from however many windows at once", async () => {
    const mail = { id, text: "Which size?", draftId: DRAFT };
    const answers = await Promise.all([1, 2, 3].map(() => desk.client.tickets.reply(mail)));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect([await written(), await waiting()]).toEqual([["Which size?"], 1]);
    expect((await desk.client.tickets.get({ id })).messageCount).toBe(2);
  });

  test("is refused where it says other words by now, and nothing is written", async () => {
    await desk.client.tickets.reply({ id, text: "Which size?", draftId: DRAFT });
    const others: Partial<OutgoingContentInput>[] = [
      { text: "Which size, please?" },
      { html: "<p><b>Which</b> size?</p>" },
      { to: [{ address: "other@example.com" }] },
      { cc: [{ address: "boss@example.com" }] },
      { subject: "Sizes" },
    ];
    for (const other of others) {
      const again = desk.client.tickets.reply({ id, text: "Which size?", draftId: DRAFT, ...other });
      await expect(again).rejects.toMatchObject({ code: "PD_DRAFT_SENT" });
    }
    expect([await written(), await waiting()]).toEqual([["Which size?"], 1]);
  });

  test("stays taken back where it was taken back meanwhile", async () => {
    const mail = { id, text: "Which size?", draftId: DRAFT };
    const first = await desk.client.tickets.reply(mail);
    await desk.client.outbox.cancel({ id: OutboxItemId.parse(first.delivery?.id) });
    expect((await desk.client.tickets.reply(mail)).delivery?.state).toBe("cancelled");
    expect(await waiting()).toBe(1);
  });

  test("with a chosen time that has passed meanwhile is the mail that was in time", async () => {
    const mail = { id, text: "Tomorrow.", draftId: DRAFT, sendAtEpochMs: desk.clock.nowEpochMs + 60_000 };
    const first = await desk.client.tickets.reply(mail);
    desk.clock.nowEpochMs += 120_000;
    expect((await desk.client.tickets.reply(mail)).id).toBe(first.id);
  });

  test("is another draft under another name, and another person's under the same", async () => {
    const owner: Actor = { user: desk.core.context.setup.require("user", desk.core.owner()) };
    await desk.as([]);
    const other: Actor = { user: desk.core.context.setup.require("user", UserId.parse("user-agent")) };
    const reply = (actor: Actor, draftId: string) =>
      replyToTicket(desk.core.context, actor, id, { ...OutgoingContent.parse({ text: "Yes.", draftId }) });
    const ids = [await reply(owner, DRAFT), await reply(owner, `${DRAFT}9`), await reply(other, DRAFT)].map(
      (message) => message.id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  test("is one note, one new mail, one forward, one mail from the contact record, one ticket", async () => {
    const { tickets, messages, contacts } = desk.client;
    const record = await tickets.open({ id });
    const [mail] = record.messages;
    const [contact] = record.contacts;
    if (mail === undefined || contact === undefined) throw new TypeError("The ticket has a mail of a contact.");
    const pipelineId = record.ticket.pipelineId;
    const once = {
      note: () => tickets.addNote({ id, text: "Call her.", draftId: `${DRAFT}-note` }),
      mail: () => tickets.compose({ id, text: "New thread.", draftId: `${DRAFT}-mail` }),
      forward: () =>
        messages.forward({ id: mail.id, to: [{ address: "x@example.com" }], text: "See.", draftId: `${DRAFT}-fwd` }),
      contact: () => contacts.compose({ id: contact.id, subject: "Hi", text: "Hi.", draftId: `${DRAFT}-contact` }),
      ticket: () => tickets.create({ pipelineId, subject: "By phone", note: "Rang.", draftId: `${DRAFT}-ticket` }),
    };
    for (const hand of Object.values(once)) expect((await hand()).id).toBe((await hand()).id);
    expect([(await written()).toSorted(), await waiting()]).toEqual([["Call her.", "New thread.", "See."], 3]);
    const list = await tickets.list({});
    expect(list.items.map(({ number, subject }) => [number, subject])).toEqual([
      [2, "By phone"],
      [1, expect.any(String)],
    ]);
    await expect(tickets.addNote({ id, text: "Write her.", draftId: `${DRAFT}-note` })).rejects.toMatchObject({
      code: "PD_DRAFT_SENT",
    });
    await expect(tickets.create({ pipelineId, subject: "By mail", draftId: `${DRAFT}-ticket` })).rejects.toMatchObject({
      code: "PD_DRAFT_SENT",
    });
  });
});
