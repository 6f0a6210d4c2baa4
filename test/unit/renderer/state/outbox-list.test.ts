import { describe, expect, test } from "vitest";
import { belongsTo, loadOutbox, OUTBOX_TABS, withOutboxItems } from "#renderer/state/outbox-list.ts";
import { OutboxState } from "#shared/model/outbox-item.ts";
import { outboxItem } from "../features/outbox/items.ts";
import { fakeClient } from "../fake-client.ts";

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

describe("the outbox's tabs", () => {
  test("every state is in exactly the tabs where a person looks for it", () => {
    expect(
      Object.fromEntries(
        OutboxState.options.map((state) => [state, OUTBOX_TABS.filter((tab) => belongsTo({ state }, tab))]),
      ),
    ).toEqual({
      queued: ["waiting", "all"],
      held: ["needs", "all"],
      sending: ["waiting", "all"],
      sent: ["sent", "all"],
      failed: ["needs", "all"],
      unsure: ["needs", "all"],
      cancelled: ["all"],
    });
  });

  const before = [outboxItem("b", { createdAtEpochMs: 20 }), outboxItem("a", { createdAtEpochMs: 10 })];

  test("a new mail comes in at its place", () => {
    const changed = [outboxItem("new", { createdAtEpochMs: 15 })];
    expect(idsOf(withOutboxItems(before, changed, "waiting"))).toEqual(["b", "new", "a"]);
  });

  test("a mail that changed is there once, as it is now", () => {
    const changed = outboxItem("a", { createdAtEpochMs: 10, state: "sending" });
    expect(withOutboxItems(before, [changed], "waiting")).toEqual([before[0], changed]);
  });

  test("a mail that was sent leaves what waits, and one that never belonged here doesn't come", () => {
    const changed = [
      outboxItem("b", { createdAtEpochMs: 20, state: "sent" }),
      outboxItem("other", { createdAtEpochMs: 30, state: "failed" }),
    ];
    expect(idsOf(withOutboxItems(before, changed, "waiting"))).toEqual(["a"]);
  });

  test("where nothing changed the list is the same object", () => {
    expect(withOutboxItems(before, [], "all")).toBe(before);
  });
});

describe("the pages of a tab", () => {
  /** Each state has a list of two pages, but for the shorter ones. */
  const LISTS: Readonly<Record<string, readonly { readonly ids: readonly string[]; readonly next: string | null }[]>> =
    {
      held: [
        { ids: ["h1"], next: "h-next" },
        { ids: ["h2"], next: null },
      ],
      failed: [{ ids: ["f1"], next: null }],
      unsure: [{ ids: [], next: null }],
    };
  const asked: unknown[] = [];
  const client = fakeClient({
    "outbox.list": (input) => {
      asked.push(input);
      const { state = "", cursor } = input as { state?: string; cursor?: string };
      const page = LISTS[state]?.[cursor === undefined ? 0 : 1];
      const items = (page?.ids ?? []).map((id) =>
        outboxItem(id, { state: OutboxState.parse(state), createdAtEpochMs: id === "f1" ? 50 : 40 }),
      );
      return { items, nextCursor: page?.next ?? null };
    },
  });

  test("a tab of several states reads each of them, and goes on only where there is more", async () => {
    const first = await loadOutbox(client, "needs", undefined);
    const second = await loadOutbox(client, "needs", first.nextCursor ?? "");
    expect({
      first: idsOf(first.items),
      second: idsOf(second.items),
      end: second.nextCursor,
      asked,
    }).toEqual({
      first: ["f1", "h1"],
      second: ["h2"],
      end: null,
      asked: [{ state: "held" }, { state: "failed" }, { state: "unsure" }, { state: "held", cursor: "h-next" }],
    });
  });

  test("a tab of one state, or of all, hands the core's cursor through", async () => {
    const inputs: unknown[] = [];
    const plain = fakeClient({
      "outbox.list": (input) => {
        inputs.push(input);
        return { items: [], nextCursor: "next" };
      },
    });
    const pages = [
      await loadOutbox(plain, "sent", undefined),
      await loadOutbox(plain, "sent", "c1"),
      await loadOutbox(plain, "all", "c2"),
    ];
    expect({ cursors: pages.map(({ nextCursor }) => nextCursor), inputs }).toEqual({
      cursors: ["next", "next", "next"],
      inputs: [{ state: "sent" }, { state: "sent", cursor: "c1" }, { cursor: "c2" }],
    });
  });
});
