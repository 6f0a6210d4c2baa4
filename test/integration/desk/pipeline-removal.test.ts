import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PipelineId, type StageId, type TicketId } from "#shared/model/ids.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import { createWorkflowIndex } from "#main/automation/workflow-index.ts";
import { resumeBackgroundWork } from "#main/desk/commands/resume-background-work.ts";
import { crashBefore } from "../../support/automation/crash-points.ts";
import { insert } from "../../support/insert.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** A pipeline is deleted, its tickets go to another one, and all of it can be taken back. */
let desk: TestDesk;
let sales: PipelineId;
let salesStages: readonly StageId[];
beforeEach(async () => {
  desk = await openTestDesk();
  const { id, stages } = await desk.client.pipelines.create({ name: "Sales" });
  [sales, salesStages] = [id, stages.map((stage) => stage.id)];
});
afterEach(() => desk.close());

const remove = (stages?: Record<string, StageId>) =>
  desk.client.pipelines.remove({ id: SUPPORT, moveTicketsTo: sales, ...(stages === undefined ? {} : { stages }) });
const undo = () => desk.client.pipelines.undoRemove({ id: SUPPORT });
const names = async () => (await desk.client.pipelines.list()).items.map(({ name }) => name);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: { readonly code?: unknown }) => error.code,
  );

/** All that a person can see of the desk, and all that is kept of its tickets, but for stamps and revisions of the store. */
async function everything(): Promise<unknown> {
  const { context } = desk.core;
  const plain = (document: object) =>
    Object.fromEntries(
      Object.entries(document).filter(([name]) => !["stamps", "_rev", "_meta", "_attachments"].includes(name)),
    );
  const setup = (kind: "channel" | "workflow" | "pipeline") =>
    context.setup.all(kind).map((one) => {
      // Revisions count on, and what is switched on again was switched on now.
      const {
        revision: _revision,
        enabledAtEpochMs: _since,
        removal: _removal,
        ...rest
      } = plain(one) as never as Record<string, unknown>;
      return rest;
    });
  const tickets = await context.store.tickets.find({ selector: {}, sort: [{ id: "asc" }] });
  return {
    pipelines: setup("pipeline"),
    channels: setup("channel"),
    workflows: setup("workflow"),
    tickets: tickets.map(plain),
    counts: context.counts.stages(),
  };
}

async function someTickets(): Promise<TicketId[]> {
  const ids: TicketId[] = [];
  for (const [number, stageId] of Object.values(STAGES).entries()) {
    const id = await desk.newTicket(`${number}@example.com`);
    await desk.client.tickets.move({ id, stageId });
    ids.push(id);
  }
  return ids;
}

const definition = (steps: readonly unknown[], triggers: readonly unknown[]) =>
  ({
    version: 2,
    triggers,
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "always" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps,
  }) as never;
const workflow = (name: string, pipelineId: PipelineId | null, given: never) =>
  desk.client.workflows.create({ name, enabled: true, pipelineId, definition: given });

describe("[A2] deleting a pipeline", () => {
  test("its tickets go where the statuses are paired by name and kind, each with one move, and the pipeline is gone", async () => {
    const ids = await someTickets();
    const before = await Promise.all(ids.map((id) => desk.history(id)));
    await remove();
    expect(await names()).toEqual(["Sales"]);
    expect(await codeOf(desk.client.pipelines.get({ id: SUPPORT }))).toBe("PD_DESK_NOT_FOUND");
    const tickets = await Promise.all(ids.map((id) => desk.ticket(id)));
    expect(tickets.map(({ pipelineId, stageId }) => [pipelineId, stageId])).toEqual(
      salesStages.map((stageId) => [sales, stageId]),
    );
    const after = await Promise.all(ids.map((id) => desk.history(id)));
    expect(after.map((history, number) => history.length - (before[number]?.length ?? 0))).toEqual([1, 1, 1, 1]);
  });

  test("[B1] its channels make their tickets in the other one", async () => {
    await remove();
    const id = await desk.newTicket("after@example.com");
    expect([(await desk.ticket(id)).pipelineId, (await desk.ticket(id)).stageId]).toEqual([sales, salesStages[0]]);
  });

  test("chosen statuses win, and a status of the wrong pipeline is refused with nothing changed", async () => {
    const [id] = await someTickets();
    const before = await everything();
    expect(await codeOf(remove({ [STAGES.new]: STAGES.closed }))).toBe("PD_DESK_NOT_FOUND");
    expect(await everything()).toEqual(before);
    await remove({ [STAGES.new]: salesStages[3] as StageId });
    expect((await desk.ticket(id as TicketId)).stageId).toBe(salesStages[3]);
  });

  test("the last one can't go, nor can one go to itself", async () => {
    expect(await codeOf(desk.client.pipelines.remove({ id: SUPPORT, moveTicketsTo: SUPPORT }))).toBe(
      "PD_PIPELINE_LAST",
    );
    await remove();
    expect(await codeOf(desk.client.pipelines.remove({ id: sales, moveTicketsTo: sales }))).toBe("PD_PIPELINE_LAST");
    expect(await codeOf(desk.client.pipelines.remove({ id: sales, moveTicketsTo: SUPPORT }))).toBe("PD_DESK_NOT_FOUND");
    expect(await names()).toEqual(["Sales"]);
  });

  test("[A3] and not by somebody who may not, who can't take it back either", async () => {
    const other = await desk.as([] as readonly Permission[]);
    const calls = [
      other.pipelines.remove({ id: SUPPORT, moveTicketsTo: sales }),
      other.pipelines.undoRemove({ id: SUPPORT }),
      other.pipelines.duplicate({ id: SUPPORT }),
      other.pipelines.discard({ id: sales }),
      other.pipelines.order({ ids: [sales, SUPPORT] }),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual(calls.map(() => "PD_ACCESS_PERMISSION"));
  });

  test("its own workflows are kept, switched off; those that ask for it as well; those that only put tickets into it go on", async () => {
    const moves = [{ id: "m", type: "move-stage", stageId: STAGES.closed, pipelineId: SUPPORT }];
    const own = await workflow("Own", SUPPORT, definition([], [{ id: "t", type: "ticket-created" }]));
    const asks = await workflow(
      "Asks",
      null,
      definition([], [{ id: "t", type: "stage-reached", stageId: STAGES.new }]),
    );
    const points = await workflow("Points", null, definition(moves, [{ id: "t", type: "manual" }]));
    await desk.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.new });
    await remove();
    const { items } = await desk.client.workflows.list({});
    const seen = items.filter(({ origin }) => origin !== "template");
    expect(seen.map(({ id, enabled, pipelineId }) => [id, enabled, pipelineId])).toEqual([
      [own.id, false, sales],
      [asks.id, false, null],
      [points.id, true, null],
    ]);
    expect(seen[2]?.definition.steps).toEqual([{ ...moves[0], stageId: salesStages[3], pipelineId: sales }]);
    // The card without an action, and the template automations, went with it.
    expect(items.filter(({ pipelineId }) => pipelineId === SUPPORT)).toEqual([]);
  });

  test("nothing may come to name it while its tickets are on their way", async () => {
    const { context } = desk.core;
    const gate = Promise.withResolvers<void>();
    const removing = remove();
    await new Promise(setImmediate);
    const held = context.queue.run(() => gate.promise);
    const late = [
      desk.client.channels.update({ id: INBOUND, pipelineId: SUPPORT }),
      desk.client.pipelines.update({ id: SUPPORT, name: "Late" }),
      desk.client.pipelines.addStage({ id: SUPPORT, name: "Late", kind: "open", colour: "red" }),
      workflow("Late", SUPPORT, definition([], [{ id: "t", type: "manual" }])),
      desk.client.pipelines.remove({ id: sales, moveTicketsTo: SUPPORT }),
    ].map(codeOf);
    gate.resolve();
    await held;
    await removing;
    expect(await Promise.all(late)).toEqual(late.map(() => "PD_DESK_NOT_FOUND"));
  });
});

describe("[A2] taking it back", () => {
  test("gives back everything to the letter: tickets, close dates, channels, workflows, cards, order", async () => {
    await someTickets();
    await workflow("Own", SUPPORT, definition([], [{ id: "t", type: "ticket-created" }]));
    await workflow("Asks", null, definition([], [{ id: "t", type: "stage-reached", stageId: STAGES.new }]));
    await workflow(
      "Points",
      null,
      definition(
        [{ id: "m", type: "move-stage", stageId: STAGES.closed, pipelineId: SUPPORT }],
        [{ id: "t", type: "manual" }],
      ),
    );
    const card = await desk.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed });
    await desk.client.workflows.update({
      id: card.id,
      enabled: true,
      definition: { ...card.definition, steps: [{ id: "n", type: "add-note", text: "Done" } as never] },
    });
    const before = await everything();
    desk.clock.nowEpochMs += 60_000;
    await remove({ [STAGES.new]: salesStages[3] as StageId, [STAGES.closed]: salesStages[0] as StageId });
    expect((await desk.client.pipelines.removed()).items.map(({ name, to }) => [name, to])).toEqual([
      ["Support", sales],
    ]);
    desk.clock.nowEpochMs += 60_000;
    expect((await undo()).name).toBe("Support");
    expect(await everything()).toEqual(before);
    expect((await desk.client.pipelines.removed()).items).toEqual([]);
  });

  test("leaves what somebody changed since: a ticket that moved on, a close date set by hand, a channel, a workflow", async () => {
    const [moved, dated] = await someTickets();
    const own = await workflow("Own", SUPPORT, definition([], [{ id: "t", type: "ticket-created" }]));
    await remove();
    await desk.client.tickets.move({ id: moved as TicketId, stageId: salesStages[2] as StageId });
    await desk.client.tickets.update({ id: dated as TicketId, closedAtEpochMs: 5_000_000 });
    await desk.client.channels.update({ id: INBOUND, stageId: salesStages[1] });
    await desk.client.workflows.update({
      id: own.id,
      definition: { ...own.definition, triggers: [{ id: "t", type: "manual" }] },
    });
    await undo();
    const [first, second] = [await desk.ticket(moved as TicketId), await desk.ticket(dated as TicketId)];
    expect([first.pipelineId, first.stageId]).toEqual([sales, salesStages[2]]);
    expect([second.stageId, second.closedAtEpochMs]).toEqual([STAGES.waitingOnContact, 5_000_000]);
    const channel = desk.core.context.setup.require("channel", INBOUND);
    expect([channel.pipelineId, channel.stageId]).toEqual([sales, salesStages[1]]);
    const kept = await desk.client.workflows.get({ id: own.id });
    expect([kept.enabled, kept.pipelineId]).toEqual([false, sales]);
  });

  test("also where the one that the tickets went to was deleted after it, in the order of the deletions backwards", async () => {
    await someTickets();
    const { id: third } = await desk.client.pipelines.create({ name: "Third" });
    const before = await everything();
    await remove();
    await desk.client.pipelines.remove({ id: sales, moveTicketsTo: third });
    await desk.client.pipelines.undoRemove({ id: sales });
    expect(await names()).toEqual(["Sales", "Third"]);
    await undo();
    const { pipelines, channels, workflows } = (await everything()) as Record<string, unknown>;
    expect({ pipelines, channels, workflows }).toEqual(
      (({ pipelines: p, channels: c, workflows: w }) => ({ pipelines: p, channels: c, workflows: w }))(
        before as Record<string, unknown>,
      ),
    );
  });

  test("where there is nothing to take back nothing is done", async () => {
    const before = await everything();
    expect((await undo()).id).toBe(SUPPORT);
    expect(await everything()).toEqual(before);
    expect(await codeOf(desk.client.pipelines.undoRemove({ id: PipelineId.parse("pl_none") }))).toBe(
      "PD_DESK_NOT_FOUND",
    );
  });
});

describe("[A2] what tickets carry along", () => {
  test("[H5] a merged ticket goes too, and stands apart again where the tickets went", async () => {
    const [open, , , closed] = await someTickets();
    if (open === undefined || closed === undefined) throw new TypeError("There is one in each status.");
    // Nobody waits for an answer on it: it may be closed again.
    await desk.client.tickets.reply({ id: closed, text: "They are on their way." });
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    await desk.client.tickets.merge({ id: open, intoTicketId: closed });
    await remove();
    const { tickets } = desk.core.context.store;
    expect(await tickets.count({ pipelineId: SUPPORT })).toBe(0);
    await desk.client.tickets.unmerge({ id: open });
    const [first, second] = [await desk.ticket(open), await desk.ticket(closed)];
    expect([first.stageId, second.stageId, second.closedAtEpochMs !== null]).toEqual([
      salesStages[0],
      salesStages[3],
      true,
    ]);
  });

  test("[F8] a run that waits moves its ticket to where the tickets went, also over two deletions, and home again", async () => {
    const waiting = await workflow(
      "Waiting",
      null,
      definition(
        [
          {
            id: "w",
            type: "wait-for",
            duration: { amount: 1, unit: "hours" },
            cancelOn: [],
            whenCancelled: "stop",
            businessHours: false,
          },
          { id: "m", type: "move-stage", stageId: STAGES.closed, pipelineId: SUPPORT },
        ],
        [{ id: "t", type: "manual" }],
      ),
    );
    const [id] = await someTickets();
    const { id: third, stages } = await desk.client.pipelines.create({ name: "Third" });
    await desk.client.workflows.enrol({ id: waiting.id, ticketIds: [id as TicketId] });
    await remove();
    await desk.client.pipelines.remove({ id: sales, moveTicketsTo: third });
    const index = createWorkflowIndex(desk.core.context.setup);
    const [run] = await desk.core.context.store.runs.find({ selector: { workflowId: waiting.id } });
    if (run === undefined) throw new TypeError("There is a run.");
    const steps = () => index.readyFor(run)?.ready.definition.steps.at(-1);
    expect(steps()).toMatchObject({ stageId: stages[3]?.id, pipelineId: third });
    await desk.client.pipelines.undoRemove({ id: sales });
    expect(steps()).toMatchObject({ stageId: salesStages[3], pipelineId: sales });
    await undo();
    expect(steps()).toMatchObject({ stageId: STAGES.closed, pipelineId: SUPPORT });
  });
});

/** Mulberry32: the same seed makes the same desk. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Desks of some pipelines with tickets in any of their statuses; one is deleted to anywhere, with its statuses paired at random. */
test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
  "[A2] of a random desk (seed %i) every ticket arrives, and all of it comes back",
  async (seed) => {
    const below = randomFrom(seed);
    const { id: third } = await desk.client.pipelines.create({ name: "Third" });
    const all = [SUPPORT, sales, third];
    for (const id of all)
      for (let number = below(3); number > 0; number -= 1)
        await desk.client.pipelines.addStage({
          id,
          name: `More ${number}`,
          kind: below(2) === 0 ? "open" : "closed",
          colour: "red",
        });
    const stagesOf = async (id: PipelineId) => (await desk.client.pipelines.get({ id })).stages;
    for (let number = 0; number < 8; number += 1) {
      const pipelineId = all[below(3)] as PipelineId;
      const stages = await stagesOf(pipelineId);
      const ticket = await desk.client.tickets.create({ subject: `Ticket ${number}`, pipelineId });
      desk.clock.nowEpochMs += 1_000;
      await desk.client.tickets.move({ id: ticket.id, stageId: stages[below(stages.length)]?.id as StageId });
    }
    const id = all[below(3)] as PipelineId;
    const to = all.filter((one) => one !== id)[below(2)] as PipelineId;
    const [from, into] = [await stagesOf(id), await stagesOf(to)];
    const chosen = from
      .filter(() => below(2) === 0)
      .map((stage) => [stage.id, into[below(into.length)]?.id as StageId]);
    const before = await everything();
    const count = await desk.core.context.store.tickets.count({ pipelineId: to });
    const leaving = await desk.core.context.store.tickets.count({ pipelineId: id });
    desk.clock.nowEpochMs += 1_000;
    await desk.client.pipelines.remove({ id, moveTicketsTo: to, stages: Object.fromEntries(chosen) });
    expect(await desk.core.context.store.tickets.count({ pipelineId: to })).toBe(count + leaving);
    const present = new Set((await stagesOf(to)).map((stage) => stage.id));
    const arrived = await desk.core.context.store.tickets.find({ selector: { pipelineId: to } });
    expect(arrived.filter(({ stageId }) => !present.has(stageId))).toEqual([]);
    desk.clock.nowEpochMs += 1_000;
    await desk.client.pipelines.undoRemove({ id });
    expect(await everything()).toEqual(before);
  },
);

/** More than six pieces of work. */
const COUNT = 320;

async function many(): Promise<void> {
  const first = await desk.newTicket();
  await desk.client.tickets.move({ id: first, stageId: STAGES.waitingOnUs });
  const model = await desk.core.context.store.tickets.get(first);
  if (!model) throw new TypeError("The ticket is there.");
  const { id: _id, ...rest } = JSON.parse(JSON.stringify(model)) as typeof model;
  await insert(
    desk.core.context.store.tickets,
    Array.from({ length: COUNT - 1 }, (_, number) => ({
      ...rest,
      id: `${first}-${String(number).padStart(6, "0")}` as TicketId,
      number: 1_000 + number,
    })),
  );
}

/** How many tickets are where, and after how many moves between the pipelines. */
async function states(): Promise<Record<string, number>> {
  const { tickets, activities } = desk.core.context.store;
  const counts: Record<string, number> = {};
  for (const { id, pipelineId, pipelineRemoval } of await tickets.find({ selector: {} })) {
    const told = await activities.find({ selector: { ticketId: id } });
    const moves = told.filter(
      ({ body }) => body.type === "ticket.stage-changed" && body.from.pipelineId !== body.to.pipelineId,
    ).length;
    const state = `${pipelineId === SUPPORT ? "home" : "away"} after ${moves}${pipelineRemoval ? ", marked" : ""}`;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** From here on as after `kill -9` and another start. */
async function cut(writes: number, work: () => Promise<unknown>): Promise<void> {
  const crash = crashBefore(desk.core.context.store, writes);
  await work().catch(() => undefined);
  expect(crash.point).not.toBe(null);
  desk = await desk.reopen();
}

async function goOn(): Promise<void> {
  desk.core.start();
  await resumeBackgroundWork(desk.core.context);
}

/** The first are those of the mark with all that belongs to it; then each piece writes tickets and activities. */
const CUTS = [0, 1, 2, 4, 5, 6, 9];

describe("[A2] [F7] cut off in the middle", () => {
  test.each(CUTS)(
    "after %i writes no ticket is half moved; the next start moves the rest, each once",
    async (writes) => {
      await many();
      const before = await everything();
      await cut(writes, () => remove());
      const left = await states();
      expect((left["home after 0"] ?? 0) + (left["away after 1, marked"] ?? 0)).toBe(COUNT);
      if ((await names()).length === 2 && desk.core.context.setup.require("pipeline", SUPPORT).removal === undefined) {
        // The mark itself was cut: as if nothing had been asked.
        expect(await everything()).toEqual(before);
        return;
      }
      await goOn();
      expect(await states()).toEqual({ "away after 1, marked": COUNT });
      expect(await names()).toEqual(["Sales"]);
    },
  );

  test("taken back while it is under way, nothing more leaves, and all is as before", async () => {
    await many();
    const before = await everything();
    const { background } = desk.core.context;
    const underWay = new Promise<void>((resolve) => {
      const told = background.changes.subscribe(() => {
        if (!background.all().some(({ done }) => done > 0)) return;
        told.unsubscribe();
        resolve();
      });
    });
    const removing = remove();
    await underWay;
    await undo();
    expect(await removing).toEqual({ removed: false });
    expect(await everything()).toEqual(before);
    // Those that had not left were never moved.
    expect((await states())["home after 0"] ?? 0).toBeGreaterThan(0);
  });

  test.each([5, 6, 9])("after %i writes it can be taken back instead: all is as before", async (writes) => {
    await many();
    const before = await everything();
    await cut(writes, () => remove());
    await undo();
    await goOn();
    expect(await everything()).toEqual(before);
  });

  test.each([0, 1, 2, 5, 8])("and so does the taking back itself: after %i writes it goes on", async (writes) => {
    await many();
    const before = await everything();
    await remove();
    await cut(writes, undo);
    await goOn();
    if (writes === 0) await undo();
    expect(await states()).toEqual({ "home after 2": COUNT });
    expect(await everything()).toEqual(before);
  });
});
