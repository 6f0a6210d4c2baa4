import { afterEach, beforeEach, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { copyOf, openTeam, type Team, type TeamMember } from "../../../support/team.ts";
import { rawMail } from "../../../support/raw-mail.ts";
import { INBOUND, STAGES } from "../../../support/test-desk.ts";

let team: Team;
let boots: TicketId;
let laces: TicketId;
let soles: TicketId;
let anna: TeamMember;
let bo: TeamMember;
beforeEach(async () => {
  team = await openTeam();
  [boots, laces, soles] = [await mailed("boots"), await mailed("laces"), await mailed("soles")];
  [anna, bo] = [await team.join("anna"), await team.join("bo")];
  await team.syncAll();
});
afterEach(() => team.close());

async function mailed(subject: string): Promise<TicketId> {
  const raw = rawMail({
    messageId: `${subject}@example.com`,
    from: `Customer <${subject}@example.com>`,
    to: "help@desk.example",
    subject,
    text: `The ${subject} leak.`,
  });
  const { ticketId } = await team.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  return TicketId.parse(ticketId);
}

async function expectSame(): Promise<void> {
  const there = await copyOf(team.server);
  for (const { core } of [anna, bo]) expect(await copyOf(core)).toEqual(there);
}

/** On which ticket each of the three mails lies. */
async function places({ client }: Pick<TeamMember, "client">): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, id] of Object.entries({ boots, laces, soles })) {
    const { messages } = await client.tickets.open({ id });
    found[name] = messages
      .filter(({ direction }) => direction === "incoming")
      .map(({ subject }) => subject)
      .toSorted();
  }
  return found;
}

test("[H5] two merge the same ticket into two others apart: it is in one of them, whole, everywhere the same one", async () => {
  await anna.client.tickets.merge({ id: boots, intoTicketId: laces });
  await bo.client.tickets.merge({ id: boots, intoTicketId: soles });
  await team.syncAll();
  await expectSame();
  const into = (await team.client.tickets.get({ id: boots })).mergedIntoTicketId;
  expect([laces, soles]).toContain(into);
  const found = await places(team);
  expect(found["boots"]).toEqual([]);
  const [target, other] = into === laces ? (["laces", "soles"] as const) : (["soles", "laces"] as const);
  expect([found[target], found[other]]).toEqual([["boots", target].toSorted(), [other]]);
});

test.each([1_000, 0])(
  "[H5] two merge two tickets into each other apart, %i ms one after the other: the earlier merge holds, and can be undone",
  async (laterMs) => {
    await anna.client.tickets.merge({ id: boots, intoTicketId: laces });
    team.clock.nowEpochMs += laterMs;
    await bo.client.tickets.merge({ id: laces, intoTicketId: boots });
    await team.syncAll();
    await expectSame();
    const merged = await Promise.all([boots, laces].map((id) => team.client.tickets.get({ id })));
    const [gone] = merged.filter(({ mergedIntoTicketId }) => mergedIntoTicketId !== undefined);
    const [standing] = merged.filter(({ mergedIntoTicketId }) => mergedIntoTicketId === undefined);
    expect(gone?.mergedIntoTicketId).toBe(standing?.id);
    if (laterMs > 0) expect(gone?.id).toBe(boots);
    expect(standing?.stageId).toBe(STAGES.new);
    const found = await places(team);
    expect(found[standing?.subject ?? ""]).toEqual(["boots", "laces"]);
    await bo.client.tickets.unmerge({ id: gone?.id ?? boots });
    await team.syncAll();
    await expectSame();
    expect(await places(team)).toEqual({ boots: ["boots"], laces: ["laces"], soles: ["soles"] });
  },
);

test("[H5] three merge three tickets in a ring apart: one of the merges is undone, and all that was said is on the one that stands", async () => {
  const carla = await team.join("carla");
  await team.syncAll();
  await anna.client.tickets.merge({ id: boots, intoTicketId: laces });
  await bo.client.tickets.merge({ id: laces, intoTicketId: soles });
  await carla.client.tickets.merge({ id: soles, intoTicketId: boots });
  await team.syncAll();
  await expectSame();
  const tickets = await Promise.all([boots, laces, soles].map((id) => team.client.tickets.get({ id })));
  expect(tickets.filter(({ mergedIntoTicketId }) => mergedIntoTicketId === undefined).length).toBe(1);
  expect(
    Object.values(await places(team))
      .flat()
      .toSorted(),
  ).toEqual(["boots", "laces", "soles"]);
});

test("[H5] one un-merges what the other works on apart: what was said meanwhile stays, and both are equal", async () => {
  await anna.client.tickets.merge({ id: boots, intoTicketId: laces });
  await team.syncAll();
  await anna.client.tickets.unmerge({ id: boots });
  const note = await bo.client.tickets.addNote({ id: laces, text: "They belong together." });
  await bo.client.tickets.update({ id: laces, priority: "high" });
  await team.syncAll();
  await expectSame();
  expect(await places(team)).toEqual({ boots: ["boots"], laces: ["laces"], soles: ["soles"] });
  const { messages, ticket } = await team.client.tickets.open({ id: laces });
  expect([messages.some(({ id }) => id === note.id), ticket.priority]).toEqual([true, "high"]);
});

test("[H5] both un-merge the same merge apart: it is undone once", async () => {
  await anna.client.tickets.merge({ id: boots, intoTicketId: laces });
  await team.syncAll();
  for (const { client } of [anna, bo]) await client.tickets.unmerge({ id: boots });
  await team.syncAll();
  await expectSame();
  expect(await places(team)).toEqual({ boots: ["boots"], laces: ["laces"], soles: ["soles"] });
  expect((await team.client.tickets.get({ id: boots })).mergedIntoTicketId).toBeUndefined();
});
