import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { Joined } from "#shared/contract/sign-in.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { CatchUpAnswer } from "#shared/sync/protocol.ts";
import { createCore, type Core } from "#main/core.ts";
import { openHttpLink } from "#main/sync/client/http-link.ts";
import { openSocketLink, type LinkTarget } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { copyOf } from "../../support/team.ts";
import { NO_NETWORK, SILENT, SUPPORT } from "../../support/test-desk.ts";
import { PASSWORD, startTeam, type Team } from "../server/server-fixture.ts";

const NOBODY = { news: () => undefined, lost: () => undefined };
const SCOPE = { closedSinceEpochMs: null };

async function joinByPassword(team: Team, address: string): Promise<{ target: LinkTarget; joined: Joined }> {
  const answer = await team.ask("/auth/join", {
    method: "POST",
    body: { by: "password", address, password: PASSWORD, deviceName: "Laptop" },
  });
  const joined = Joined.parse(JSON.parse(String(answer.body)));
  const { publicUrl: serverUrl } = team.host;
  return { joined, target: { serverUrl, token: joined.deviceToken, deviceId: "laptop", agent: undefined } };
}

/** A laptop's desk that belongs to the team, over the real network. */
async function openLaptop(team: Team, address: string): Promise<Core> {
  const { target, joined } = await joinByPassword(team, address);
  const link = await openSocketLink(target, NOBODY, new AbortController().signal);
  const setup = CatchUpAnswer.parse(
    await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: SCOPE }),
  );
  link.close();
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-laptop-"));
  const secrets = memorySecrets();
  await secrets.set(TOKEN_SECRET, joined.deviceToken);
  await writeMembership(dataDir, {
    serverUrl: target.serverUrl,
    deskName: joined.deskName,
    userId: joined.userId,
    tokenId: joined.deviceId,
    joinedAtEpochMs: team.clock.nowEpochMs,
    scope: SCOPE,
    begin: { kind: "theirs", setup: setup.rows, serverCommit: 0 },
  });
  const core = await createCore({
    dataDir,
    clock: { nowEpochMs: () => team.clock.nowEpochMs },
    log: SILENT,
    version: "1.2.3",
    secrets,
    network: NO_NETWORK,
    workers: KEPT_WORKERS,
    isBare: true,
  });
  core.start();
  onTestFinished(async () => {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return core;
}

test("[H3] a laptop that joins by password has the team's desk, and both see what the other does", async () => {
  const team = await startTeam();
  const laptop = await openLaptop(team, "ada@desk.example");
  const userId = laptop.owner();
  const here = createRouterClient(laptop.router, { context: { userId } });
  const there = createRouterClient(team.core.router, { context: { userId } });
  const made = await here.tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  await vi.waitFor(async () => expect((await there.tickets.get({ id: made.id })).subject).toBe("Boots"));
  await there.tickets.update({ id: made.id, priority: "high" });
  await vi.waitFor(async () => expect((await here.tickets.get({ id: made.id })).priority).toBe("high"));
  await vi.waitFor(async () => expect(await copyOf(laptop)).toEqual(await copyOf(team.core)));
  expect(laptop.member?.status().state).toMatch(/^(?:synced|busy)$/u);
});

test("the same questions are answered over plain requests, and a token that was taken back opens nothing", async () => {
  const team = await startTeam();
  const { target, joined } = await joinByPassword(team, "ada@desk.example");
  const link = await openHttpLink(target, NOBODY, new AbortController().signal);
  const hello = { ask: "hello", protocol: 1, deskId: null, checkpoint: 0, pushed: 0, nowEpochMs: 0 } as const;
  expect(await link.ask(hello)).toMatchObject({ userId: joined.userId });
  await expect(link.ask({ ...hello, protocol: 99 })).rejects.toMatchObject({ code: "PD_SYNC_VERSION" });
  await expect(link.ask({ ...hello, deskId: "another" })).rejects.toMatchObject({ code: "PD_SYNC_OTHER_DESK" });
  link.close();
  await team.api("POST", `/devices/${joined.deviceId}/revoke`, { cookie: team.admin });
  const forged = { ...target, token: "pdd_nobody" };
  for (const open of [openSocketLink])
    await expect(open(forged, NOBODY, new AbortController().signal)).rejects.toMatchObject({ code: "PD_SYNC_REVOKED" });
});
