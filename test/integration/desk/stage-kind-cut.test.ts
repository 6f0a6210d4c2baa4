import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { resumeBackgroundWork } from "#main/desk/commands/resume-background-work.ts";
import { crashBefore } from "../../support/automation/crash-points.ts";
import { insert } from "../../support/insert.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** The process ends while the tickets of a status follow its new kind. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

/** More than six pieces of work. */
const COUNT = 320;
const stageId = STAGES.waitingOnUs;
const turn = (kind: "open" | "closed") => desk.client.pipelines.updateStage({ id: SUPPORT, stageId, kind });
const undo = () => desk.client.pipelines.undoStageKind({ id: SUPPORT, stageId });

async function many(): Promise<void> {
  const first = await desk.newTicket();
  await desk.client.tickets.move({ id: first, stageId });
  const model = await desk.core.context.store.tickets.get(first);
  if (!model) throw new TypeError("The ticket is there.");
  const { id: _id, ...rest } = JSON.parse(JSON.stringify(model)) as typeof model;
  const names = Array.from({ length: COUNT - 1 }, (_, number) => `${first}-${String(number).padStart(6, "0")}`);
  await insert(
    desk.core.context.store.tickets,
    names.map((id, number) => ({ ...rest, id: id as TicketId, number: 1_000 + number })),
  );
}

/** How many tickets are in which state; one that is in two at once shows as `half`. */
async function states(): Promise<Record<string, number>> {
  const { tickets, activities } = desk.core.context.store;
  const counts: Record<string, number> = {};
  for (const ticket of await tickets.find({ selector: { stageId } })) {
    const told = await activities.find({ selector: { ticketId: ticket.id } });
    const turned = told.filter(({ body }) => body.type === "ticket.stage-kind-changed").length;
    const dated = told.filter(
      ({ body }) => body.type === "ticket.property-changed" && body.property === "closedAtEpochMs",
    ).length;
    const isClosed = ticket.closedAtEpochMs !== null;
    const isWhole = isClosed === (ticket.timeToCloseMs !== null) && turned === dated && (turned % 2 === 1) === isClosed;
    const state = isWhole ? `${isClosed ? "closed" : "open"} after ${turned}` : "half";
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

const stage = async () => (await desk.client.pipelines.get({ id: SUPPORT })).stages.find(({ id }) => id === stageId);
/** Each piece writes tickets and activities. */
const CUTS = [0, 1, 2, 5, 8];

describe("[C4] [F7] cut off in the middle of closing its tickets", () => {
  test.each(CUTS)(
    "after %i writes none is half closed, and the next start closes the rest, each once",
    async (writes) => {
      await many();
      await cut(writes, () => turn("closed"));
      const left = await states();
      expect(left["half"] ?? 0).toBe(0);
      expect((left["open after 0"] ?? 0) + (left["closed after 1"] ?? 0)).toBe(COUNT);
      expect([(await stage())?.kind, (await stage())?.kindChange?.isDone]).toEqual(["closed", false]);
      await goOn();
      expect(await states()).toEqual({ "closed after 1": COUNT });
      expect((await stage())?.kindChange?.isDone).toBe(true);
    },
  );

  test.each(CUTS)("after %i writes it can be taken back instead: all are open as before", async (writes) => {
    await many();
    await cut(writes, () => turn("closed"));
    const closed = (await states())["closed after 1"] ?? 0;
    await undo();
    await goOn();
    const after = await states();
    expect([after["half"] ?? 0, after["open after 0"] ?? 0, after["open after 2"] ?? 0]).toEqual([
      0,
      COUNT - closed,
      closed,
    ]);
    expect([(await stage())?.kind, (await stage())?.kindChange]).toEqual(["open", undefined]);
  });

  test.each(CUTS)("and so does the taking back itself: after %i writes it goes on", async (writes) => {
    await many();
    await turn("closed");
    await cut(writes, undo);
    expect((await states())["half"] ?? 0).toBe(0);
    await goOn();
    expect(await states()).toEqual({ "open after 2": COUNT });
    expect([(await stage())?.kind, (await stage())?.kindChange]).toEqual(["open", undefined]);
  });
});
