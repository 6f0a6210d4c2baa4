import { describe, expect, test } from "vitest";
import { createColumnLoader } from "#renderer/state/column-loader.ts";
import { NEW_COLUMN, withHeld } from "#renderer/state/columns.ts";
import { createDeskStore } from "#renderer/state/desk-store.ts";
import { takeEntry } from "#renderer/state/live.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { card, NEW, PIPELINE, STATUS, ticketId, WAITING } from "../cards.ts";
import { fakeClient } from "../fake-client.ts";

type Page = { items: TicketCard[]; nextCursor: string | null };

function setUp() {
  const store = createDeskStore();
  const asked: unknown[] = [];
  const answers: PromiseWithResolvers<Page>[] = [];
  const client = fakeClient({
    "tickets.list": (input) => {
      asked.push(input);
      const answer = Promise.withResolvers<Page>();
      answers.push(answer);
      return answer.promise;
    },
  });
  const loader = createColumnLoader(client, store);
  const hear = (entry: LiveEntry) => {
    loader.onEntry(entry);
    store.setState((state) => takeEntry(state, entry));
  };
  const column = () => store.getState().board.columns.get(NEW);
  return { store, asked, answers, loader, hear, column };
}

const changes = (...tickets: TicketCard[]): LiveEntry => ({
  type: "changes",
  tickets,
  messages: [],
  activities: [],
  conversations: [],
});

describe("column loader", () => {
  test("goes on with the cursor until the end, one page at a time", async () => {
    const { loader, asked, answers, column } = setUp();
    const first = loader.loadMore(PIPELINE, NEW);
    await loader.loadMore(PIPELINE, NEW);
    answers[0]?.resolve({ items: [card("b", 2)], nextCursor: "c1" });
    await first;
    const second = loader.loadMore(PIPELINE, NEW);
    answers[1]?.resolve({ items: [card("a", 1)], nextCursor: null });
    await second;
    await loader.loadMore(PIPELINE, NEW);
    expect(asked).toEqual([
      { pipelineId: PIPELINE, stageId: NEW, limit: 60 },
      { pipelineId: PIPELINE, stageId: NEW, limit: 200, cursor: "c1" },
    ]);
    expect(column()).toEqual({ ...NEW_COLUMN, ids: ["b", "a"], nextCursor: null });
  });

  test("goes on behind the last card that is left of a column that was cut", async () => {
    const { loader, asked, answers, store, column } = setUp();
    const first = loader.loadMore(PIPELINE, NEW);
    answers[0]?.resolve({ items: [card("b", 2)], nextCursor: "c1" });
    await first;
    const cut = { ...NEW_COLUMN, ids: [ticketId("b")], nextCursor: { atEpochMs: 2, id: ticketId("b") } };
    store.setState(({ board }) => ({ board: { ...board, columns: new Map([[NEW, cut]]) } }));
    const second = loader.loadMore(PIPELINE, NEW);
    answers[1]?.resolve({ items: [card("a", 1)], nextCursor: null });
    await second;
    expect(asked[1]).toEqual({ pipelineId: PIPELINE, stageId: NEW, limit: 200, after: cut.nextCursor });
    expect(column()).toEqual({ ...NEW_COLUMN, ids: ["b", "a"], nextCursor: null });
  });

  test("what the feed tells while a page is on its way is newer than the page", async () => {
    const { loader, answers, hear, store, column } = setUp();
    store.setState(({ board }) => ({ board: withHeld(board, ticketId("a")) }));
    const loading = loader.loadMore(PIPELINE, NEW);
    hear(changes(card("a", 9, { stageId: WAITING })));
    answers[0]?.resolve({ items: [card("b", 2), card("a", 1)], nextCursor: null });
    await loading;
    expect([column()?.ids, store.getState().board.cards.get(card("a", 1).id)?.stageId]).toEqual([["b"], WAITING]);
  });

  test("a ticket that comes to a stage while its first page is on its way is in it, where the page has it or not", async () => {
    for (const items of [[card("b", 2)], [card("a", 1), card("b", 2)]]) {
      const { loader, answers, hear, column } = setUp();
      const loading = loader.loadMore(PIPELINE, NEW);
      hear(changes(card("a", 9)));
      answers[0]?.resolve({ items, nextCursor: null });
      await loading;
      expect(column()?.ids).toEqual(["a", "b"]);
    }
  });

  test("a page that was asked for before a new hello is thrown away, and its column is loaded anew", async () => {
    const { loader, asked, answers, hear, store, column } = setUp();
    const loading = loader.loadMore(PIPELINE, NEW);
    const { setup } = store.getState();
    hear({ type: "hello", protocol: 1, setup, stageCounts: {}, status: STATUS });
    answers[0]?.resolve({ items: [card("stale", 1)], nextCursor: null });
    await loading;
    expect(column()?.ids).toEqual([]);
    const again = loader.loadMore(PIPELINE, NEW);
    answers[1]?.resolve({ items: [card("fresh", 1)], nextCursor: null });
    await again;
    expect([asked.length, column()?.ids]).toEqual([2, ["fresh"]]);
  });

  test("after a hello the old cards stay until the new page replaces them", async () => {
    const { loader, answers, hear, store, column } = setUp();
    const loading = loader.loadMore(PIPELINE, NEW);
    answers[0]?.resolve({ items: [card("gone", 5), card("kept", 4)], nextCursor: null });
    await loading;
    hear({ type: "hello", protocol: 1, setup: store.getState().setup, stageCounts: {}, status: STATUS });
    expect(column()?.ids).toEqual(["gone", "kept"]);
    const again = loader.loadMore(PIPELINE, NEW);
    answers[1]?.resolve({ items: [card("kept", 4)], nextCursor: null });
    await again;
    expect(column()?.ids).toEqual(["kept"]);
  });

  test("a failed page is told and can be asked for again", async () => {
    const { loader, answers, column } = setUp();
    const error = new Error("gone");
    const failing = loader.loadMore(PIPELINE, NEW);
    answers[0]?.reject(error);
    await failing;
    expect(column()?.load).toEqual({ kind: "failed", error });
    const again = loader.loadMore(PIPELINE, NEW);
    answers[1]?.resolve({ items: [], nextCursor: null });
    await again;
    expect(column()?.load).toEqual({ kind: "idle" });
  });
});
