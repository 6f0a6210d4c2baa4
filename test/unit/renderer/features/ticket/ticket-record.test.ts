import { describe, expect, test, vi } from "vitest";
import {
  lacksContacts,
  takeChanges,
  type LiveChanges,
  type TicketRecord,
} from "#renderer/features/ticket/record/record.ts";
import { createOpenTicket, type RecordState } from "#renderer/features/ticket/record/ticket-record.ts";
import { createTicketAhead } from "#renderer/state/ticket-ahead.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { PersonId } from "#shared/model/ids.ts";
import { card, ticketId, ticketOf } from "../../cards.ts";
import { fakeClient } from "../../fake-client.ts";
import { answer, byAnna, CLOSED, message, moved, NEW, TICKET } from "./fixtures.ts";

const CARD = card("t1", 1);
const RECORD: TicketRecord = {
  ticket: ticketOf(CARD),
  contacts: [
    {
      id: PersonId.parse("p-ada"),
      kind: "contact",
      name: "Ada",
      address: "ada@example.com",
      addresses: ["ada@example.com"],
      companyId: null,
      phone: "",
      notes: "",
      createdAtEpochMs: 1,
      lastMessageAtEpochMs: null,
    },
  ],
  conversations: [],
  messages: [message("m1", 1)],
  activities: [],
};

const REPLY = { kind: "reply", input: { text: "Hello" } } as const;

function changes(change: Partial<LiveChanges>): LiveChanges {
  return { type: "changes", tickets: [], messages: [], activities: [], conversations: [], ...change };
}

describe("the live feed", () => {
  test("of other tickets changes nothing", () => {
    const other = changes({ tickets: [card("t2", 1)], messages: [message("m9", 9, { ticketId: ticketId("t2") })] });
    expect(takeChanges(RECORD, other)).toEqual({ record: RECORD, ticketChanged: false });
    expect(takeChanges(RECORD, other).record).toBe(RECORD);
  });

  test("brings its contacts as they are now, and tells where one stands for another from now on", () => {
    const [ada] = RECORD.contacts;
    if (ada === undefined) throw new TypeError("It has a contact.");
    const renamed = { ...ada, name: "Ada King" };
    const stranger = { ...ada, id: PersonId.parse("p-bob") };
    const taken = takeChanges(RECORD, changes({ contacts: [renamed, stranger] })).record;
    expect([taken, lacksContacts(taken)]).toEqual([{ ...RECORD, contacts: [renamed] }, false]);
    const alias = { ...ada, kind: "alias" as const, standsForId: stranger.id };
    expect(lacksContacts(takeChanges(RECORD, changes({ contacts: [alias] })).record)).toBe(true);
  });

  test("brings new messages and activities, and the ticket's card", () => {
    const move = moved("a1", 2, byAnna, NEW, CLOSED);
    const taken = takeChanges(
      RECORD,
      changes({ tickets: [{ ...CARD, stageId: CLOSED }], messages: [message("m2", 2)], activities: [move] }),
    );
    expect(taken).toEqual({
      record: {
        ...RECORD,
        ticket: { ...RECORD.ticket, stageId: CLOSED },
        messages: [...RECORD.messages, message("m2", 2)],
        activities: [move],
      },
      ticketChanged: true,
    });
  });

  test("replaces a message that changed, and takes out one that went to another ticket", () => {
    const known = { ...RECORD, messages: [message("m1", 1), message("m2", 2)] };
    const taken = takeChanges(
      known,
      changes({ messages: [message("m1", 1, { text: "new" }), message("m2", 2, { ticketId: ticketId("t2") })] }),
    );
    expect(taken.record.messages).toEqual([message("m1", 1, { text: "new" })]);
  });

  test("a contact that isn't known has to be asked for", () => {
    const joined = {
      ...RECORD,
      ticket: { ...RECORD.ticket, contactIds: [PersonId.parse("p-ada"), PersonId.parse("p-new")] },
    };
    expect([lacksContacts(RECORD), lacksContacts(joined)]).toEqual([false, true]);
  });
});

/** An open ticket over answers that the test gives, with pauses that end at once when it says so. */
function bench(answers: Parameters<typeof fakeClient>[0]) {
  const listeners = new Set<(entry: LiveEntry) => void>();
  const pauses = new Set<() => void>();
  const client = fakeClient({ "tickets.open": () => RECORD, ...answers });
  const ahead = createTicketAhead(client, () => 0);
  const make = () =>
    createOpenTicket(
      {
        client,
        ahead,
        onLive: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      TICKET,
      (run) => {
        pauses.add(run);
        return () => pauses.delete(run);
      },
    );
  const open = make();
  return {
    open,
    ahead,
    make,
    listeners,
    tell: (entry: LiveEntry) => {
      for (const listener of listeners) listener(entry);
    },
    endPauses: () => {
      for (const run of pauses) run();
      pauses.clear();
    },
    shown: () => shownOf(open.store.getState()),
  };
}

function shownOf(state: RecordState): TicketRecord {
  if (state.kind !== "ready") throw new Error(`The ticket is ${state.kind}.`);
  return state.record;
}

describe("an open ticket", () => {
  test("that was asked for ahead is there at once, and is not asked for again", async () => {
    let asked = 0;
    const { ahead, make } = bench({ "tickets.open": () => (asked += 1) && RECORD });
    ahead.ask(TICKET);
    await vi.waitFor(() => expect(ahead.peek(TICKET)).toBe(RECORD));
    const open = make();
    expect(shownOf(open.store.getState())).toBe(RECORD);
    open.start()();
    expect(asked).toBe(1);
  });

  test("that changed since it was asked for is shown, and asked for again", async () => {
    const later = { ...RECORD, ticket: { ...RECORD.ticket, priority: "high" } };
    const records = [RECORD, later];
    const { ahead, make } = bench({ "tickets.open": () => records.shift() });
    ahead.ask(TICKET);
    await vi.waitFor(() => expect(ahead.peek(TICKET)).toBe(RECORD));
    const open = make();
    ahead.onEntry(changes({ tickets: [CARD] }));
    open.start();
    await vi.waitFor(() => expect(shownOf(open.store.getState())).toEqual(later));
  });

  test("a change is painted before the core answers, and stays once it did", async () => {
    const answered = Promise.withResolvers<unknown>();
    const { open, shown } = bench({ "tickets.update": () => answered.promise });
    await open.reload();
    const done = open.update({ priority: "high" });
    expect(shown().ticket.priority).toBe("high");
    answered.resolve({ ...RECORD.ticket, priority: "high", lastActivityAtEpochMs: 99 });
    expect(await done).toEqual({ kind: "done" });
    expect(shown().ticket).toEqual({ ...RECORD.ticket, priority: "high", lastActivityAtEpochMs: 99 });
  });

  test("a refused change leaves what the core last told, with what others did meanwhile", async () => {
    const answered = Promise.withResolvers<unknown>();
    const { open, shown, tell } = bench({ "tickets.update": () => answered.promise });
    const stop = open.start();
    await open.reload();
    const done = open.update({ priority: "high" });
    tell(changes({ tickets: [{ ...CARD, stageId: CLOSED }] }));
    expect([shown().ticket.priority, shown().ticket.stageId]).toEqual(["high", CLOSED]);
    answered.reject(new Error("refused"));
    expect((await done).kind).toBe("refused");
    expect([shown().ticket.priority, shown().ticket.stageId]).toEqual([null, CLOSED]);
    stop();
  });

  test("an answer is on the timeline when it has been taken, and only once", async () => {
    const written = answer("m2", 2);
    const { open, shown, tell } = bench({ "tickets.reply": () => written });
    const stop = open.start();
    await open.reload();
    tell(changes({ messages: [written] }));
    expect(await open.send(REPLY)).toEqual({ kind: "done", message: written });
    expect(shown().messages.map(({ id }) => id)).toEqual(["m1", "m2"]);
    stop();
  });

  test("a refused answer tells why and adds nothing", async () => {
    const refusal = new Error("no contact");
    const { open, shown } = bench({
      "tickets.reply": () => {
        throw refusal;
      },
    });
    await open.reload();
    expect(await open.send(REPLY)).toEqual({ kind: "refused", error: refusal });
    expect(shown().messages).toHaveLength(1);
  });

  test("a burst of changes is answered by one question for the rest of the ticket", async () => {
    let asked = 0;
    const { open, shown, tell, endPauses } = bench({
      "tickets.get": () => {
        asked += 1;
        return { ...RECORD.ticket, timeToCloseMs: 5 };
      },
    });
    const stop = open.start();
    await open.reload();
    for (let index = 0; index < 5; index += 1) tell(changes({ tickets: [{ ...CARD, messageCount: index }] }));
    endPauses();
    await expect.poll(() => shown().ticket.timeToCloseMs).toBe(5);
    expect(asked).toBe(1);
    stop();
  });

  test("the answer of an earlier load is not taken for the newest", async () => {
    const first = Promise.withResolvers<unknown>();
    const loads = [() => first.promise, () => ({ ...RECORD, messages: [] })];
    const { open, shown } = bench({ "tickets.open": () => loads.shift()?.() });
    const early = open.reload();
    await open.reload();
    first.resolve(RECORD);
    await early;
    expect(shown().messages).toEqual([]);
  });

  test("what the feed tells while a load is on its way stays, though the answer was read before it", async () => {
    const again = Promise.withResolvers<unknown>();
    const loads = [() => RECORD, () => again.promise];
    const { open, tell, shown } = bench({ "tickets.open": () => loads.shift()?.() });
    open.start();
    await vi.waitFor(shown);
    const reloaded = open.reload();
    tell(changes({ messages: [message("m2", 2)] }));
    again.resolve(RECORD);
    await reloaded;
    expect(shown().messages.map(({ id }) => id)).toEqual(["m1", "m2"]);
  });

  test("a ticket that can't be had says so; one that is shown stays shown", async () => {
    const failure = new Error("gone");
    const answers: (() => unknown)[] = [
      () => {
        throw failure;
      },
      () => RECORD,
      () => {
        throw failure;
      },
    ];
    const { open, shown } = bench({ "tickets.open": () => answers.shift()?.() });
    await open.reload();
    expect(open.store.getState()).toEqual({ kind: "failed", error: failure });
    await open.reload();
    await open.reload();
    expect(shown()).toEqual(RECORD);
  });

  test("closing it stops listening", () => {
    const { open, listeners } = bench({});
    const stop = open.start();
    expect(listeners.size).toBe(1);
    stop();
    expect(listeners.size).toBe(0);
  });
});
