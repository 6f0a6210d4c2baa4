import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PropertyId, PropertyValueType } from "#shared/model/setup/property.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { told, workflow } from "./crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const NOON = Date.UTC(2026, 11, 1, 12);
const DAY_MS = 86_400_000;

async function property(name: string, type: PropertyValueType, more: object = {}) {
  return desk.client.properties.create({ name, type, ...more });
}
const issuesOf = (call: Promise<unknown>) =>
  call.then(
    () => [],
    (error: unknown) =>
      (error as { details?: { issues?: { path: string }[] } }).details?.issues?.map(({ path }) => path),
  );
const all = (...parts: readonly object[]) => ({ match: "all", parts });

describe("[F5] steps on the desk's own properties", () => {
  test("set, copy into, raise and empty them; what does not fit is skipped with the reason", async () => {
    const [name, seats, end, old] = [
      await property("Name", "text"),
      await property("Seats", "number", { bounds: { min: 0, max: 5, decimals: 1 } }),
      await property("End", "date"),
      await property("Old", "checkbox"),
    ];
    const id = await workflow(desk, [
      { type: "set-value", propertyId: seats.id, value: 4.9 },
      { type: "increase-value", propertyId: seats.id, by: -3 },
      { type: "increase-value", propertyId: seats.id, by: 9 },
      { type: "set-value", propertyId: end.id, value: NOON },
      { type: "increase-value", propertyId: end.id, by: 30 },
      { type: "copy-value", from: { object: "message", property: "subject" }, propertyId: name.id },
      { type: "copy-value", from: { object: "message", property: "subject" }, propertyId: end.id },
      { type: "set-value", propertyId: old.id, value: true },
      { type: "set-value", propertyId: old.id, value: null },
      { type: "increase-value", propertyId: seats.id, by: 1 },
    ]);
    const ticketId = await desk.newTicket();
    await desk.core.context.queue.idle();
    expect(await told(desk, id)).toEqual([
      [
        "done",
        "s1 done",
        "s2 done",
        "s3 skipped: does-not-fit",
        "s4 done",
        "s5 done",
        "s6 done",
        "s7 skipped: does-not-fit",
        "s8 done",
        "s9 done",
        "s10 done",
      ].join(", "),
    ]);
    expect((await desk.ticket(ticketId)).values).toEqual({
      [seats.id]: 2.9,
      [end.id]: NOON + 30 * DAY_MS,
      [name.id]: "Boots",
    });
  });

  test("[F6] templates say them as a reader would, by their keys", async () => {
    const product = await property("Product", "choices", { options: [{ name: "Boots" }, { name: "Shoes" }] });
    const end = await property("Contract end", "date");
    const rotten = await property("Rotten", "text");
    await workflow(desk, [
      { type: "set-value", propertyId: product.id, value: Object.keys(product.options) },
      { type: "set-value", propertyId: end.id, value: NOON },
      {
        type: "format-property",
        property: "subject",
        template:
          "{{ ticket.properties.product | join: ' + ' }} until {{ ticket.properties.contract_end | date: '%d.%m.%Y' }}{{ ticket.properties.rotten }}.",
      },
    ]);
    const ticketId = await desk.newTicket();
    await desk.core.context.queue.idle();
    expect((await desk.ticket(ticketId)).subject).toBe("Boots + Shoes until 01.12.2026.");
    const template = "{{ ticket.properties.nothing }}";
    expect(await issuesOf(workflow(desk, [{ type: "add-note", text: template }]))).toEqual(["definition.steps.0.text"]);
    expect((await desk.client.properties.uses({ id: rotten.id })).workflows).toEqual(["Tried"]);
  });
});

describe("[F2] [F3] triggers, conditions and branches on them", () => {
  test("a change sets off, conditions see the value, and who changed it", async () => {
    const product = await property("Product", "choice", { options: [{ name: "Boots" }, { name: "Shoes" }] });
    const [boots = "", shoes = ""] = Object.keys(product.options);
    const condition = (operator: string, more: object) => ({
      object: "ticket",
      property: product.id,
      operator,
      ...more,
    });
    const tagWhen = (tag: string, part: object, trigger: object = {}) =>
      workflow(
        desk,
        [{ type: "add-tags", tags: [tag] }],
        { triggers: [{ id: "t1", type: "property-changed", property: product.id, ...trigger }], filter: all(part) },
        tag,
      );
    await tagWhen("boots", condition("is", { value: boots }));
    await tagWhen("shoes", condition("is-any-of", { values: [shoes] }));
    await tagWhen("by-hand", condition("changed-by", { author: { kind: "any-user" } }), { to: boots });
    const ticketId = await desk.newTicket();
    await desk.client.tickets.update({ id: ticketId, values: { [product.id]: boots } });
    await desk.core.context.queue.idle();
    expect((await desk.ticket(ticketId)).tags.toSorted()).toEqual(["boots", "by-hand"]);
  });

  test("a branch takes the arm of the value; what its type can't be asked is refused", async () => {
    const product = await property("Product", "choice", { options: [{ name: "Boots" }, { name: "Shoes" }] });
    const [boots = ""] = Object.keys(product.options);
    await workflow(
      desk,
      [
        {
          type: "branch-value",
          object: "ticket",
          property: product.id,
          arms: [{ id: "a", name: "", values: [boots], steps: [{ id: "x", type: "add-tags", tags: ["boots"] }] }],
          otherwise: [{ id: "y", type: "add-tags", tags: ["other"] }],
        },
      ],
      { triggers: [{ id: "t1", type: "property-changed", property: product.id }] },
    );
    const ticketId = await desk.newTicket();
    await desk.client.tickets.update({ id: ticketId, values: { [product.id]: boots } });
    await desk.core.context.queue.idle();
    expect((await desk.ticket(ticketId)).tags).toEqual(["boots"]);
    const wrong = { object: "ticket", property: product.id, operator: "contains", value: "x" };
    expect(await issuesOf(workflow(desk, [], { filter: all(wrong) }))).toEqual(["definition.filter.parts.0.operator"]);
  });

  test("a workflow that names a property that is not there is not saved, and says where", async () => {
    const gone = "pp-text_gone" as PropertyId;
    const part = { object: "ticket", property: gone, operator: "is-known" };
    expect(
      await issuesOf(
        workflow(
          desk,
          [
            { type: "set-value", propertyId: gone, value: "A" },
            { type: "set-value", propertyId: "", value: null },
          ],
          {
            triggers: [{ id: "t1", type: "property-changed", property: gone }],
            filter: all(part),
          },
        ),
      ),
    ).toEqual([
      "definition.triggers.0.property",
      "definition.filter.parts.0.property",
      "definition.steps.0.propertyId",
      "definition.steps.1.propertyId",
    ]);
  });
});

describe("[G4] a stage that requires one", () => {
  test("fails an automation's step with the reason, and lets one through that sets it first", async () => {
    const order = await property("Order", "text");
    await desk.client.pipelines.update({ id: SUPPORT, rules: { requiredValues: { [STAGES.closed]: [order.id] } } });
    const move = { type: "move-stage", stageId: STAGES.closed };
    const without = await workflow(desk, [move]);
    await desk.newTicket();
    await desk.core.context.queue.idle();
    const [run] = await told(desk, without);
    expect(run).toMatch(/^failed, s1 failed: G4/u);
    await desk.client.workflows.update({ id: without, enabled: false });
    const having = await workflow(desk, [{ type: "set-value", propertyId: order.id, value: "A12" }, move]);
    await desk.newTicket("second@example.com");
    await desk.core.context.queue.idle();
    expect(await told(desk, having)).toEqual(["done, s1 done, s2 done"]);
  });
});

test("[F12] in a file a workflow's properties and options are named, and found again by name", async () => {
  const product = await property("Product", "choice", { options: [{ name: "Boots" }, { name: "Shoes" }] });
  const [boots = ""] = Object.keys(product.options);
  const id = await workflow(desk, [{ type: "set-value", propertyId: product.id, value: boots }]);
  const file = await desk.client.workflows.exportOne({ id });
  const { items } = await desk.client.workflows.import({ file });
  expect(items[0]?.definition.steps).toMatchObject([{ propertyId: product.id, value: boots }]);
  expect(JSON.stringify(file)).toContain("Product: Boots");
});
