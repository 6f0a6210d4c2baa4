import { TicketId } from "#shared/model/ids.ts";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { Person } from "#shared/model/person.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { closeCode, openSocket as openRpcSocket } from "../hosts/socket-client.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";
import { HELLO, joinByPassword, listening, openHttp, openLaptop, openSocket, type Joining } from "./laptop-fixture.ts";

const BEA = "bea@desk.example";

type Shut = (team: Team, whom: Joining["joined"], cookie: string) => Promise<unknown>;

const WAYS: Readonly<Record<string, Shut>> = {
  "by its owner": (team, { deviceId }, cookie) => team.api("DELETE", `/account/devices/${deviceId}`, { cookie }),
  "by an administrator": (team, { deviceId }) => team.api("DELETE", `/devices/${deviceId}`, { cookie: team.admin }),
  "at the server's command line": (team, { deviceId }) => team.accounts.operator.revokeDevice(deviceId),
  "with the account of its user": (team, { userId }) =>
    team.api("POST", `/accounts/${userId}/deactivate`, { cookie: team.admin, body: {} }),
  "with its user, who left": (team, { userId }) =>
    team.api("POST", `/users/${userId}/leave`, { cookie: team.admin, body: {} }),
};

async function outcome(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "answered",
    (error: unknown) => errorCodeOf(error) ?? String(error),
  );
}

/** The process of the server that decides, and the one that the devices are connected to. */
async function startServers(kind: "one process" | "two processes"): Promise<{ decides: Team; serves: Team }> {
  if (kind === "one process") {
    const team = await startTeam();
    return { decides: team, serves: team };
  }
  const databaseUrl = await freshDeskUrl();
  const decides = await startTeam({ databaseUrl });
  return { decides, serves: await startTeam({ databaseUrl, setUp: false }) };
}

describe.each(["one process", "two processes"] as const)("a server of %s", (kind) => {
  test.each(Object.entries(WAYS))(
    "[H3] a device that is shut out %s is told at once, and heard no more",
    async (_way, shut) => {
      const { decides, serves } = await startServers(kind);
      const { cookie } = await decides.member(BEA);
      const at = ({ target }: Joining) => ({ ...target, serverUrl: serves.host.publicUrl });
      const lost = await joinByPassword(decides, BEA);
      const other = await joinByPassword(decides, "ada@desk.example", "desktop");
      const [{ listener, news, over }, others] = [listening(), listening()];
      const link = await openSocket(at(lost), listener);
      const otherLink = await openSocket(at(other), others.listener);
      const rpc = await openRpcSocket(`${serves.host.publicUrl.replace("http", "ws")}/rpc`, {
        headers: { authorization: `Bearer ${lost.target.token}` },
      });
      if (rpc.socket === undefined) throw new Error(`It was refused: ${JSON.stringify(rpc.refused)}`);
      const closed = closeCode(rpc.socket);
      await link.ask({ ask: "presence", ticketId: TicketId.parse("t"), isTyping: true });
      const newest = (await link.ask({ ask: "wait", after: 0 })) as { newest: number };
      // Its plain requests wait for news at this moment.
      const plain = await openHttp(at(lost));
      const waiting = outcome(plain.ask({ ask: "wait", after: newest.newest + 1000 }));
      await vi.waitFor(() => expect(serves.core.syncServer?.connections()).toBe(4));

      await shut(decides, lost.joined, cookie);

      await over;
      expect(news.filter((one) => one.news === "revoked")).toEqual([{ news: "revoked" }]);
      expect([await waiting, await closed]).toEqual(["PD_SYNC_REVOKED", 1008]);
      expect(await outcome(link.ask(HELLO))).toBe("PD_SYNC_OFFLINE");
      expect(await outcome(openSocket(at(lost)))).toBe("PD_SYNC_REVOKED");
      expect(await outcome(plain.ask(HELLO))).toBe("PD_SYNC_REVOKED");
      // Nobody sees it looking at a ticket any more, and nobody else was shut out.
      await vi.waitFor(() =>
        expect(others.news.findLast((one) => one.news === "presence")).toEqual({ news: "presence", people: [] }),
      );
      expect(await outcome(otherLink.ask(HELLO))).toBe("answered");
      expect(others.news.some((one) => one.news === "revoked")).toBe(false);
    },
  );
});

test("[H3] a laptop that is shut out stops, and says why; one whose token nobody knows stops without that", async () => {
  const team = await startTeam();
  await team.member(BEA);
  const joining = await joinByPassword(team, BEA);
  const laptop = await openLaptop(team, BEA, { joining });
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("synced"));
  await team.api("DELETE", `/devices/${joining.joined.deviceId}`, { cookie: team.admin });
  await vi.waitFor(() =>
    expect(laptop.member?.status()).toMatchObject({ state: "stopped", error: { code: "PD_SYNC_REVOKED" } }),
  );
  laptop.wake();
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("stopped"));
  expect(laptop.member?.status()).toMatchObject({ error: { code: "PD_SYNC_REVOKED" } });
  // As after the server was put back to a time before the device joined.
  const strange = await joinByPassword(team, BEA, "strange");
  const second = await openLaptop(team, BEA, {
    joining: { ...strange, joined: { ...strange.joined, deviceToken: `${strange.joined.deviceToken}x` } },
  });
  await vi.waitFor(() =>
    expect(second.member?.status()).toMatchObject({ state: "stopped", error: { code: "PD_ACCESS_TOKEN" } }),
  );
});

test("[H3] what a device brought is not taken once it is shut out, though it lay in the queue before", async () => {
  const team = await startTeam();
  await team.member(BEA);
  const { joined } = await joinByPassword(team, BEA);
  const { syncServer } = team.core;
  if (syncServer === null) throw new Error("A server has this.");
  const { store, queue } = team.core.context;
  const gate = Promise.withResolvers<void>();
  onTestFinished(() => gate.resolve());
  const shut = queue.run(async () => {
    await gate.promise;
    const device = await store.accounts.get(joined.deviceId);
    if (device?.kind !== "device") throw new Error("It did not join.");
    await store.accounts.write([{ previous: device, next: { ...device, revoked: { atEpochMs: 1, byUserId: null } } }]);
  });
  const caller = { userId: joined.userId, tokenId: joined.deviceId, deviceId: "laptop" };
  const late = Person.parse({
    id: "person-late",
    kind: "contact",
    name: "Late",
    address: "",
    addresses: [],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs: team.clock.nowEpochMs,
    lastMessageAtEpochMs: null,
    stamps: {},
  });
  const pushed = syncServer
    .connect(caller, () => undefined)
    .ask({ ask: "push", rows: [{ c: "people", n: 1, d: late }] });
  // What it waits for now is its turn in the queue.
  await new Promise((resolve) => setImmediate(resolve));
  gate.resolve();
  await shut;
  expect(JSON.parse(await pushed)).toMatchObject({ error: { code: "PD_SYNC_REVOKED" } });
  expect(await store.people.get(late.id)).toBeNull();
});

test("[A3] whoever loses a role while connected is judged with what they have by then", async () => {
  const team = await startTeam();
  const { userId } = await team.member(BEA);
  const { target } = await joinByPassword(team, BEA);
  const laptop = await openLaptop(team, BEA);
  const link = await openSocket(target);
  const { store } = team.core.context;
  const made = await team.api("POST", "/tickets", {
    cookie: team.admin,
    body: { pipelineId: SUPPORT, subject: "Boots" },
  });
  const { id } = made.json as { id: string };
  const pushOf = async (subject: string) => {
    const ticket = await store.tickets.get(id);
    if (ticket === null) throw new Error("There is no ticket.");
    const { _meta, _rev, _attachments, _deleted, ...plain } = ticket;
    const stamp = laptop.context.nextStamp();
    const d = { ...plain, subject, stamps: { ...plain.stamps, subject: stamp } };
    return link.ask({ ask: "push", rows: [{ c: "tickets", n: 1, d }] });
  };
  expect(await pushOf("As an agent")).toEqual({ refused: [] });
  const permissions = { cookie: team.admin, body: { permissions: ["view-only"] } };
  expect((await team.api("PUT", `/accounts/${userId}/permissions`, permissions)).status).toBe(200);
  expect(await pushOf("As a viewer")).toMatchObject({ refused: [{ id, code: "PD_ACCESS_VIEWER" }] });
  await team.api("PUT", `/accounts/${userId}/permissions`, { cookie: team.admin, body: { permissions: [] } });
  expect(await pushOf("As an agent again")).toEqual({ refused: [] });
  expect((await store.tickets.get(id))?.subject).toBe("As an agent again");
});
