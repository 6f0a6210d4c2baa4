import { afterEach, beforeEach, expect, test } from "vitest";
import { STAGES, openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const counts = () => desk.client.desk.overdueCounts();

test("overdue tickets of each stage are counted, all of them, as time passes and tickets close", async () => {
  const dueAtEpochMs = desk.clock.nowEpochMs + 60_000;
  const ids = [];
  for (let number = 0; number < 70; number += 1) {
    const { id } = await desk.client.tickets.create({ subject: `Ticket ${number}`, pipelineId: SUPPORT });
    if (number > 0) await desk.client.tickets.update({ id, dueAtEpochMs });
    ids.push(id);
  }
  expect(await counts()).toEqual({});
  desk.clock.nowEpochMs = dueAtEpochMs + 1;
  expect(await counts()).toEqual({ [SUPPORT]: { [STAGES.new]: 69 } });

  const [, first, second, third] = ids;
  if (first === undefined || second === undefined || third === undefined) throw new Error("Tickets are missing.");
  await desk.client.tickets.move({ id: first, stageId: STAGES.closed });
  await desk.client.tickets.move({ id: second, stageId: STAGES.waitingOnUs });
  await desk.client.tickets.update({ id: third, dueAtEpochMs: null });
  expect(await counts()).toEqual({ [SUPPORT]: { [STAGES.new]: 66, [STAGES.waitingOnUs]: 1 } });
});
