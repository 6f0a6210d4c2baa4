import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { ownerCounts } from "#main/store/owner-counts.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

test("[F5] open tickets of each owner are counted, some left out", async () => {
  const { sql } = desk.core.context.store;
  const ids: [TicketId, TicketId, TicketId] = [
    await desk.newTicket("a@example.com"),
    await desk.newTicket("b@example.com"),
    await desk.newTicket("c@example.com"),
  ];
  const ownerId = desk.core.owner();
  for (const id of ids) await desk.client.tickets.update({ id, ownerId });
  expect(await ownerCounts(sql, [STAGES.new, STAGES.closed], [ids[0]])).toEqual(new Map([[ownerId, 2]]));
  await desk.client.tickets.move({ id: ids[1], stageId: STAGES.waitingOnUs });
  expect(await ownerCounts(sql, [STAGES.new], [])).toEqual(new Map([[ownerId, 2]]));
});
