import { afterEach, beforeEach, expect, test } from "vitest";
import { NUMBERS_IN_HAND } from "#main/desk/numbers/limits.ts";
import { copyOf, openTeam, type Team, type TeamMember } from "../../../support/team.ts";
import { SUPPORT } from "../../../support/test-desk.ts";

/** More than a device has in hand. */
const MANY = NUMBERS_IN_HAND + 7;

let team: Team;
let members: TeamMember[];
beforeEach(async () => {
  team = await openTeam();
  members = [await team.join("anna"), await team.join("bo"), await team.join("carla")];
  await team.syncAll();
});
afterEach(() => team.close());

/** @returns the final number of each, by subject; null where one only stands in */
async function create({ name, client }: TeamMember, count: number): Promise<Map<string, number | null>> {
  const made = new Map<string, number | null>();
  for (let at = 0; at < count; at += 1) {
    const subject = `${name} ${at}`;
    made.set(subject, (await client.tickets.create({ pipelineId: SUPPORT, subject })).number);
  }
  return made;
}

async function finalNumbers(): Promise<Map<string, number>> {
  const there = await copyOf(team.server);
  for (const { core } of members) expect(await copyOf(core)).toEqual(there);
  const tickets = await team.server.context.store.tickets.find({ selector: {} });
  const numbers = new Map(tickets.map(({ subject, number }) => [subject, number ?? -1]));
  expect(Array.from(numbers.values())).not.toContain(-1);
  expect(new Set(numbers.values()).size).toBe(tickets.length);
  return numbers;
}

test("[H2] devices that make more tickets offline than they have numbers for: what they said was final is, the rest get theirs, and none is given twice", async () => {
  const given = new Map<string, number | null>();
  for (const member of members) for (const [subject, number] of await create(member, MANY)) given.set(subject, number);
  expect(Array.from(given.values()).filter((number) => number === null).length).toBe(members.length * 7);
  await team.client.tickets.create({ pipelineId: SUPPORT, subject: "the server's" });
  await team.syncAll();
  const numbers = await finalNumbers();
  expect(numbers.size).toBe(members.length * MANY + 1);
  for (const [subject, number] of given) if (number !== null) expect(numbers.get(subject)).toBe(number);
});

test("[H2] a lease whose answer is lost, a device that dies with what it was given, and a second trip offline give none twice either", async () => {
  const lost = () => {
    throw new Error("The answer was lost.");
  };
  for (const member of members) await create(member, MANY);
  for (const member of members) {
    const isLost = member.sync({ after: ({ ask }) => (ask === "numbers" ? lost() : undefined) });
    await expect(isLost).rejects.toThrow("lost");
    await member.restart();
  }
  await team.restartServer();
  for (const member of members.toReversed()) await member.sync();
  for (const member of members) await create({ ...member, name: `${member.name} again`, client: member.client }, MANY);
  await team.syncAll();
  expect((await finalNumbers()).size).toBe(2 * members.length * MANY);
});
