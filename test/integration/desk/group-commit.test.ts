import { afterEach, beforeEach, expect, test } from "vitest";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import { someTurns } from "../../support/automation/sim-time.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const create = (subject: string) => () => desk.client.tickets.create({ subject, pipelineId: SUPPORT });
const FAULT = "cut off";

/** Writes, and fails then: what was written with it is taken back. */
function failing(before: () => Promise<unknown> = async () => undefined): Promise<unknown> {
  const { context } = desk.core;
  return context.queue.run(async () => {
    await before();
    await context.store.local.write([{ previous: null, next: { id: "half", value: 1, updatedAtEpochMs: 0 } }]);
    throw new TypeError(FAULT);
  });
}

/** Asks for all of them while the queue is held, in this order: they share a commit. */
async function together(...asked: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const held = desk.core.context.queue.run(() => gate);
  const answers: Promise<unknown>[] = [];
  for (const ask of asked) {
    answers.push(ask());
    await someTurns();
  }
  // Listened to before the gate opens: one that has written nothing is answered before the others' commit.
  const settled = Promise.allSettled(answers);
  open();
  await held;
  return (await settled).map((one) =>
    one.status === "fulfilled" ? "done" : String(one.reason instanceof Error ? one.reason.message : one.reason),
  );
}

/** @returns 0 for a provisional one */
async function nextNumber(): Promise<number> {
  const { context } = desk.core;
  return (await context.numbers.take(createPieceOfWork(context))).number ?? 0;
}

/** How often what is written reaches the disk: a commit that changed something. */
function commits(): number {
  return Number(sqliteOf(desk.core.context.store).prepare("SELECT n FROM storage_commits").get()?.["n"]);
}

test("commands that wait together are one commit", async () => {
  const before = commits();
  await together(create("a"), create("b"), create("c"));
  expect(commits() - before).toBe(1);
});

test("one that fails after it has written takes nothing of the others along; ticket numbers leave no gap", async () => {
  const taken: number[] = [];
  const fails = () => failing(async () => taken.push(await nextNumber()));
  expect(await together(create("a"), create("b"), fails, create("c"))).toEqual(["done", "done", FAULT, "done"]);
  const { store } = desk.core.context;
  const tickets = await store.tickets.find({ selector: {} });
  expect(tickets.map(({ number, subject }) => `${number} ${subject}`).toSorted()).toEqual(["1 a", "2 b", "3 c"]);
  expect(await store.local.get("half")).toBeNull();
  // With the others, and by itself: each time what it took is given back.
  expect(taken).toEqual([3, 3]);
});

test("one that fails before it has written anything leaves no gap in the ticket numbers either", async () => {
  const fails = () =>
    desk.core.context.queue.run(async () => {
      await nextNumber();
      throw new TypeError(FAULT);
    });
  expect(await together(create("a"), fails, create("b"))).toEqual(["done", FAULT, "done"]);
  const tickets = await desk.core.context.store.tickets.find({ selector: {} });
  expect(tickets.map(({ number, subject }) => `${number} ${subject}`).toSorted()).toEqual(["1 a", "2 b"]);
});

test("what rolled back is told to nobody, what was committed once and only then", async () => {
  const { store } = desk.core.context;
  const told: string[] = [];
  const table = String(
    sqliteOf(store).prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'tickets~%' AND type = 'table'").get()?.[
      "name"
    ],
  );
  const subscriptions = [
    store.tickets.changes.subscribe((tickets) => {
      for (const { subject } of tickets) {
        const isThere = sqliteOf(store)
          .prepare(`SELECT count(*) AS n FROM "${table}" WHERE data ->> '$.subject' = ?`)
          .get(subject);
        told.push(`${subject} ${Number(isThere?.["n"])}`);
      }
    }),
    store.local.changes.subscribe((records) => told.push(...records.map(({ id }) => id))),
  ];
  await together(create("a"), failing, create("b"));
  for (const subscription of subscriptions) subscription.unsubscribe();
  expect(told).toEqual(["a 1", "b 1"]);
});

test("reads outside see nothing that is not committed; the next piece of the same commit does", async () => {
  const { context } = desk.core;
  let inside: string | undefined;
  let outside: string | undefined = "nobody looked";
  const id = (await create("a")()).id;
  const change = context.queue.run(async () => {
    const piece = createPieceOfWork(context);
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw new Error("It was just made.");
    const draft = draftOf(ticket, {
      atEpochMs: 0,
      cause: { kind: "user", userId: desk.core.owner() },
      depth: 0,
      nextStamp: () => context.nextStamp(),
    });
    draft.set({ subject: "changed" });
    await piece.change(draft);
    await piece.flush();
  });
  // Asked for from outside, while both are being decided.
  let look: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => (look = resolve)).then(async () => {
    outside = (await context.store.tickets.get(id))?.subject;
  });
  const next = context.queue.run(async () => {
    inside = (await context.store.tickets.get(id))?.subject;
    look();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await looked;
  });
  await Promise.all([change, next]);
  expect({ inside, outside, after: (await context.store.tickets.get(id))?.subject }).toEqual({
    inside: "changed",
    outside: "a",
    after: "changed",
  });
});

async function stages(): Promise<string[]> {
  const tickets = await desk.core.context.store.tickets.find({ selector: {} });
  return tickets.map(({ subject, stageId }) => `${subject} ${stageId.replace(`${SUPPORT}-`, "")}`).toSorted();
}

const MOVE = { id: StepId.parse("move"), type: "move-stage", stageId: STAGES.waitingOnUs } as const;
const definition = (steps: unknown[]) =>
  ({
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["manual"],
    businessHours: null,
    steps,
  }) as never;

test("a change of the setup counts for all that was asked for behind it, and for nothing where it is taken back", async () => {
  const { store, setup, queue } = desk.core.context;
  await together(
    () => desk.client.workflows.create({ name: "Moves", enabled: true, definition: definition([MOVE]) }),
    create("a"),
  );
  const id = (await desk.client.workflows.list({})).items.find(({ name }) => name === "Moves")?.id ?? "";
  expect(await stages()).toEqual(["a waiting-on-us"]);
  const off = async () => {
    const previous = await store.setup.get(id);
    if (previous?.kind === "workflow") await store.setup.write([{ previous, next: { ...previous, enabled: false } }]);
    throw new TypeError(FAULT);
  };
  expect(await together(create("b"), () => queue.run(off), create("c"))).toEqual(["done", FAULT, "done"]);
  expect(setup.find("workflow", id)?.enabled).toBe(true);
  expect(await stages()).toEqual(["a waiting-on-us", "b waiting-on-us", "c waiting-on-us"]);
});

test("a run that began to wait in a commit that was taken back waits once, and is woken once", async () => {
  const steps = [
    { id: StepId.parse("wait"), type: "wait-for-event", event: "stage-changed", timeout: null },
    { id: StepId.parse("tag"), type: "add-tags", tags: ["woken"] },
  ];
  const { id } = await desk.client.workflows.create({ name: "Waits", enabled: true, definition: definition(steps) });
  const first = () => create("a")().then((ticket) => (ticketId = ticket.id));
  let ticketId: TicketId | undefined;
  // The run begins to wait in a commit that is taken back, and in the one behind it.
  await together(first, failing);
  if (!ticketId) throw new Error("It was just made.");
  const moved = ticketId;
  const move = () => desk.client.tickets.move({ id: moved, stageId: STAGES.waitingOnUs });
  expect(await together(move, failing)).toEqual(["done", FAULT]);
  const runs = await desk.core.context.store.runs.find({ selector: { workflowId: id } });
  expect([runs.map(({ status }) => status), (await desk.ticket(moved)).tags]).toEqual([["done"], ["woken"]]);
});

test("nobody waits for ever when the desk is closed in the middle", async () => {
  const answers = Promise.all(["a", "b", "c"].map((subject) => create(subject)().then(() => "done")));
  await Promise.resolve();
  const closed = desk.core.close();
  expect(await answers).toEqual(["done", "done", "done"]);
  await closed;
  desk = await openTestDesk({ dataDir: desk.dataDir });
  expect((await desk.core.context.store.tickets.find({ selector: {} })).length).toBe(3);
});
