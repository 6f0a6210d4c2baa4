import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { resumeBackgroundWork } from "#main/desk/commands/resume-background-work.ts";
import { insert } from "../../support/insert.ts";
import { DAY_MS, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const turn = (kind: "open" | "closed", stageId = STAGES.waitingOnUs) =>
  desk.client.pipelines.updateStage({ id: SUPPORT, stageId, kind });
const undo = (stageId = STAGES.waitingOnUs) => desk.client.pipelines.undoStageKind({ id: SUPPORT, stageId });
const datesOf = async (id: TicketId) => {
  const { closedAtEpochMs, timeToCloseMs, wasReopened } = await desk.ticket(id);
  return { closedAtEpochMs, timeToCloseMs, wasReopened };
};
const move = (id: TicketId, stageId: string = STAGES.waitingOnUs) => desk.client.tickets.move({ id, stageId });
const OPEN = { closedAtEpochMs: null, timeToCloseMs: null, wasReopened: false };

/** Many tickets in the stage, put there directly. */
async function manyIn(count: number): Promise<void> {
  const first = await desk.newTicket("model@example.com");
  await move(first);
  const model = await desk.core.context.store.tickets.get(first);
  if (!model) throw new TypeError("The ticket is there.");
  const { id: _id, ...rest } = JSON.parse(JSON.stringify(model)) as typeof model;
  await insert(
    desk.core.context.store.tickets,
    Array.from({ length: count - 1 }, (_, index) => ({
      ...rest,
      id: `${first}-${String(index).padStart(6, "0")}` as TicketId,
      number: 1_000 + index,
    })),
  );
}

describe("[C4] a status that becomes a closed one", () => {
  test("closes its tickets: close date and time to close at that moment, told in each timeline", async () => {
    const id = await desk.newTicket();
    await move(id);
    desk.clock.nowEpochMs += DAY_MS;
    const { nowEpochMs } = desk.clock;
    await turn("closed");
    expect(await datesOf(id)).toEqual({ closedAtEpochMs: nowEpochMs, timeToCloseMs: DAY_MS, wasReopened: false });
    expect((await desk.history(id)).slice(-2)).toEqual([
      "user: ticket.stage-kind-changed",
      `C1: closedAtEpochMs null → ${nowEpochMs}`,
    ]);
  });

  test("leaves the dates alone where the switch is off, and tickets of other stages", async () => {
    const [here, there] = [await desk.newTicket("a@example.com"), await desk.newTicket("b@example.com")];
    await move(here);
    await desk.client.pipelines.update({ id: SUPPORT, closeDate: { setOnClose: false } });
    await turn("closed");
    expect([await datesOf(here), await datesOf(there)]).toEqual([OPEN, OPEN]);
  });

  test("and open again: clears the dates, and the tickets count as reopened", async () => {
    const id = await desk.newTicket();
    await move(id);
    await turn("closed");
    await turn("open");
    expect(await datesOf(id)).toEqual({ ...OPEN, wasReopened: true });
  });

  test("is no activity: no ticket comes to the top of its list", async () => {
    const id = await desk.newTicket();
    await move(id);
    const { lastActivityAtEpochMs } = await desk.ticket(id);
    desk.clock.nowEpochMs += DAY_MS;
    await turn("closed");
    expect((await desk.ticket(id)).lastActivityAtEpochMs).toBe(lastActivityAtEpochMs);
  });

  test("ends runs that wait for the ticket to be closed", async () => {
    const id = await desk.newTicket();
    await move(id);
    const workflow = await desk.client.workflows.create({
      name: "Reminder",
      enabled: true,
      definition: {
        version: 2,
        triggers: [{ id: "hand", type: "manual" }],
        filter: { match: "all", parts: [] },
        reenrolment: { kind: "always" },
        unenrolment: { on: ["ticket-closed"], filter: null },
        sources: ["email"],
        businessHours: null,
        steps: [
          { id: "wait", type: "wait-for", duration: { amount: 1, unit: "days" } },
          { id: "tag", type: "add-tags", tags: ["reminded"] },
        ],
      },
    });
    await desk.client.workflows.enrol({ id: workflow.id, ticketIds: [id] });
    await turn("closed");
    const [run] = (await desk.client.workflows.runs({ id: workflow.id })).items;
    expect([run?.status, run?.endReason]).toEqual(["unenrolled", "ticket-closed"]);
  });

  test("the last open one stays open", async () => {
    await turn("closed");
    await turn("closed", STAGES.waitingOnContact);
    await expect(turn("closed", STAGES.new)).rejects.toMatchObject({ code: "PD_PIPELINE_LAST_STAGE" });
  });
});

describe("[C4] taking it back", () => {
  test("puts the close dates back as they were, one by one", async () => {
    const [old, younger] = [await desk.newTicket("a@example.com"), await desk.newTicket("b@example.com")];
    await move(old, STAGES.closed);
    desk.clock.nowEpochMs += DAY_MS;
    await move(younger, STAGES.closed);
    const before = [await datesOf(old), await datesOf(younger)];
    desk.clock.nowEpochMs += DAY_MS;
    await turn("open", STAGES.closed);
    expect(await datesOf(old)).toEqual({ ...OPEN, wasReopened: true });
    const pipeline = await undo(STAGES.closed);
    expect([await datesOf(old), await datesOf(younger)]).toEqual(before);
    expect(pipeline.stages.find(({ id }) => id === STAGES.closed)).toMatchObject({ kind: "closed" });
    expect(pipeline.stages.some(({ kindChange }) => kindChange !== undefined)).toBe(false);
  });

  test("leaves what somebody changed since, and tickets that came since follow the rules", async () => {
    const [edited, came] = [await desk.newTicket("a@example.com"), await desk.newTicket("b@example.com")];
    await move(edited);
    await turn("closed");
    await desk.client.tickets.update({ id: edited, closedAtEpochMs: 1_000 });
    desk.clock.nowEpochMs += 1_000;
    await move(came);
    expect((await datesOf(came)).closedAtEpochMs).toBe(desk.clock.nowEpochMs);
    desk.clock.nowEpochMs += 1_000;
    await undo();
    expect((await datesOf(edited)).closedAtEpochMs).toBe(1_000);
    expect(await datesOf(came)).toEqual({ ...OPEN, wasReopened: true });
  });

  test("does nothing where there is nothing to take back, and twice is once", async () => {
    const id = await desk.newTicket();
    await move(id);
    await undo();
    await turn("closed");
    await undo();
    const after = await desk.ticket(id);
    await undo();
    expect(await desk.ticket(id)).toEqual(after);
    expect(await datesOf(id)).toEqual(OPEN);
  });
});

describe("[C4] many tickets", () => {
  test("are seen to in pieces: people are answered meanwhile, and progress is told", async () => {
    await manyIn(400);
    const shown: string[] = [];
    const { background } = desk.core.context;
    const subscription = background.changes.subscribe(() =>
      shown.push(...background.all().map(({ what, done, total }) => `${what} ${done}/${total}`)),
    );
    const turning = turn("closed");
    const created = await desk.client.tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT });
    expect(background.all()).toHaveLength(1);
    expect((await desk.client.desk.status()).work[0]?.what).toBe("stage-kind");
    await turning;
    subscription.unsubscribe();
    expect([shown[0], shown.at(-1)]).toEqual(["stage-kind 0/400", "stage-kind 400/400"]);
    expect(background.all()).toEqual([]);
    expect((await desk.ticket(created.id)).closedAtEpochMs).toBe(null);
    const left = await desk.core.context.store.tickets.find({ selector: { stageId: STAGES.waitingOnUs } });
    expect(left.filter(({ closedAtEpochMs }) => closedAtEpochMs === null)).toEqual([]);
  });

  test("a ticket that is moved before its turn leaves as what its status is now", async () => {
    await manyIn(400);
    const [last] = await desk.core.context.store.tickets.find({
      selector: {},
      sort: [{ number: "desc" }, { id: "desc" }],
      limit: 1,
    });
    if (!last) throw new TypeError("There are tickets.");
    const turning = turn("closed");
    // closed → closed leaves the date (C4): there must be one.
    await move(last.id, STAGES.closed);
    const { nowEpochMs } = desk.clock;
    expect((await datesOf(last.id)).closedAtEpochMs).toBe(nowEpochMs);
    await turning;
    expect((await desk.history(last.id)).filter((line) => line.startsWith("C1"))).toHaveLength(1);
  });

  test("taken back halfway, all are as they were", async () => {
    await manyIn(400);
    const turning = turn("closed");
    await desk.client.tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT });
    await undo();
    await turning;
    const after = await desk.core.context.store.tickets.find({ selector: { stageId: STAGES.waitingOnUs } });
    expect(after.filter(({ closedAtEpochMs, wasReopened }) => closedAtEpochMs !== null || wasReopened)).toEqual([]);
    expect(after.filter(({ stageKindChange }) => stageKindChange !== undefined)).toEqual([]);
  });

  test("what the end of the program cuts off goes on at the next start", async () => {
    await manyIn(400);
    const turning = turn("closed");
    await desk.client.tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT });
    const reopened = desk.reopen();
    await turning;
    desk = await reopened;
    desk.core.start();
    const stage = async () =>
      (await desk.client.pipelines.get({ id: SUPPORT })).stages.find(({ id }) => id === STAGES.waitingOnUs);
    await resumeBackgroundWork(desk.core.context);
    expect((await stage())?.kindChange?.isDone).toBe(true);
    const left = await desk.core.context.store.tickets.find({ selector: { stageId: STAGES.waitingOnUs } });
    expect(left).toHaveLength(400);
    expect(left.filter(({ closedAtEpochMs }) => closedAtEpochMs === null)).toEqual([]);
  });
});

describe("[A2] a status that is deleted", () => {
  test("moves many tickets in pieces, and is gone with the last", async () => {
    await manyIn(400);
    const removing = desk.client.pipelines.removeStage({
      id: SUPPORT,
      stageId: STAGES.waitingOnUs,
      moveTicketsTo: STAGES.new,
    });
    await desk.client.tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT });
    expect((await desk.client.desk.status()).work[0]).toMatchObject({ what: "stage-removal", total: 400 });
    expect((await removing).stages.map(({ id }) => id)).not.toContain(STAGES.waitingOnUs);
    expect(await desk.core.context.store.tickets.count({ stageId: STAGES.new })).toBe(401);
  });

  test("what the end of the program cuts off goes on at the next start", async () => {
    await manyIn(400);
    const removing = desk.client.pipelines.removeStage({
      id: SUPPORT,
      stageId: STAGES.waitingOnUs,
      moveTicketsTo: STAGES.new,
    });
    await desk.client.tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT });
    const reopened = desk.reopen();
    await removing;
    desk = await reopened;
    expect((await desk.client.pipelines.get({ id: SUPPORT })).stages).toHaveLength(4);
    desk.core.start();
    await resumeBackgroundWork(desk.core.context);
    expect((await desk.client.pipelines.get({ id: SUPPORT })).stages).toHaveLength(3);
    expect(await desk.core.context.store.tickets.count({ stageId: STAGES.new })).toBe(401);
  });

  test("[G3] a rule that allowed only it allows where its tickets went, not every stage", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { newTicketStageIds: [STAGES.waitingOnUs] } });
    const pipeline = await desk.client.pipelines.removeStage({
      id: SUPPORT,
      stageId: STAGES.waitingOnUs,
      moveTicketsTo: STAGES.new,
    });
    expect(pipeline.rules.newTicketStageIds).toEqual([STAGES.new]);
  });
});

describe("[A2] two statuses of one name", () => {
  const add = (name: string) => desk.client.pipelines.addStage({ id: SUPPORT, name, kind: "open", colour: "red" });
  const rename = (name: string) => desk.client.pipelines.updateStage({ id: SUPPORT, stageId: STAGES.new, name });

  test.each(["New", "new", " NEW ", "N\u200Bew", "Ｎｅｗ", "waiting  ON us", "Waiting\u00A0on\u2003us"])(
    "are refused: %j",
    async (name) => {
      const before = await desk.client.pipelines.get({ id: SUPPORT });
      await expect(add(name)).rejects.toMatchObject({ code: "PD_PIPELINE_STAGE_NAME" });
      expect(await desk.client.pipelines.get({ id: SUPPORT })).toEqual(before);
    },
  );

  test("are refused where a letter is composed in another way, and where one is renamed", async () => {
    await add("Geprüft café");
    await expect(add("Gepru\u0308ft cafe\u0301")).rejects.toMatchObject({ code: "PD_PIPELINE_STAGE_NAME" });
    await expect(rename("waiting on US")).rejects.toMatchObject({ code: "PD_PIPELINE_STAGE_NAME" });
  });

  test("a stage may write its own name in another way, and other pipelines may have it too", async () => {
    expect((await rename("NEW")).stages[0]?.name).toBe("NEW");
    const other = await desk.client.pipelines.create({ name: "Other" });
    expect(other.stages[0]?.name).toBe("New");
  });
});
