import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import { createCore, type Core } from "#main/core.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { testCertificate } from "../../support/mail/test-certificate.ts";
import { copyOf } from "../../support/team.ts";
import { NO_NETWORK, SILENT, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { PASSWORD, startTeam, type Team } from "../server/server-fixture.ts";

const ALL = { closedSinceEpochMs: null };

type Machine = {
  readonly core: Core;
  readonly client: DeskClient;
  readonly files: () => Promise<string[]>;
  /** Done once the desk was closed and opened again as often as that. */
  reopened(times: number): Promise<void>;
};

/** A machine with a desk of its own, whose host opens the desk anew where it is asked to. */
async function openMachine(team: Team): Promise<Machine> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-machine-"));
  const secrets = memorySecrets();
  let times = 0;
  let opening: Promise<Core>;
  const open = async () => {
    const core = await createCore({
      dataDir,
      clock: { nowEpochMs: () => team.clock.nowEpochMs },
      log: SILENT,
      version: "1.2.3",
      secrets,
      network: NO_NETWORK,
      workers: KEPT_WORKERS,
      isBare: true,
      reopen: () => {
        opening = current.close().then(open);
        opening.catch(() => undefined);
      },
    });
    core.start();
    current = core;
    times += 1;
    return core;
  };
  let current: Core = undefined as never;
  opening = open();
  await opening;
  onTestFinished(async () => {
    await (await opening).close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get core() {
      return current;
    },
    get client() {
      return createRouterClient(current.router, { context: { userId: current.owner() } });
    },
    files: () => readdir(dataDir),
    async reopened(wanted) {
      await vi.waitFor(() => expect(times).toBe(wanted + 1), { timeout: 5000 });
    },
  };
}

const byPassword = (team: Team, address: string) => ({
  serverUrl: team.host.publicUrl,
  credentials: { by: "password" as const, address, password: PASSWORD },
  scope: ALL,
});

const adminClient = (team: Team) => createRouterClient(team.core.router, { context: { userId: team.core.owner() } });

async function synced(machine: Machine): Promise<void> {
  await vi.waitFor(async () => expect((await machine.client.desk.status()).sync?.state).toBe("synced"), {
    timeout: 5000,
  });
}

test("a machine that joins with the team's desk shows that, and its own is put aside", async () => {
  const team = await startTeam();
  await adminClient(team).tickets.create({ pipelineId: SUPPORT, subject: "Of the team" });
  const { userId } = await team.member("bo@desk.example", ["account-access"]);
  const machine = await openMachine(team);
  await machine.client.tickets.create({ pipelineId: SUPPORT, subject: "Of before" });
  const joined = await machine.client.membership.join({ ...byPassword(team, "bo@desk.example"), desk: "put-aside" });
  expect(joined).toMatchObject({ userId });
  await machine.reopened(1);
  await synced(machine);
  expect((await machine.client.tickets.list({})).items.map(({ subject }) => subject)).toEqual(["Of the team"]);
  expect((await machine.client.desk.status()).me.id).toBe(userId);
  expect(await machine.files()).toContainEqual(expect.stringMatching(/^desk-before-team-.*\.sqlite$/u));
  await expect(
    machine.client.membership.join({ ...byPassword(team, "bo@desk.example"), desk: "put-aside" }),
  ).rejects.toMatchObject({ code: "PD_SYNC_IN_TEAM" });
});

test("what a machine has with it is chosen when it joins, and later too", async () => {
  const team = await startTeam();
  const machine = await openMachine(team);
  const scope = { closedSinceEpochMs: team.clock.nowEpochMs - 1000 };
  await machine.client.membership.join({ ...byPassword(team, "ada@desk.example"), desk: "put-aside", scope });
  await machine.reopened(1);
  await synced(machine);
  const { id } = await adminClient(team).tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  await synced(machine);
  expect((await machine.client.desk.status()).sync).toMatchObject({ scope, fileBytes: 0 });
  await machine.client.membership.keepHere({ scope: ALL, fileBudgetBytes: 1000 });
  expect((await machine.client.desk.status()).sync).toMatchObject({ scope: ALL, fileBudgetBytes: 1000 });
  await vi.waitFor(async () => expect((await machine.client.tickets.get({ id })).subject).toBe("Boots"));
});

test("a server that moved is told to the machine, and what waited goes there; another team's server is not taken for it", async () => {
  const team = await startTeam();
  const machine = await openMachine(team);
  await machine.client.membership.join({ ...byPassword(team, "ada@desk.example"), desk: "put-aside" });
  await machine.reopened(1);
  await synced(machine);
  const { moveServer } = machine.client.membership;
  await expect(moveServer({ address: "http://127.0.0.1:1" })).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
  const other = await startTeam();
  await moveServer({ address: other.host.publicUrl });
  await machine.reopened(2);
  const { id } = await machine.client.tickets.create({ pipelineId: SUPPORT, subject: "Waits" });
  await vi.waitFor(async () =>
    expect((await machine.client.desk.status()).sync).toMatchObject({ state: "stopped", errorCode: "PD_ACCESS_TOKEN" }),
  );
  await machine.client.membership.moveServer({ address: team.host.publicUrl });
  await machine.reopened(3);
  await synced(machine);
  expect((await adminClient(team).tickets.get({ id })).subject).toBe("Waits");
});

test("[H2] who set the server up brings their desk along: its tickets and what waits in it are the team's", async () => {
  const team = await startTeam();
  const machine = await openMachine(team);
  const { id } = await machine.client.tickets.create({
    pipelineId: SUPPORT,
    subject: "Of before",
    contactAddress: "cleo@example.com",
  });
  await machine.client.membership.join({ ...byPassword(team, "ada@desk.example"), desk: "bring" });
  await machine.reopened(1);
  await synced(machine);
  expect((await adminClient(team).tickets.get({ id })).subject).toBe("Of before");
  await vi.waitFor(async () => expect(await copyOf(machine.core)).toEqual(await copyOf(team.core)));
  expect((await machine.client.desk.status()).host).toMatchObject({ mode: "member", isHost: false });
});

test("anybody else's desk is not brought along, and stays as it is", async () => {
  const team = await startTeam();
  await team.member("bo@desk.example");
  const machine = await openMachine(team);
  await machine.client.tickets.create({ pipelineId: SUPPORT, subject: "Of before" });
  await expect(
    machine.client.membership.join({ ...byPassword(team, "bo@desk.example"), desk: "bring" }),
  ).rejects.toMatchObject({ code: "PD_SYNC_BRING" });
  expect((await machine.client.desk.status()).sync).toBeUndefined();
  expect((await machine.client.tickets.list({})).items).toHaveLength(1);
});

test("a wrong password, a server that is none, and one that is not there are told, and nothing changes", async () => {
  const team = await startTeam();
  const machine = await openMachine(team);
  const input = { ...byPassword(team, "ada@desk.example"), desk: "put-aside" as const };
  const { join: joining, lookUp } = machine.client.membership;
  await expect(
    joining({ ...input, credentials: { ...input.credentials, password: "seven red elephants" } }),
  ).rejects.toMatchObject({ code: "PD_SIGN_IN_FAILED" });
  await expect(lookUp({ address: `${team.host.publicUrl}/elsewhere` })).rejects.toMatchObject({
    code: "PD_SYNC_NOT_THE_SERVER",
  });
  await expect(lookUp({ address: "http://127.0.0.1:1" })).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
  await expect(lookUp({ address: "mailto:ada@desk.example" })).rejects.toMatchObject({
    code: "PD_INPUT_INVALID",
  });
  expect(await lookUp({ address: ` ${team.host.publicUrl}/ ` })).toEqual({ serverUrl: team.host.publicUrl });
  expect((await machine.client.desk.status()).sync).toBeUndefined();
});

test("a server whose certificate nobody vouches for is told nothing, and that is said", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-certificate-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const { cert, key } = await testCertificate();
  await writeFile(certFile, cert);
  await writeFile(keyFile, key);
  const team = await startTeam({ tls: { certFile, keyFile }, setUp: false });
  const machine = await openMachine(team);
  const input = { ...byPassword(team, "ada@desk.example"), desk: "put-aside" as const };
  await expect(machine.client.membership.join(input)).rejects.toMatchObject({ code: "PD_SYNC_CERTIFICATE" });
});

test("who leaves keeps a copy that is theirs alone: it may do everything, and sends nothing of the team's", async () => {
  const team = await startTeam();
  const { id } = await adminClient(team).tickets.create({
    pipelineId: SUPPORT,
    subject: "Of the team",
    contactAddress: "cleo@example.com",
  });
  const { userId } = await team.member("bo@desk.example");
  const machine = await openMachine(team);
  await machine.client.membership.join({ ...byPassword(team, "bo@desk.example"), desk: "put-aside" });
  await machine.reopened(1);
  await synced(machine);
  await machine.client.membership.leave({ copy: "keep" });
  await machine.reopened(2);
  const devices = await adminClient(team).accounts.devices();
  expect(devices.items.map(({ revoked }) => revoked !== null)).toEqual([true]);
  const status = await machine.client.desk.status();
  expect([status.teamEnded, status.sync, status.host, status.me.id, status.me.permissions]).toEqual([
    undefined,
    undefined,
    undefined,
    userId,
    ["super-admin"],
  ]);
  await machine.client.tickets.move({ id, stageId: STAGES.closed });
  expect((await adminClient(team).tickets.get({ id })).stageId).toBe(STAGES.new);
  await expect(machine.client.membership.leave({ copy: "keep" })).rejects.toMatchObject({
    code: "PD_SYNC_NO_TEAM",
  });
});

test("who leaves without a copy has an empty desk", async () => {
  const team = await startTeam();
  await adminClient(team).tickets.create({ pipelineId: SUPPORT, subject: "Of the team" });
  const machine = await openMachine(team);
  await machine.client.membership.join({ ...byPassword(team, "ada@desk.example"), desk: "put-aside" });
  await machine.reopened(1);
  await synced(machine);
  await machine.client.membership.leave({ copy: "erase" });
  await machine.reopened(2);
  const status = await machine.client.desk.status();
  expect([status.startedAs, status.counts.tickets, status.sync, status.teamEnded]).toEqual([
    null,
    0,
    undefined,
    undefined,
  ]);
});

test("a machine that is shut out erases its copy and says so, until that is read", async () => {
  const team = await startTeam();
  await adminClient(team).tickets.create({ pipelineId: SUPPORT, subject: "Of the team" });
  const machine = await openMachine(team);
  await machine.client.membership.join({ ...byPassword(team, "ada@desk.example"), desk: "put-aside" });
  await machine.reopened(1);
  await synced(machine);
  const { tokenId } = machine.core.member?.membership ?? {};
  const answer = await team.api("DELETE", `/devices/${tokenId ?? ""}`, { cookie: team.admin });
  expect(answer.status).toBe(200);
  await machine.reopened(2);
  const { teamEnded, counts } = await machine.client.desk.status();
  expect([teamEnded?.serverUrl, counts.tickets]).toEqual([team.host.publicUrl, 0]);
  await machine.client.membership.dismissEnded();
  expect((await machine.client.desk.status()).teamEnded).toBeUndefined();
});

test("who looks at a ticket and who types is told to the others, here and at the server's own screens", async () => {
  const team = await startTeam();
  const { id: ticketId } = await adminClient(team).tickets.create({ pipelineId: SUPPORT, subject: "Of the team" });
  const { userId } = await team.member("bo@desk.example");
  const machine = await openMachine(team);
  await machine.client.membership.join({ ...byPassword(team, "bo@desk.example"), desk: "put-aside" });
  await machine.reopened(1);
  await synced(machine);
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const heard: unknown[] = [];
  const feed = await adminClient(team).desk.live(undefined, { signal: ended.signal });
  void (async () => {
    for await (const entry of feed) if (entry.colleagues !== undefined) heard.push(entry.colleagues);
  })().catch(() => undefined);
  await machine.client.membership.here({ windowId: "w", ticketId, isTyping: true });
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([{ userId, ticketId, isTyping: true }]));
  // And the other way, until nobody knows any more where they are.
  await adminClient(team).membership.here({ windowId: "v", ticketId, isTyping: false });
  const there: unknown[] = [];
  const own = await machine.client.desk.live(undefined, { signal: ended.signal });
  void (async () => {
    for await (const entry of own) if (entry.colleagues !== undefined) there.push(entry.colleagues);
  })().catch(() => undefined);
  await vi.waitFor(() => expect(there.at(-1)).toEqual([{ userId: team.core.owner(), ticketId, isTyping: false }]));
  await team.close();
  await vi.waitFor(() => expect(there.at(-1)).toEqual([]), { timeout: 5000 });
});
