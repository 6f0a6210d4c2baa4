import { describe, expect, test } from "vitest";
import { createOverlay } from "#main/desk/overlay.ts";
import { createTicketEvents } from "#main/desk/ticket-events.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import { TicketId } from "#shared/model/ids.ts";
import type { Stored, WriteRow } from "#main/store/repository.ts";

type Doc = { id: string; text: string; ticketId?: TicketId };
type Row = WriteRow<Doc>;
const stored = (id: string, text: string): Stored<Doc> => ({
  id,
  text,
  _deleted: false,
  _attachments: {},
  _meta: { lwt: 1 },
  _rev: "1-a",
});

function tryout() {
  const there = new Map([["a", stored("a", "as stored")]]);
  const reads: string[][] = [];
  const written: Row[] = [];
  const undo: (() => void)[] = [];
  const overlay = createOverlay<Doc>(
    {
      async getMany(ids) {
        reads.push([...ids]);
        return new Map(ids.flatMap((id) => (there.has(id) ? [[id, there.get(id) as Stored<Doc>] as const] : [])));
      },
      async write(rows) {
        written.push(...rows);
        return rows.map(({ next: { id, text } }) => ({ ...stored(id, text), _rev: "2-a" }));
      },
    },
    (one) => undo.push(one),
  );
  const takeBack = (to: number) =>
    undo
      .splice(to)
      .toReversed()
      .forEach((one) => one());
  return { overlay, reads, written, undo, takeBack };
}

describe("what a piece of work has put lies over what the store holds", () => {
  test("each document is read once, also one that is not there", async () => {
    const { overlay, reads } = tryout();
    await overlay.load(["a", "none"]);
    expect([await overlay.get("a"), await overlay.get("none")]).toEqual([stored("a", "as stored"), null]);
    await overlay.load(["a", "b"]);
    expect(reads).toEqual([["a", "none"], ["b"]]);
  });

  test("a write compares with what was read; what is added is not asked for", async () => {
    const { overlay, reads, written } = tryout();
    await overlay.get("a");
    overlay.put({ id: "a", text: "one" });
    overlay.put({ id: "a", text: "two" });
    overlay.add({ id: "new", text: "new" });
    await overlay.write();
    expect(written).toEqual([
      { previous: stored("a", "as stored"), next: { id: "a", text: "two" } },
      { previous: null, next: { id: "new", text: "new" } },
    ]);
    expect(reads).toEqual([["a"]]);
  });

  test("those of one ticket are told apart, also when one goes to another ticket or is taken back", async () => {
    const { overlay, undo, takeBack } = tryout();
    const [one, two] = [TicketId.parse("t-one"), TicketId.parse("t-two")];
    overlay.put({ id: "a", text: "first", ticketId: one });
    overlay.put({ id: "b", text: "second", ticketId: one });
    overlay.put({ id: "c", text: "of none" });
    const before = undo.length;
    overlay.put({ id: "a", text: "moved", ticketId: two });
    overlay.put({ id: "d", text: "third", ticketId: one });
    const texts = () => [one, two].map((id) => overlay.changedOf(id).map(({ text }) => text));
    const after = texts();
    takeBack(before);
    const again = texts();
    await overlay.write();
    expect([after, again, texts()]).toEqual([
      [["second", "third"], ["moved"]],
      [["first", "second"], []],
      [[], []],
    ]);
  });

  test("after a write it begins anew, with the new revisions", async () => {
    const { overlay, reads, written } = tryout();
    overlay.put({ id: "a", text: "one" });
    await overlay.write();
    await overlay.write();
    expect([written.length, overlay.changed()]).toEqual([1, []]);
    const second = { ...stored("a", "one"), _rev: "2-a" };
    expect(await overlay.get("a")).toEqual(second);
    overlay.put({ id: "a", text: "two" });
    await overlay.write();
    expect(written.at(-1)).toEqual({ previous: second, next: { id: "a", text: "two" } });
    // What was written is known: it is not read again.
    expect(reads).toEqual([["a"]]);
  });

  test("what is taken back leaves what was there before, step by step", async () => {
    const { overlay, undo, takeBack, written } = tryout();
    overlay.put({ id: "a", text: "one" });
    const before = undo.length;
    overlay.put({ id: "a", text: "two" });
    overlay.add({ id: "new", text: "new" });
    takeBack(before);
    expect(overlay.changed()).toEqual([{ id: "a", text: "one" }]);
    expect(await overlay.get("new")).toBeNull();
    takeBack(0);
    expect([overlay.changed(), await overlay.get("a")]).toEqual([[], stored("a", "as stored")]);
    await overlay.write();
    expect(written).toEqual([]);
  });
});

describe("[F13] a ticket's events are seen to once, in their order", () => {
  const ticket = TicketId.parse("t");
  const event = (id: string) => ({ id }) as TicketEvent;
  const ids = (events: readonly TicketEvent[]) => events.map(({ id }) => id);

  test("those that come meanwhile behind the others; each ticket has its own", () => {
    const events = createTicketEvents();
    events.add(ticket, [event("1"), event("2")]);
    events.add(TicketId.parse("other"), [event("x")]);
    const seen = [events.next(ticket)?.id];
    events.add(ticket, [event("3")]);
    for (let next = events.next(ticket); next; next = events.next(ticket)) seen.push(next.id);
    expect([seen, ids(events.of(ticket)), events.next(ticket)]).toEqual([["1", "2", "3"], ["1", "2", "3"], null]);
  });

  test("what is taken back is gone, seen or not; what was there before counts as it did", () => {
    const undo: (() => void)[] = [];
    const events = createTicketEvents((one) => undo.push(one));
    events.add(ticket, [event("1"), event("2")]);
    events.next(ticket);
    events.add(ticket, [event("3")]);
    events.next(ticket);
    events.next(ticket);
    undo.pop()?.();
    // It had been seen to after the addition, which did not happen.
    expect([ids(events.of(ticket)), events.next(ticket)?.id, events.next(ticket)]).toEqual([["1", "2"], "2", null]);
  });
});
