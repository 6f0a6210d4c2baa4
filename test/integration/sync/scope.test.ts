import { createRouterClient } from "@orpc/server";
import { expect, test, vi } from "vitest";
import type { Core } from "#main/core.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { PersonId, TicketId } from "#shared/model/ids.ts";
import { MAX_BATCH_ROWS } from "#shared/sync/limits.ts";
import { copyOf, openTeam } from "../../support/team.ts";
import { DAY_MS, INBOUND, STAGES } from "../../support/test-desk.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";
import { openLaptop } from "./laptop-fixture.ts";

const ADA = "ada@desk.example";
const YEAR_MS = 365 * DAY_MS;

async function ticketByMail(client: DeskClient, subject: string): Promise<TicketId> {
  const raw = rawMail({
    messageId: `${subject}@example.com`,
    from: `${subject} <${subject}@example.com>`,
    to: "help@desk.example",
    subject: `About ${subject}`,
    text: "They leak.",
  });
  const { ticketId } = await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  return TicketId.parse(ticketId);
}

type Setting = {
  readonly team: Team;
  readonly there: DeskClient;
  readonly laptop: DeskClient;
  readonly core: Core;
  /** Closed long ago. */
  readonly old: TicketId;
  readonly alsoOld: TicketId;
  readonly recent: TicketId;
};

/** A laptop that has all that is open and what was closed within the last quarter. */
async function laptopOfTheLastQuarter(): Promise<Setting> {
  const team = await startTeam();
  const there = createRouterClient(team.core.router, { context: { userId: team.core.owner() } });
  const [old, alsoOld] = [await ticketByMail(there, "wellingtons"), await ticketByMail(there, "sandals")];
  for (const id of [old, alsoOld]) await there.tickets.move({ id, stageId: STAGES.closed });
  team.clock.nowEpochMs += YEAR_MS;
  const recent = await ticketByMail(there, "sneakers");
  const core = await openLaptop(team, ADA, { scope: { closedSinceEpochMs: team.clock.nowEpochMs - 90 * DAY_MS } });
  await vi.waitFor(() => expect(core.member?.status().state).toBe("synced"));
  const laptop = createRouterClient(core.router, { context: { userId: core.owner() } });
  return { team, there, laptop, core, old, alsoOld, recent };
}

const isHere = async ({ context }: Core, id: TicketId) => (await context.store.tickets.get(id)) !== null;

test("[H3] a ticket that lies with the server alone comes whole when it is opened, and stays", async () => {
  const { laptop, core, there, old, alsoOld, recent } = await laptopOfTheLastQuarter();
  expect([await isHere(core, recent), await isHere(core, old)]).toEqual([true, false]);
  const record = await laptop.tickets.open({ id: old });
  expect(record).toEqual(await there.tickets.open({ id: old }));
  expect(record.messages.map(({ visibleText }) => visibleText)).toEqual(["They leak."]);
  expect([await isHere(core, old), await isHere(core, alsoOld)]).toEqual([true, false]);
  // What happens to it from now on comes like anything else.
  await there.tickets.update({ id: old, priority: "high" });
  await vi.waitFor(async () => expect((await laptop.tickets.get({ id: old })).priority).toBe("high"));
  await expect(laptop.tickets.get({ id: TicketId.parse("nobody") })).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
  });
});

test("[H3] a search finds older tickets with the server and marks them; offline it says that they were not searched", async () => {
  const { team, laptop, core, old, recent, there } = await laptopOfTheLastQuarter();
  const search = async (q: string) => {
    const { items, olderNotSearched } = await laptop.search.query({ q, kind: "ticket" });
    return [...items.map(({ ticketId, withServer }) => ({ ticketId, withServer })), ...(olderNotSearched ? ["-"] : [])];
  };
  expect(await search("wellingtons")).toEqual([{ ticketId: old, withServer: true }]);
  expect(await search("sneakers")).toEqual([{ ticketId: recent, withServer: undefined }]);
  const { number } = await there.tickets.get({ id: old });
  expect(await search(`#${number}`)).toEqual([{ ticketId: old, withServer: true }]);
  // The words of a mail, of tickets of both sides: what is here comes first.
  const { items } = await laptop.search.query({ q: "leak", kind: "message" });
  expect(items.map(({ withServer }) => withServer)).toEqual([undefined, true, true]);
  await team.host.close();
  await vi.waitFor(() => expect(core.member?.status().state).toBe("offline"));
  expect(await search("wellingtons")).toEqual(["-"]);
  await expect(laptop.tickets.open({ id: old })).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
});

test("[H3] a wider scope fetches what is missing; a narrower one takes nothing away", async () => {
  const { team, laptop, core, old } = await laptopOfTheLastQuarter();
  const { member } = core;
  await member?.setScope({ closedSinceEpochMs: null });
  await vi.waitFor(async () => expect(await copyOf(core)).toEqual(await copyOf(team.core)));
  expect(await isHere(core, old)).toBe(true);
  await vi.waitFor(() => expect(member?.status().state).toBe("synced"));
  await member?.setScope({ closedSinceEpochMs: team.clock.nowEpochMs });
  expect(member?.scope()).toEqual({ closedSinceEpochMs: team.clock.nowEpochMs });
  const { items } = await laptop.search.query({ q: "wellingtons", kind: "ticket" });
  expect(items.map(({ ticketId, withServer }) => ({ ticketId, withServer }))).toEqual([
    { ticketId: old, withServer: undefined },
  ]);
});

test("[H3] a scope that is chosen while the desk is still being read holds for the rest of it", async () => {
  const team = await openTeam();
  try {
    const old = await ticketByMail(team.client, "wellingtons");
    await team.client.tickets.move({ id: old, stageId: STAGES.closed });
    team.clock.nowEpochMs += YEAR_MS;
    const anna = await team.join("anna");
    const { member } = anna.core;
    await member?.setScope({ closedSinceEpochMs: team.clock.nowEpochMs - 90 * DAY_MS });
    await anna.sync();
    expect(await anna.core.context.store.tickets.get(old)).toBeNull();
    await member?.setScope({ closedSinceEpochMs: team.clock.nowEpochMs - 180 * DAY_MS });
    let hasWidened = false;
    await anna.sync({
      // An answer for the scope before is on its way.
      after: async ({ ask }) => {
        if (ask !== "catch-up" || hasWidened) return;
        hasWidened = true;
        await member?.setScope({ closedSinceEpochMs: null });
      },
    });
    expect(hasWidened).toBe(true);
    expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
  } finally {
    await team.close();
  }
});

test("[H3] more that is wanted while changes are being caught up with is read behind them", async () => {
  const team = await openTeam();
  try {
    const old = await ticketByMail(team.client, "wellingtons");
    await team.client.tickets.move({ id: old, stageId: STAGES.closed });
    team.clock.nowEpochMs += YEAR_MS;
    const anna = await team.join("anna");
    await anna.core.member?.setScope({ closedSinceEpochMs: team.clock.nowEpochMs - 90 * DAY_MS });
    await anna.sync();
    const { store } = team.server.context;
    const { people } = store;
    const [template] = await people.find({ selector: {}, limit: 1 });
    if (template === undefined) throw new Error("The mail came from somebody.");
    const { _deleted, _meta, _rev, _attachments, ...person } = template;
    // More than goes into one answer: it is read part by part.
    const many = Array.from({ length: MAX_BATCH_ROWS + 1 }, (_, place) => ({
      ...person,
      id: PersonId.parse(`p_${place}`),
    }));
    await people.write(many.map((next) => ({ previous: null, next })));
    let hasWidened = false;
    await anna.sync({
      before: async ({ ask }) => {
        if (ask !== "catch-up" || hasWidened) return;
        hasWidened = true;
        await anna.core.member?.setScope({ closedSinceEpochMs: null });
      },
    });
    expect(hasWidened).toBe(true);
    expect(await copyOf(anna.core)).toEqual(await copyOf(team.server));
  } finally {
    await team.close();
  }
});
