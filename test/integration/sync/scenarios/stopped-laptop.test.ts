import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { Joined } from "#shared/contract/sign-in.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { CatchUpAnswer } from "#shared/sync/protocol.ts";
import { createCore, type Core } from "#main/core.ts";
import { createOpenLink } from "#main/sync/client/open-link.ts";
import { openSocketLink } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { KEPT_WORKERS } from "../../../support/kept-workers.ts";
import { memorySecrets } from "../../../support/memory-secrets.ts";
import { copyOf } from "../../../support/team.ts";
import { DAY_MS, NO_NETWORK, SILENT, SUPPORT } from "../../../support/test-desk.ts";
import { PASSWORD, startTeam, type Team } from "../../server/server-fixture.ts";

const SCOPE = { closedSinceEpochMs: null };

/** A laptop with a network that the test switches, and a clock of its own. */
type Laptop = {
  readonly core: Core;
  readonly client: DeskClient;
  readonly deviceId: string;
  /** @param is whether there is one from now on; it is noticed at once */
  network(is: boolean): void;
  readonly clock: { aheadMs: number };
};

async function openLaptop(team: Team): Promise<Laptop> {
  const answer = await team.ask("/auth/join", {
    method: "POST",
    body: { by: "password", address: "ada@desk.example", password: PASSWORD, deviceName: "Laptop" },
  });
  const joined = Joined.parse(JSON.parse(String(answer.body)));
  const { publicUrl: serverUrl } = team.host;
  const target = { serverUrl, token: joined.deviceToken, deviceId: "joining", agent: undefined };
  const nobody = { news: () => undefined, lost: () => undefined };
  const link = await openSocketLink(target, nobody, new AbortController().signal);
  const setup = CatchUpAnswer.parse(
    await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: SCOPE }),
  );
  link.close();
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-laptop-"));
  const secrets = memorySecrets();
  await secrets.set(TOKEN_SECRET, joined.deviceToken);
  await writeMembership(dataDir, {
    serverUrl,
    deskName: joined.deskName,
    userId: joined.userId,
    tokenId: joined.deviceId,
    joinedAtEpochMs: team.clock.nowEpochMs,
    scope: SCOPE,
    begin: { kind: "theirs", setup: setup.rows, serverCommit: 0 },
  });
  let isOnline = true;
  let cut: () => void = () => undefined;
  const clock = { aheadMs: 0 };
  const core = await createCore({
    dataDir,
    clock: { nowEpochMs: () => team.clock.nowEpochMs + clock.aheadMs },
    log: SILENT,
    version: "1.2.3",
    secrets,
    network: NO_NETWORK,
    workers: KEPT_WORKERS,
    isBare: true,
    openLink: (_membership, deviceId, token) => {
      const open = createOpenLink({ serverUrl, deviceId, token }, { elapsedMs: () => performance.now(), env: {} });
      return async (listener, signal) => {
        if (!isOnline) throw new PipedeskError("PD_SYNC_OFFLINE", "There is no network.");
        const opened = await open(listener, signal);
        cut = () => {
          opened.close();
          listener.lost();
        };
        return opened;
      };
    },
  });
  core.start();
  onTestFinished(async () => {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    core,
    client: createRouterClient(core.router, { context: { userId: joined.userId } }),
    deviceId: joined.deviceId,
    clock,
    network(is) {
      isOnline = is;
      if (is) core.member?.wake();
      else cut();
    },
  };
}

const errorOf = ({ member }: Core) => {
  const status = member?.status();
  return status !== undefined && "error" in status ? status.error.code : status?.state;
};

test("[A3] a device that is shut out while it is offline brings nothing of what it did meanwhile when it comes back, and says why", async () => {
  const team = await startTeam();
  const laptop = await openLaptop(team);
  const { id } = await laptop.client.tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  await vi.waitFor(async () => expect((await copyOf(team.core)).has(`tickets/${id}`)).toBe(true));
  laptop.network(false);
  await vi.waitFor(() => expect(errorOf(laptop.core)).toBe("PD_SYNC_OFFLINE"));
  const { id: secret } = await laptop.client.tickets.create({ pipelineId: SUPPORT, subject: "Made offline" });
  await laptop.client.tickets.update({ id, priority: "urgent" });
  const before = await copyOf(team.core);
  expect((await team.api("DELETE", `/devices/${laptop.deviceId}`, { cookie: team.admin })).status).toBe(200);
  laptop.network(true);
  await vi.waitFor(() => expect(errorOf(laptop.core)).toBe("PD_SYNC_REVOKED"));
  expect(laptop.core.member?.status().state).toBe("stopped");
  const after = await copyOf(team.core);
  expect(after.has(`tickets/${secret}`)).toBe(false);
  expect(after).toEqual(before);
});

test("[H3] a laptop whose clock is ahead is told so, and comes through by itself once it is right", async () => {
  const team = await startTeam();
  const laptop = await openLaptop(team);
  await vi.waitFor(() => expect(errorOf(laptop.core)).toBe("synced"));
  laptop.network(false);
  laptop.clock.aheadMs = DAY_MS;
  const { id } = await laptop.client.tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  laptop.network(true);
  await vi.waitFor(() => expect(errorOf(laptop.core)).toBe("PD_SYNC_CLOCK_AHEAD"));
  expect(laptop.core.member?.status()).toMatchObject({ state: "offline", waiting: expect.any(Number) as number });
  expect((await copyOf(team.core)).has(`tickets/${id}`)).toBe(false);
  laptop.clock.aheadMs = 0;
  laptop.core.member?.wake();
  await vi.waitFor(async () => expect(await copyOf(laptop.core)).toEqual(await copyOf(team.core)));
  expect((await copyOf(team.core)).has(`tickets/${id}`)).toBe(true);
  await vi.waitFor(() => expect(errorOf(laptop.core)).toBe("synced"));
});
