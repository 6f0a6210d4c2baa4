import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import type { PropertyId, PropertyValueType } from "#shared/model/setup/property.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let id: TicketId;
beforeEach(async () => {
  desk = await openTestDesk();
  id = await desk.newTicket();
});
afterEach(() => desk.close());

async function property(name: string, type: PropertyValueType, more: object = {}): Promise<PropertyId> {
  return (await desk.client.properties.create({ name, type, ...more })).id;
}
const codeOf = async (call: Promise<unknown>) =>
  call.then(
    () => "allowed",
    (error: unknown) => (error as { code?: string }).code,
  );

describe("values of the desk's own properties", () => {
  test("each change is told with its property, and only what is another is one", async () => {
    const [order, seats] = [await property("Order", "text"), await property("Seats", "number")];
    await desk.client.tickets.update({ id, values: { [order]: " A12 ", [seats]: 3 } });
    await desk.client.tickets.update({ id, values: { [order]: "A12" } });
    await desk.client.tickets.update({ id, values: { [seats]: null } });
    expect((await desk.ticket(id)).values).toEqual({ [order]: "A12" });
    expect((await desk.history(id)).slice(2)).toEqual([
      `user: ${order} null → "A12"`,
      `user: ${seats} null → 3`,
      `user: ${seats} 3 → null`,
    ]);
  });

  test("what does not fit changes nothing, whatever comes with it", async () => {
    const seats = await property("Seats", "number", { bounds: { min: 1, max: 9, decimals: 0 } });
    const update = (values: Record<string, string | number>) =>
      codeOf(desk.client.tickets.update({ id, subject: "Other", values }));
    expect([
      await update({ [seats]: 10 }),
      await update({ [seats]: "3" }),
      await update({ "pp-number_none": 3 }),
      await update({ subject: 3 }),
    ]).toEqual(["PD_INPUT_INVALID", "PD_INPUT_INVALID", "PD_DESK_NOT_FOUND", "BAD_REQUEST"]);
    expect(await desk.ticket(id)).toMatchObject({ subject: "Boots" });
  });

  test("undo asks for the values that it changes from", async () => {
    const [order, seats] = [await property("Order", "text"), await property("Seats", "number")];
    await desk.client.tickets.update({ id, values: { [order]: "A12", [seats]: 2 } });
    const undo = (seen: string) =>
      codeOf(desk.client.tickets.update({ id, values: { [order]: null }, onlyIf: { values: { [order]: seen } } }));
    expect([await undo("B1"), await undo("A12")]).toEqual(["PD_DESK_CHANGED", "allowed"]);
    expect((await desk.ticket(id)).values).toEqual({ [seats]: 2 });
  });

  test("an option that is archived stays where it is, and is given to nobody else", async () => {
    const { id: product, options } = await desk.client.properties.create({
      name: "Product",
      type: "choice",
      options: [{ name: "Boots" }, { name: "Shoes" }],
    });
    const [boots = "", shoes = ""] = Object.keys(options);
    await desk.client.tickets.update({ id, values: { [product]: boots } });
    await desk.client.properties.update({ id: product, options: [{ id: shoes, name: "Shoes" }] });
    const other = await desk.newTicket("second@example.com");
    expect([
      (await desk.ticket(id)).values,
      await codeOf(desk.client.tickets.update({ id: other, values: { [product]: boots } })),
      await codeOf(desk.client.tickets.update({ id, values: { [product]: boots } })),
    ]).toEqual([{ [product]: boots }, "PD_INPUT_INVALID", "allowed"]);
  });
});

describe("[G4] a stage that requires a property of the desk's own", () => {
  test("refuses a move without it, takes the value with the move, and asks new tickets too", async () => {
    const order = await property("Order", "text");
    await desk.client.pipelines.update({ id: SUPPORT, rules: { requiredValues: { [STAGES.waitingOnUs]: [order] } } });
    const move = (more: object) => codeOf(desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs, ...more }));
    const create = (more: object) =>
      codeOf(desk.client.tickets.create({ subject: "New", pipelineId: SUPPORT, stageId: STAGES.waitingOnUs, ...more }));
    expect([
      await move({}),
      await move({ properties: { values: { [order]: " " } } }),
      await move({ properties: { values: { [order]: "A12" } } }),
      await create({}),
      await create({ values: { [order]: "A13" } }),
    ]).toEqual(["PD_RULE_REFUSED", "PD_RULE_REFUSED", "allowed", "PD_RULE_REFUSED", "allowed"]);
  });
});

describe("a property that is used", () => {
  test("is not deleted but archived: its users are named, nothing is lost, and no stage asks for it any more", async () => {
    const order = await property("Order", "text");
    await desk.client.tickets.update({ id, values: { [order]: "A12" } });
    await desk.client.pipelines.update({ id: SUPPORT, rules: { requiredValues: { [STAGES.closed]: [order] } } });
    await desk.client.workflows.create({
      name: "Orders",
      pipelineId: SUPPORT,
      definition: {
        version: 2,
        triggers: [{ id: "t1", type: "property-changed", property: order }],
        filter: { match: "all", parts: [{ object: "ticket", property: order, operator: "contains", value: "A" }] },
        reenrolment: { kind: "never" },
        unenrolment: { on: [], filter: null },
        sources: ["email"],
        businessHours: null,
        steps: [],
      },
    });
    expect(await desk.client.properties.uses({ id: order })).toEqual({
      workflows: ["Orders"],
      mailTemplates: [],
      stages: [{ pipeline: "Support", stage: "Closed" }],
      tickets: 1,
    });
    expect(await codeOf(desk.client.properties.remove({ id: order }))).toBe("PD_INPUT_INVALID");
    await desk.client.properties.archive({ id: order });
    const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
    expect([rules.requiredValues, (await desk.ticket(id)).values]).toEqual([{}, { [order]: "A12" }]);
    expect(await codeOf(desk.client.tickets.move({ id, stageId: STAGES.closed }))).toBe("allowed");
  });

  test("is deleted once nothing uses it; others with its name or key can come", async () => {
    const order = await property("Order", "text");
    expect(await codeOf(property("order ", "number"))).toBe("PD_INPUT_INVALID");
    await desk.client.properties.remove({ id: order });
    expect((await desk.client.properties.list()).items).toEqual([]);
    expect((await desk.client.properties.create({ name: "Order", type: "number" })).key).toBe("order");
  });

  test("[A3] only who may change settings makes, changes, archives or deletes one", async () => {
    const order = await property("Order", "text");
    const agent = await desk.as([]);
    expect([
      await codeOf(agent.properties.create({ name: "Other", type: "text" })),
      await codeOf(agent.properties.update({ id: order, name: "Other" })),
      await codeOf(agent.properties.archive({ id: order })),
      await codeOf(agent.properties.remove({ id: order })),
      await codeOf(agent.tickets.update({ id, values: { [order]: "A12" } })),
    ]).toEqual([...Array.from({ length: 4 }, () => "PD_ACCESS_PERMISSION"), "allowed"]);
  });
});
