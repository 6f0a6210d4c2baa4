import { afterEach, beforeEach, expect, test } from "vitest";
import { createReaders, type Readers } from "#main/readers/readers.ts";
import { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { definition, tag } from "../automation/explanations-fixture.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

const NOW_EPOCH_MS = Date.UTC(2026, 4, 5);
const SUBJECT = "Boots";

let desk: TestDesk;
let readers: Readers;
beforeEach(async () => {
  desk = await openTestDesk();
  readers = createReaders(desk, { nowEpochMs: () => NOW_EPOCH_MS });
});
afterEach(async () => {
  await readers.close();
  await desk.close();
});

const search = (q: string) => readers.read("search", { q, offset: 0, limit: 20 });

test("what is found in a worker is what the desk holds, right after the command", async () => {
  expect((await search("boots")).items).toEqual([]);
  const { id } = await desk.client.tickets.create({ subject: SUBJECT, pipelineId: SUPPORT });
  const { items } = await search("boots");
  expect(items.map((hit) => [hit.kind, hit.ticketId])).toEqual([["ticket", id]]);
  expect(await desk.client.search.query({ q: "boots" })).toEqual({ items, hasMore: false, spelled: [] });
});

test("while a transaction is open, a worker sees what is committed and no more", async () => {
  const made = await desk.client.tickets.create({ subject: SUBJECT, pipelineId: SUPPORT });
  const id = TicketId.parse(made.id);
  const before = await search("boots");
  const { store } = desk.core.context;
  await store.transaction(async () => {
    const ticket = await store.tickets.get(id);
    if (!ticket) throw new Error("It was made just now.");
    await store.tickets.write([{ previous: ticket, next: { ...ticket, number: 4711 } }]);
    expect((await store.tickets.get(id))?.number).toBe(4711);
    expect(await search("boots")).toEqual(before);
  });
  expect((await search("boots")).items[0]?.ticketNumber).toBe(4711);
});

test("a change of the setup is known to the next question, also where it is no longer or shorter than what was", async () => {
  const made = await desk.client.workflows.create({ name: "A", enabled: false, definition: definition([tag("a")]) });
  const id = WorkflowId.parse(made.id);
  const known = async () => (await readers.read("exportWorkflow", { id })).name;
  const told: string[] = [];
  const names = Array.from("ABCABCABCA");
  for (const name of names) {
    await desk.client.workflows.update({ id, name });
    told.push(await known());
  }
  expect(told).toEqual(names);
  await desk.client.workflows.remove({ id });
  await expect(known()).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
});

test("what is refused in a worker is refused to the client in the same words", async () => {
  const asked = { id: TicketId.parse("t_none"), limit: 5 };
  const why = desk.client.workflows.why(asked);
  await expect(why).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
    message: 'There is no ticket with the id "t_none".',
    details: { what: "ticket", id: "t_none" },
  });
});

test("now is the moment at which it was asked", async () => {
  const { id } = await desk.client.workflows.create({ name: "A", enabled: true, definition: definition([tag("a")]) });
  await desk.newTicket();
  const figures = await readers.read("workflowFigures", { id: WorkflowId.parse(id) });
  expect([figures.last30Days.done, figures.ever.done]).toEqual([1, 1]);
  const later = createReaders(desk, { nowEpochMs: () => NOW_EPOCH_MS + 60 * 86_400_000 });
  const then = await later.read("workflowFigures", { id: WorkflowId.parse(id) });
  await later.close();
  expect([then.last30Days.done, then.ever.done]).toEqual([0, 1]);
});

test("a desk that is closed waits for what was asked, and ends what goes on for long", async () => {
  for (const name of ["one", "two", "three"]) await desk.newTicket(`<${name}@example.com>`);
  const { id } = await desk.client.workflows.create({ name: "A", enabled: true, definition: definition([tag("a")]) });
  const replay = await desk.client.workflows.replay({ id: WorkflowId.parse(id), days: 7 });
  const begun = (await replay.next()).value;
  const question = desk.client.search.query({ q: "nowhere" });
  await desk.core.close();
  expect(begun).toMatchObject({ type: "begun", tickets: 3 });
  expect(await question).toEqual({ items: [], hasMore: false, spelled: [] });
  desk = await openTestDesk({ dataDir: desk.dataDir });
});
