import { afterEach, beforeEach, expect, test } from "vitest";
import { StepId } from "#shared/model/ids.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

test("[F2] tags in another order are no change, and set nothing off", async () => {
  await desk.client.workflows.create({
    name: "Tagged",
    enabled: true,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "property-changed", property: "tags" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "always" },
      unenrolment: { on: [], filter: null },
      sources: ["manual"],
      businessHours: null,
      steps: [{ id: StepId.parse("set"), type: "set-property", change: { property: "priority", value: "high" } }],
    },
  });
  const { id } = await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT, tags: ["late", "vip"] });
  const before = await desk.history(id);
  await desk.client.tickets.update({ id, tags: ["vip", "late"] });
  expect([await desk.history(id), (await desk.ticket(id)).tags]).toEqual([before, ["late", "vip"]]);
});
