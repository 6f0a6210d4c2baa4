import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let id: TicketId;
beforeEach(async () => {
  desk = await openTestDesk();
  id = await desk.newTicket();
});
afterEach(() => desk.close());

const changed = { code: "PD_DESK_CHANGED" };

describe("what is changed only over the values that were seen", () => {
  test("goes through where they are the same, and is refused with nothing done where one is another by now", async () => {
    const { tickets } = desk.client;
    await tickets.update({ id, priority: "high", tags: ["a", "b"] });
    await tickets.update({ id, priority: "low", onlyIf: { priority: "high", tags: ["b", "a"], ownerId: null } });
    const others: NonNullable<Parameters<typeof tickets.update>[0]["onlyIf"]>[] = [
      { priority: "high" },
      { tags: ["a"] },
      { priority: "low", ownerId: desk.core.owner() },
    ];
    for (const onlyIf of others)
      await expect(tickets.update({ id, subject: "Other", onlyIf })).rejects.toMatchObject(changed);
    expect(await desk.ticket(id)).toMatchObject({ priority: "low", subject: "Boots" });
  });

  test("a ticket that somebody has moved on is not moved back", async () => {
    const { tickets } = desk.client;
    const place = (stageId: (typeof STAGES)[keyof typeof STAGES]) => ({ pipelineId: SUPPORT, stageId });
    await tickets.move({ id, stageId: STAGES.waitingOnUs });
    await tickets.move({ id, stageId: STAGES.closed });
    const back = tickets.move({ id, stageId: STAGES.new, onlyIf: place(STAGES.waitingOnUs) });
    await expect(back).rejects.toMatchObject(changed);
    expect((await desk.ticket(id)).stageId).toBe(STAGES.closed);
    await tickets.move({ id, stageId: STAGES.new, onlyIf: place(STAGES.closed) });
    expect((await desk.ticket(id)).stageId).toBe(STAGES.new);
  });

  test("stages, their order, close dates and rules of a pipeline", async () => {
    const { pipelines } = desk.client;
    const stage = { id: SUPPORT, stageId: STAGES.new };
    await pipelines.updateStage({ ...stage, name: "Fresh", onlyIf: { name: "New" } });
    await expect(pipelines.updateStage({ ...stage, name: "Old", onlyIf: { name: "New" } })).rejects.toMatchObject(
      changed,
    );

    const before = (await pipelines.get({ id: SUPPORT })).stages.map((each) => each.id);
    const after = before.toReversed();
    await pipelines.orderStages({ id: SUPPORT, stageIds: after, onlyIf: { stageIds: before } });
    const again = pipelines.orderStages({ id: SUPPORT, stageIds: after, onlyIf: { stageIds: before } });
    await expect(again).rejects.toMatchObject(changed);

    await pipelines.update({
      id: SUPPORT,
      rules: { preventBackward: true },
      onlyIf: { rules: { preventBackward: false } },
    });
    for (const onlyIf of [
      { rules: { preventBackward: false } },
      { closeDate: { setOnClose: false } },
      { name: "Other" },
      { reopen: { kind: "within-days", days: 3 } },
    ] as const) {
      await expect(pipelines.update({ id: SUPPORT, name: "Help", onlyIf })).rejects.toMatchObject(changed);
    }
    expect((await pipelines.get({ id: SUPPORT })).name).not.toBe("Help");
  });
});
