import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { onTestFinished } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import { Joined } from "#shared/contract/sign-in.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { CatchUpAnswer, type SyncScope } from "#shared/sync/protocol.ts";
import { createCore, type Core, type CoreOptions } from "#main/core.ts";
import { openSocketLink, type LinkTarget } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { PASSWORD, type Team } from "../server/server-fixture.ts";

const NOBODY = { news: () => undefined, lost: () => undefined };
const EVERYTHING: SyncScope = { closedSinceEpochMs: null };

export type Laptop = {
  readonly core: Core;
  readonly dataDir: string;
  readonly client: DeskClient;
  /** How the team's accounts know it. */
  readonly tokenId: string;
};

/** A device's token, and where it leads. */
export async function joinByPassword(team: Team, address: string): Promise<{ target: LinkTarget; joined: Joined }> {
  const answer = await team.ask("/auth/join", {
    method: "POST",
    body: { by: "password", address, password: PASSWORD, deviceName: "Laptop" },
  });
  const joined = Joined.parse(JSON.parse(String(answer.body)));
  const { publicUrl: serverUrl } = team.host;
  return { joined, target: { serverUrl, token: joined.deviceToken, deviceId: "laptop", agent: undefined } };
}

/** A laptop's desk that belongs to the team, over the real network. */
export async function openLaptop(
  team: Team,
  address: string,
  options: { scope?: SyncScope; core?: Partial<CoreOptions> } = {},
): Promise<Laptop> {
  const { target, joined } = await joinByPassword(team, address);
  const { scope = EVERYTHING } = options;
  const link = await openSocketLink(target, NOBODY, new AbortController().signal);
  const serverCommit = await team.core.context.store.replication.newest();
  const setup = CatchUpAnswer.parse(await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope }));
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
    scope,
    begin: { kind: "theirs", setup: setup.rows, serverCommit },
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
    ...options.core,
  });
  core.start();
  onTestFinished(async () => {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    core,
    dataDir,
    client: createRouterClient(core.router, { context: { userId: core.owner() } }),
    tokenId: joined.deviceId,
  };
}
