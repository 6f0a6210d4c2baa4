import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

test("a stage's list goes on behind a card as it does behind a page", async () => {
  for (let number = 0; number < 6; number++) {
    // Two of each moment: the id decides between them.
    if (number % 2 === 0) desk.clock.nowEpochMs += 60_000;
    await desk.client.tickets.create({ subject: `Question ${number}`, pipelineId: SUPPORT });
  }
  const stage = { pipelineId: SUPPORT, stageId: STAGES.new };
  const { items } = await desk.client.tickets.list(stage);
  expect(items.length).toBe(6);
  for (const [index, { id, lastActivityAtEpochMs }] of items.entries()) {
    const after = { atEpochMs: lastActivityAtEpochMs, id };
    expect(await desk.client.tickets.list({ ...stage, limit: 2, after })).toMatchObject({
      items: items.slice(index + 1, index + 3),
    });
  }
});
