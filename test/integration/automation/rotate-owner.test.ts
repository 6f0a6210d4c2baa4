import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import { ingestMails, prepareMails } from "#main/mail/ingest/ingest.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { cutOffAt, WRITING_ALL } from "../../support/cut-off.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { openTestDesk, INBOUND, STAGES, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, told, workflow } from "./crm-fixture.ts";

let desk: TestDesk;
let [bea, carl, dora]: UserId[] = [];
beforeEach(async () => {
  desk = await openTestDesk();
  [bea, carl, dora] = [await addUser(desk, "Bea"), await addUser(desk, "Carl"), await addUser(desk, "Dora")];
});
afterEach(async () => {
  await desk.close();
});

const rotate = (changes: Readonly<Record<string, unknown>> = {}) => ({
  type: "rotate-owner",
  userIds: [bea, carl, dora],
  ...changes,
});

let mails = 0;
const next = () => mailFrom(desk, "Anna", `mail-${(mails += 1)}@example.com`);
const ownerOf = async (id: TicketId) => (await desk.ticket(id)).ownerId?.replace("user-", "") ?? null;

/** Whom so many new tickets go to, in their order. */
async function given(count: number): Promise<(string | null)[]> {
  const owners = [];
  for (let at = 0; at < count; at += 1) owners.push(await ownerOf(await next()));
  return owners;
}

describe("[F5] rotate-owner by turn", () => {
  test("everybody gets the same number, also over a restart", async () => {
    await workflow(desk, [rotate()]);
    const before = await given(4);
    desk = await desk.reopen();
    const round = ["bea", "carl", "dora"];
    expect([...before, ...(await given(5))]).toEqual([...round, ...round, ...round]);
  });

  test("the tickets of one piece of work too", async () => {
    await workflow(desk, [rotate()]);
    const channel = desk.core.context.setup.require("channel", INBOUND);
    const incoming = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        const mail = { messageId: `at-once-${at}@example.com`, from: `p${at}@example.com`, to: "help@desk.example" };
        const raw = new TextEncoder().encode(rawMail({ ...mail, subject: "Boots", text: "They leak." }));
        const read = await parseMail(raw, { ownAddresses: [] });
        return {
          raw,
          read,
          channel,
          cause: { kind: "channel" as const, channelId: channel.id },
          atEpochMs: desk.clock.nowEpochMs,
        };
      }),
    );
    await ingestMails(desk.core.context, await prepareMails(desk.core.context, incoming));
    const { items } = await desk.client.tickets.list({ limit: 50 });
    const counts = [bea, carl, dora].map((id) => items.filter(({ ownerId }) => ownerId === id).length);
    expect(counts).toEqual([10, 10, 10]);
    expect(await given(1)).toEqual(["bea"]);
  });

  test("whoever is away gets none; nobody there: the step is skipped", async () => {
    const id = await workflow(desk, [rotate()]);
    await desk.client.users.update({ id: carl ?? desk.core.owner(), away: true });
    expect(await given(3)).toEqual(["bea", "dora", "bea"]);
    expect((await desk.client.users.list()).items.find((user) => user.id === carl)?.away).toBe(true);
    // Back again: who waited longest is first.
    await desk.client.users.update({ id: carl ?? desk.core.owner(), away: false });
    expect(await given(3)).toEqual(["carl", "dora", "bea"]);
    for (const one of [bea, carl, dora]) await desk.client.users.update({ id: one ?? desk.core.owner(), away: true });
    expect([await given(1), (await told(desk, id)).at(-1)]).toEqual([[null], "done, s1 skipped: nobody-available"]);
  });

  test("a ticket that has an owner keeps them, and no turn is counted", async () => {
    const id = await workflow(desk, [{ type: "set-owner", userId: dora }, rotate(), rotate({ onlyUnowned: false })]);
    expect(await given(2)).toEqual(["bea", "carl"]);
    expect((await told(desk, id))[0]).toBe("done, s1 done, s2 skipped: has-owner, s3 done");
  });

  test("members of teams take part, each once", async () => {
    const team = await desk.client.teams.create({
      name: "Second level",
      userIds: [carl, dora].filter((one) => one !== undefined),
    });
    await workflow(desk, [rotate({ userIds: [bea, carl], teamIds: [team.id] })]);
    expect(await given(6)).toEqual(["bea", "carl", "dora", "bea", "carl", "dora"]);
  });

  test.each(Array.from({ length: 9 }, (_, cut) => cut))(
    "[F7] cut off after %i writes, nobody loses a turn or gets two",
    async (cut) => {
      await workflow(desk, [rotate()]);
      expect(await given(1)).toEqual(["bea"]);
      cutOffAt(desk.core.context.store, cut, WRITING_ALL);
      const mail = { messageId: `cut-${cut}@example.com`, from: "Anna <anna@example.com>" };
      const failed = await desk.receive(mail).then(
        () => false,
        () => true,
      );
      desk = await desk.reopen();
      if (failed) await desk.receive(mail);
      expect(await given(4)).toEqual(["dora", "bea", "carl", "dora"]);
      const { items } = await desk.client.tickets.list({});
      expect(items.filter(({ ownerId }) => ownerId === carl)).toHaveLength(2);
    },
  );
});

test("[F5] rotate-owner by load: the fewest open tickets, then the longest wait", async () => {
  const [first, second] = [await next(), await next()];
  await desk.client.tickets.update({ id: first, ownerId: bea ?? null });
  await desk.client.tickets.update({ id: second, ownerId: bea ?? null });
  await workflow(desk, [rotate({ by: "load" })]);
  expect(await given(5)).toEqual(["carl", "dora", "carl", "dora", "bea"]);
  // A closed ticket is no load.
  await desk.client.tickets.move({ id: first, stageId: STAGES.closed });
  await desk.client.tickets.move({ id: second, stageId: STAGES.closed });
  expect(await given(1)).toEqual(["bea"]);
});

test("[A3] others than oneself are marked away by who looks after the automations only", async () => {
  const agent = await desk.as([]);
  await expect(agent.users.update({ id: bea ?? desk.core.owner(), away: true })).rejects.toMatchObject({
    code: "PD_ACCESS_PERMISSION",
  });
});
