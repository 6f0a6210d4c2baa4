import { afterEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** What a person would see of the whole desk, without what differs from one desk to the next: stamps and ids made of them. */
async function seen(of: TestDesk): Promise<unknown> {
  const { items } = await of.client.tickets.list({ limit: 50 });
  const records = await Promise.all(items.map(({ id }) => of.client.tickets.open({ id })));
  const runs = await of.core.context.store.runs.find({ selector: {} });
  return {
    tickets: await Promise.all(
      records.map(async ({ ticket, conversations, messages, contacts }) => ({
        number: ticket.number,
        stage: ticket.stageId,
        closed: ticket.closedAtEpochMs,
        wasReopened: ticket.wasReopened,
        counted: [ticket.messageCount, ...conversations.map(({ messageCount }) => messageCount)],
        messages: messages.map(({ rfcMessageId, direction }) => (direction === "outgoing" ? "answer" : rfcMessageId)),
        contacts: contacts.map(({ address }) => address),
        history: await of.history(ticket.id),
      })),
    ),
    runs: runs.map(({ workflowId, status }) => `${workflowId} ${status}`).toSorted((a, b) => a.localeCompare(b)),
    outbox: (await of.client.desk.status()).counts.outbox,
  };
}

/** Before which write the process ends; the most that one of the pieces of work below makes, and one more, which changes nothing. */
const CUTS = Array.from({ length: 9 }, (_, count) => count);

const isDone = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

describe("a piece of work that is cut off between two writes leaves nothing, and what was answered is there", () => {
  const scenes: Record<string, { before: (of: TestDesk) => Promise<void>; work: (of: TestDesk) => Promise<unknown> }> =
    {
      "a mail that makes a ticket": {
        before: async () => undefined,
        work: (of) => of.receive({ messageId: "first@example.com" }),
      },
      "a reply that sets the status (D2)": {
        before: async (of) => void (await of.newTicket()),
        work: (of) => of.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" }),
      },
      "a reply that reopens (D6)": {
        before: async (of) => void (await of.client.tickets.move({ id: await of.newTicket(), stageId: STAGES.closed })),
        work: (of) => of.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" }),
      },
    };

  for (const [name, { before, work }] of Object.entries(scenes)) {
    test.each(CUTS)(`[H4] [D8] ${name}, cut off after %i writes`, async (cut) => {
      const whole = await openTestDesk();
      await before(whole);
      await work(whole);
      const expected = await seen(whole);
      await whole.close();

      desk = await openTestDesk();
      await before(desk);
      cutOffAt(desk.core.context.store, cut);
      const failed = !(await isDone(work(desk)));
      desk = await desk.reopen();
      // Whoever handed the mail in got an error, or was cut off too, and hands it in again.
      if (failed) await work(desk);
      expect(await seen(desk)).toEqual(expected);
    });
  }

  test.each(CUTS)(
    "[F7] an answer that sets the status (D1), cut off after %i writes, is there whole or not at all",
    async (cut) => {
      desk = await openTestDesk();
      const id = await desk.newTicket();
      const untouched = await seen(desk);
      desk.clock.nowEpochMs += 1000;
      cutOffAt(desk.core.context.store, cut);
      const done = await isDone(desk.client.tickets.reply({ id, text: "Which size?" }));
      desk = await desk.reopen();
      const after = await seen(desk);
      if (!done) expect(after).toEqual(untouched);
      else {
        expect(after).toMatchObject({
          outbox: 1,
          runs: ["workflow-pipeline-support-d1 done"],
          tickets: [{ stage: STAGES.waitingOnContact, counted: [2, 2], messages: ["first@example.com", "answer"] }],
        });
        expect((await desk.history(TicketId.parse(id))).slice(2)).toEqual([
          "user: message.sent (D1 sent-to-customer)",
          "D1: new → waiting-on-contact",
        ]);
      }
    },
  );

  test.each(CUTS)(
    "[C5] a move, cut off after %i writes: status, close date and history stand or fall together",
    async (cut) => {
      desk = await openTestDesk();
      const id = await desk.newTicket();
      cutOffAt(desk.core.context.store, cut);
      const done = await isDone(desk.client.tickets.move({ id, stageId: STAGES.closed }));
      desk = await desk.reopen();
      const { stageId, closedAtEpochMs } = await desk.ticket(id);
      const history = (await desk.history(id)).slice(2);
      const at = desk.clock.nowEpochMs;
      expect({ stageId, closedAtEpochMs, history }).toEqual(
        !done
          ? { stageId: STAGES.new, closedAtEpochMs: null, history: [] }
          : {
              stageId: STAGES.closed,
              closedAtEpochMs: at,
              history: ["user: new → closed", `C1: closedAtEpochMs null → ${at}`],
            },
      );
    },
  );
});
