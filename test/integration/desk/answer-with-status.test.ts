import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutboxItemId, StageId, type TicketId, UserId } from "#shared/model/ids.ts";
import { refusalOf } from "../automation/manage-fixture.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let id: TicketId;
beforeEach(async () => {
  desk = await openTestDesk();
  id = await desk.newTicket();
});
afterEach(() => desk.close());

const stage = async () => (await desk.ticket(id)).stageId;
const answer = (more: object = {}) =>
  desk.client.tickets.reply({ id, text: "Done.", thenStageId: STAGES.closed, ...more });

describe("an answer with a status", () => {
  test("[D1] [D8c] sets it over what the answer itself sets, in one write, and takes it back with the answer", async () => {
    const before = await stage();
    const { delivery } = await answer();
    const during = await desk.ticket(id);
    expect([during.stageId, during.closedAtEpochMs !== null]).toEqual([STAGES.closed, true]);
    await desk.client.outbox.cancel({ id: OutboxItemId.parse(delivery?.id) });
    const after = await desk.ticket(id);
    expect([after.stageId, after.closedAtEpochMs]).toEqual([before, null]);
  });

  test("[D8c] of one that is sent later sets it then", async () => {
    const before = await stage();
    const { delivery } = await answer({ sendAtEpochMs: desk.clock.nowEpochMs + 3_600_000 });
    const waiting = await stage();
    await desk.client.outbox.sendNow({ id: OutboxItemId.parse(delivery?.id) });
    expect([waiting, await stage()]).toEqual([before, STAGES.closed]);
  });

  test("[G4] that a rule refuses is not sent", async () => {
    const [pipeline] = (await desk.client.pipelines.list()).items;
    if (!pipeline) throw new TypeError("There is a pipeline.");
    await desk.client.pipelines.update({
      id: pipeline.id,
      rules: { requiredProperties: { [STAGES.closed]: ["ownerId"] } },
    });
    expect([
      (await refusalOf(answer()))[0],
      (await refusalOf(answer({ thenStageId: StageId.parse("gone") })))[0],
      (await desk.client.outbox.list({})).items,
    ]).toEqual(["PD_RULE_REFUSED", "PD_DESK_NOT_FOUND", []]);
  });
});

describe("a signature", () => {
  test("is the writer's own, and stands once however they signed", async () => {
    await desk.client.users.update({ id: UserId.parse("user-owner"), signature: "Ada\nSupport" });
    const texts = [];
    for (const text of ["Hello.", "Hello.\n\nAda\nSupport"])
      texts.push((await desk.client.tickets.reply({ id, text })).text);
    expect(texts).toEqual(["Hello.\n\n-- \nAda\nSupport", "Hello.\n\nAda\nSupport"]);
  });
});
