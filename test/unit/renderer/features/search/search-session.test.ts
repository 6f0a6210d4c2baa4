import { describe, expect, test } from "vitest";
import { hitPlace } from "#renderer/features/search/hit-place.ts";
import { GROUP_SIZE, PAGE_SIZE } from "#renderer/features/search/limits.ts";
import { createSearchSession } from "#renderer/features/search/search-session.ts";
import { goalOf } from "#renderer/features/search/use-result-keys.ts";
import type { SearchHit } from "#shared/contract/search.ts";
import { ConversationId, MessageId, PersonId, TicketId } from "#shared/model/ids.ts";
import { fakeClient } from "../../fake-client.ts";

function hit(id: string, change: Partial<SearchHit> = {}): SearchHit {
  return {
    kind: "ticket",
    id,
    ticketId: TicketId.parse(id),
    ticketNumber: 1,
    conversationId: null,
    messageId: null,
    contactId: null,
    title: [{ text: id, hit: true }],
    snippet: [],
    atEpochMs: 1,
    ...change,
  };
}

type Input = { q: string; kind?: string; offset?: number; limit?: number };
type Page = { items: SearchHit[]; hasMore: boolean };

/** A session whose pauses end, and whose questions are answered, when the test says so. */
function bench(answer: (input: Input) => Page | Promise<Page> = () => ({ items: [], hasMore: false })) {
  const asked: Input[] = [];
  const pauses = new Set<() => void>();
  const client = fakeClient({
    "search.query": async (input) => {
      asked.push(input as Input);
      return { ...(await answer(input as Input)), spelled: [] };
    },
  });
  const session = createSearchSession({
    search: client.search,
    timeZone: "UTC",
    pause: (run) => {
      pauses.add(run);
      return () => pauses.delete(run);
    },
  });
  const endPauses = () => {
    const due = [...pauses];
    pauses.clear();
    for (const run of due) run();
  };
  const settled = () => expect.poll(() => session.store.getState().phase.kind).toBe("idle");
  return { session, asked, pauses, endPauses, settled, state: () => session.store.getState() };
}

describe("a question", () => {
  test("is asked once typing pauses, of each kind", async () => {
    const { session, asked, endPauses, settled, state } = bench(({ kind }) => ({
      items: kind === "ticket" ? [hit("t1")] : [],
      hasMore: false,
    }));
    session.ask({ q: "la", kind: null });
    session.ask({ q: "lamp ", kind: null });
    endPauses();
    await settled();
    expect(asked.map(({ q, kind, limit }) => ({ q, kind, limit }))).toEqual(
      ["contact", "ticket", "message"].map((kind) => ({ q: "lamp", kind, limit: GROUP_SIZE })),
    );
    expect(state().groups).toEqual([
      { kind: "contact", items: [], hasMore: false },
      { kind: "ticket", items: [hit("t1")], hasMore: false },
      { kind: "message", items: [], hasMore: false },
    ]);
  });

  test("of one letter isn't asked", () => {
    const { session, pauses, state } = bench();
    session.ask({ q: " l ", kind: null });
    expect([pauses.size, state().phase.kind, state().answered]).toEqual([0, "too-short", null]);
  });

  test("of one emoji isn't asked either", () => {
    const { session, state } = bench();
    session.ask({ q: "🦊", kind: null });
    expect(state().phase.kind).toBe("too-short");
  });

  test("that is emptied leaves nothing, and what was on its way is dropped", async () => {
    const late = Promise.withResolvers<Page>();
    const { session, endPauses, state } = bench(() => late.promise);
    session.ask({ q: "lamp", kind: "ticket" });
    endPauses();
    session.ask({ q: "", kind: "ticket" });
    late.resolve({ items: [hit("t1")], hasMore: false });
    await late.promise;
    expect(state()).toEqual({
      answered: null,
      groups: [],
      spelled: [],
      olderNotSearched: false,
      phase: { kind: "idle" },
    });
  });

  test("says where older tickets could not be searched", async () => {
    const { session, endPauses, settled, state } = bench(() => ({
      items: [hit("t1")],
      hasMore: false,
      olderNotSearched: true,
    }));
    session.ask({ q: "lamp", kind: "ticket" });
    endPauses();
    await settled();
    expect(state().olderNotSearched).toBe(true);
  });

  test("keeps what was found last on the screen until its own answer is there", async () => {
    const late = Promise.withResolvers<Page>();
    const { session, endPauses, settled, state } = bench(({ q }) =>
      q === "lamp" ? { items: [hit("t1")], hasMore: false } : late.promise,
    );
    session.ask({ q: "lamp", kind: "ticket" });
    endPauses();
    await settled();
    session.ask({ q: "lamps", kind: "ticket" });
    endPauses();
    expect([state().phase.kind, state().answered?.q, state().groups[0]?.items.length]).toEqual([
      "searching",
      "lamp",
      1,
    ]);
    late.resolve({ items: [], hasMore: false });
    await settled();
    expect([state().answered?.q, state().groups[0]?.items.length]).toEqual(["lamps", 0]);
  });

  test("that was overtaken is never shown, however late its answer comes", async () => {
    const late = Promise.withResolvers<Page>();
    const { session, endPauses, settled, state } = bench(({ q }) =>
      q === "slow" ? late.promise : { items: [hit("t2")], hasMore: false },
    );
    session.ask({ q: "slow", kind: "ticket" });
    endPauses();
    session.ask({ q: "fast", kind: "ticket" });
    endPauses();
    await settled();
    late.resolve({ items: [hit("t1")], hasMore: false });
    await late.promise;
    expect([state().answered?.q, state().groups[0]?.items]).toEqual(["fast", [hit("t2")]]);
  });

  test("that fails says so", async () => {
    const failure = new Error("no");
    const { session, endPauses, state } = bench(() => Promise.reject(failure));
    session.ask({ q: "lamp", kind: "ticket" });
    endPauses();
    await expect.poll(() => state().phase).toEqual({ kind: "failed", error: failure });
  });
});

describe("more of one kind", () => {
  const first = Array.from({ length: PAGE_SIZE }, (_, index) => hit(`t${index}`));

  test("continues behind what is shown, each hit once", async () => {
    const { session, asked, endPauses, settled, state } = bench(({ offset = 0 }) =>
      offset === 0 ? { items: first, hasMore: true } : { items: [hit("t0"), hit("last")], hasMore: false },
    );
    session.ask({ q: "lamp", kind: "ticket" });
    endPauses();
    await settled();
    await session.loadMore();
    expect(asked.at(-1)).toMatchObject({ q: "lamp", kind: "ticket", offset: PAGE_SIZE, limit: PAGE_SIZE });
    expect(state().groups).toEqual([{ kind: "ticket", items: [...first, hit("last")], hasMore: false }]);
    await session.loadMore();
    expect(asked).toHaveLength(2);
  });

  test("isn't asked for while all kinds are shown", async () => {
    const { session, asked, endPauses, settled } = bench(() => ({ items: [hit("t1")], hasMore: true }));
    session.ask({ q: "lamp", kind: null });
    endPauses();
    await settled();
    await session.loadMore();
    expect(asked).toHaveLength(3);
  });
});

describe("where hits lead", () => {
  const conversationId = ConversationId.parse("c1");
  const messageId = MessageId.parse("m1");
  test.each([
    ["a ticket", hit("t1"), { page: "ticket", ticketId: "t1" }],
    [
      "a message in its ticket",
      hit("m1", { kind: "message", ticketId: TicketId.parse("t1"), messageId }),
      { page: "ticket", ticketId: "t1", messageId },
    ],
    [
      "a message without a ticket",
      hit("m1", { kind: "message", ticketId: null, messageId, conversationId }),
      { page: "inbox", conversationId },
    ],
    [
      "a person",
      hit("p1", { kind: "contact", ticketId: null, contactId: PersonId.parse("p1") }),
      { page: "contacts", contactId: "p1" },
    ],
  ])("%s", (_what, found, route) => {
    expect(hitPlace(found)).toEqual(route);
  });
});

describe("keys", () => {
  test.each([
    ["down from the field", "ArrowDown", -1, true, 0],
    ["down to the next", "ArrowDown", 0, false, 1],
    ["down at the end", "ArrowDown", 2, false, 2],
    ["up to the one before", "ArrowUp", 2, false, 1],
    ["up from the first", "ArrowUp", 0, false, "field"],
    ["up in the field", "ArrowUp", -1, true, null],
    ["Home", "Home", 2, false, 0],
    ["Home in the field belongs to the text", "Home", -1, true, null],
    ["End", "End", 0, false, 2],
    ["Enter in the field", "Enter", -1, true, "open-first"],
    ["Enter on a hit is the link's own", "Enter", 1, false, null],
    ["a letter", "a", 1, false, null],
  ])("%s", (_what, key, index, inField, goal) => {
    expect(goalOf(key, index, 3, inField)).toBe(goal);
  });
});
