import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { optionsOf } from "#shared/rules/properties/options.ts";
import { copyOf, openTeam, type Team } from "../../support/team.ts";
import { SUPPORT } from "../../support/test-desk.ts";

let team: Team;
beforeEach(async () => {
  team = await openTeam();
});
afterEach(() => team.close());

describe("[H3] two devices without a line to each other", () => {
  test("change different properties of one ticket, and different options: all of it survives, everywhere", async () => {
    const order = await team.client.properties.create({ name: "Order", type: "text" });
    const colours = await team.client.properties.create({
      name: "Colours",
      type: "choices",
      options: [{ name: "Red" }, { name: "Blue" }],
    });
    const [red = "", blue = ""] = Object.keys(colours.options);
    const { id } = await team.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
    const [anna, bo] = [await team.join("anna", ["account-access"]), await team.join("bo", ["account-access"])];
    await team.syncAll();
    await anna.client.tickets.update({ id, values: { [order.id]: "A12", [colours.id]: [red] } });
    await bo.client.tickets.update({ id, values: { [colours.id]: [blue] } });
    await anna.client.properties.update({
      id: colours.id,
      options: [
        { id: red, name: "Crimson" },
        { id: blue, name: "Blue" },
      ],
    });
    await bo.client.properties.update({
      id: colours.id,
      options: [
        { id: red, name: "Red" },
        { id: blue, name: "Navy" },
      ],
    });
    await team.syncAll();
    const [there, here, too] = [await copyOf(team.server), await copyOf(anna.core), await copyOf(bo.core)];
    expect(here).toEqual(there);
    expect(too).toEqual(there);
    const { values = {} } = await team.client.tickets.get({ id });
    expect([values[order.id], new Set(values[colours.id] as string[])]).toEqual(["A12", new Set([red, blue])]);
    const merged = await team.client.properties.get({ id: colours.id });
    expect(optionsOf(merged).map(({ name }) => name)).toEqual(["Crimson", "Navy"]);
  });

  test("one sets what the other deletes meanwhile: the value stays, and nobody is stopped by it", async () => {
    const order = await team.client.properties.create({ name: "Order", type: "text" });
    const { id } = await team.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
    const [anna, bo] = [await team.join("anna", ["account-access"]), await team.join("bo")];
    await team.syncAll();
    await anna.client.properties.remove({ id: order.id });
    await bo.client.tickets.update({ id: TicketId.parse(id), values: { [order.id]: "A12" } });
    await team.syncAll();
    expect(await copyOf(bo.core)).toEqual(await copyOf(team.server));
    expect((await anna.client.tickets.get({ id })).values).toEqual({ [order.id]: "A12" });
    await anna.client.tickets.update({ id, subject: "Leaking boots" });
    expect((await anna.client.tickets.get({ id })).values).toEqual({ [order.id]: "A12" });
  });
});
