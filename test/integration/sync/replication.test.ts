import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { copyOf, openTeam, type Team } from "../../support/team.ts";
import { INBOUND, STAGES } from "../../support/test-desk.ts";
import { rawMail } from "../../support/raw-mail.ts";

let team: Team;
beforeEach(async () => {
  team = await openTeam();
});
afterEach(() => team.close());

async function newTicket(messageId = "first@example.com"): Promise<TicketId> {
  const raw = rawMail({
    messageId,
    from: "Anna <anna@example.com>",
    to: "help@desk.example",
    subject: "Boots",
    text: "They leak.",
  });
  const { ticketId } = await team.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  return TicketId.parse(ticketId);
}

describe("[H3] two devices and their server", () => {
  test("a device that joins has the whole desk, and what it changes reaches the others", async () => {
    const id = await newTicket();
    const [anna, bo] = [await team.join("anna"), await team.join("bo")];
    await team.syncAll();
    expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
    await anna.client.tickets.move({ id, stageId: STAGES.closed });
    await bo.client.tickets.addNote({ id, text: "They come from the second batch." });
    await bo.client.tickets.update({ id, priority: "high" });
    await team.syncAll();
    const [there, here, too] = [await copyOf(team.server), await copyOf(anna.core), await copyOf(bo.core)];
    expect(here).toEqual(there);
    expect(too).toEqual(there);
    expect(await bo.client.tickets.get({ id })).toMatchObject({ stageId: STAGES.closed, priority: "high" });
  });

  test("who brings a change of a document that another has changed meanwhile gets both back at once", async () => {
    const id = await newTicket();
    const [anna, bo] = [await team.join("anna"), await team.join("bo")];
    await team.syncAll();
    await anna.client.tickets.update({ id, priority: "high" });
    await bo.client.tickets.update({ id, subject: "Leaking boots" });
    await anna.sync();
    await bo.sync();
    expect(await copyOf(bo.core)).toEqual(await copyOf(team.server));
    expect(await bo.client.tickets.get({ id })).toMatchObject({ priority: "high", subject: "Leaking boots" });
  });

  test("[A3] what a viewer's device changed all the same is refused, kept apart, and undone there", async () => {
    const id = await newTicket();
    const viewer = await team.join("vera", ["view-only"]);
    await team.syncAll();
    const { tickets } = viewer.core.context.store;
    const previous = await tickets.get(id);
    if (previous === null) throw new Error("The ticket did not arrive.");
    await tickets.write([{ previous, next: { ...previous, subject: "Mine" } }]);
    await viewer.sync();
    expect((await team.client.tickets.get({ id })).subject).toBe("Boots");
    expect((await tickets.get(id))?.subject).toBe("Boots");
    expect((await viewer.client.membership.refused()).items).toMatchObject([
      { code: "PD_ACCESS_VIEWER", document: { id, subject: "Mine" } },
    ]);
  });
});

test("[H2] [H3] of two who were made the host apart everybody takes the larger number, however late the other was written", async () => {
  const [anna, bo] = [await team.join("anna", ["account-access"]), await team.join("bo", ["super-admin"])];
  const agent = await team.join("cleo");
  await team.syncAll();
  await anna.client.desk.promote();
  await anna.client.desk.handBack();
  await anna.client.desk.promote();
  team.clock.nowEpochMs += 60_000;
  await bo.client.desk.promote();
  // The smaller number reaches the server last.
  await anna.sync();
  await bo.sync();
  await team.syncAll();
  for (const { context } of [team.server, anna.core, bo.core, agent.core])
    expect(context.setup.find("host-record", "host-record")).toMatchObject({
      hostId: anna.core.context.host.deviceId,
      fence: 3,
    });
  expect([anna, bo].map(({ core }) => core.context.host.isHost())).toEqual([true, false]);
  // Who may not promote can't by a changed program either.
  const { setup } = agent.core.context.store;
  const record = await setup.get("host-record");
  if (record?.kind !== "host-record") throw new Error("It did not arrive.");
  await setup.write([{ previous: record, next: { ...record, hostId: "mine", fence: 9 } }]);
  await team.syncAll();
  expect(team.server.context.setup.find("host-record", "host-record")).toMatchObject({ fence: 3 });
  expect(await copyOf(agent.core)).toEqual(await copyOf(team.server));
  expect((await agent.client.membership.refused()).items.map(({ code }) => code)).toEqual(["PD_ACCESS_PERMISSION"]);
});
