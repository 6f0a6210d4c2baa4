import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plain } from "#main/sync/adopt.ts";
import type { SyncQuestion } from "#shared/sync/protocol.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { copyOf, openTeam, receiveFirst, type Team, type TeamMember } from "../../../support/team.ts";
import { DAY_MS, STAGES, SUPPORT } from "../../../support/test-desk.ts";

let team: Team;
let id: TicketId;
let anna: TeamMember;
let bo: TeamMember;
beforeEach(async () => {
  team = await openTeam();
  id = await receiveFirst(team);
  [anna, bo] = [await team.join("anna"), await team.join("bo")];
  await team.syncAll();
});
afterEach(() => team.close());

const create = ({ client }: Pick<TeamMember, "client">, subject: string) =>
  client.tickets.create({ pipelineId: SUPPORT, subject });

async function expectSame(...members: readonly TeamMember[]): Promise<void> {
  const there = await copyOf(team.server);
  for (const { core } of members) expect(await copyOf(core)).toEqual(there);
}

/** Each ticket has a number, and none has another's. @returns by subject */
async function numbers(): Promise<Map<string, number | null>> {
  const tickets = await team.server.context.store.tickets.find({ selector: {} });
  const found = tickets.map(({ number }) => number);
  expect(found).not.toContain(null);
  expect(new Set(found).size).toBe(found.length);
  return new Map(tickets.map(({ subject, number }) => [subject, number]));
}

describe("a device that is put back to a week-old backup", () => {
  test("[H3] gets back what it had brought, and nothing of it is doubled", async () => {
    await anna.backUp();
    const { id: made } = await create(anna, "Laces");
    const note = await anna.client.tickets.addNote({ id, text: "On their way." });
    await anna.client.tickets.move({ id, stageId: STAGES.closed });
    await team.syncAll();
    const before = await copyOf(team.server);
    team.clock.nowEpochMs += 7 * DAY_MS;
    await anna.restore();
    await anna.sync();
    await expectSame(anna);
    expect(await copyOf(team.server)).toEqual(before);
    expect(await anna.client.tickets.get({ id: made })).toMatchObject({ subject: "Laces" });
    const { messages } = await anna.client.tickets.open({ id });
    expect(messages.filter((message) => message.id === note.id).length).toBe(1);
  });

  test("is told so once: numbers that it is given afterwards are not dropped at each greeting", async () => {
    await anna.backUp();
    await create(anna, "Laces");
    await team.syncAll();
    await anna.restore();
    const heard: unknown[] = [];
    const noting = {
      before: (question: SyncQuestion) => void (question.ask === "numbers" && heard.push(question.count)),
    };
    for (let greeting = 0; greeting < 3; greeting += 1) await anna.sync(noting);
    expect(heard).toHaveLength(1);
    await create(anna, "Soles");
    await team.syncAll();
    await numbers();
  });

  test("[H2] and worked on before it comes back gives no number that it had given already", async () => {
    await anna.backUp();
    for (const subject of ["one", "two", "three"]) await create(anna, subject);
    await anna.sync();
    const given = await numbers();
    team.clock.nowEpochMs += 7 * DAY_MS;
    await anna.restore();
    for (const subject of ["four", "five"]) await create(anna, subject);
    await anna.client.tickets.addNote({ id, text: "After the backup." });
    await create(bo, "six");
    await team.syncAll();
    await expectSame(anna, bo);
    const now = await numbers();
    for (const [subject, number] of given) expect(now.get(subject)).toBe(number);
    expect(now.size).toBe(given.size + 3);
  });

  test("[H3] brings what it does from then on, however little that is, and what the others did meanwhile comes to it", async () => {
    await anna.backUp();
    for (let at = 0; at < 5; at += 1) await anna.client.tickets.addNote({ id, text: `Note ${at}` });
    await team.syncAll();
    await bo.client.tickets.update({ id, priority: "high" });
    await bo.sync();
    team.clock.nowEpochMs += 7 * DAY_MS;
    await anna.restore();
    await anna.client.tickets.update({ id, subject: "Leaking boots" });
    await team.syncAll();
    await anna.client.tickets.addNote({ id, text: "And one more." });
    await anna.restart();
    await team.syncAll();
    await expectSame(anna, bo);
    expect(await team.client.tickets.get({ id })).toMatchObject({ subject: "Leaking boots", priority: "high" });
    const { messages } = await team.client.tickets.open({ id });
    expect(messages.filter(({ direction }) => direction !== "incoming").length).toBe(6);
  });
});

test("[H3] what was refused when somebody else's device brought it comes back once its author has", async () => {
  const note = await bo.client.tickets.addNote({ id, text: "Not brought yet." });
  const { messages } = bo.core.context.store;
  const copy = (await messages.copies([note.id])).get(note.id);
  if (copy === undefined) throw new Error("The note was not written.");
  await anna.core.context.store.messages.adopt([
    { previous: null, next: plain(copy) as typeof copy, isDeleted: false },
  ]);
  await anna.sync();
  expect((await anna.client.membership.refused()).items).toMatchObject([{ code: "PD_SYNC_FORGED" }]);
  expect(await anna.core.context.store.messages.get(note.id)).toBeNull();
  await bo.sync();
  await anna.sync();
  await anna.sync();
  await expectSame(anna, bo);
  expect((await anna.client.tickets.open({ id })).messages.map(({ text }) => text)).toContain("Not brought yet.");
});
