/** Laptops of a team whose server is reached over the real network. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Joined } from "#shared/contract/sign-in.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { CatchUpAnswer, type ServerNews, type SyncScope } from "#shared/sync/protocol.ts";
import { createCore, type Core, type CoreOptions } from "#main/core.ts";
import { openHttpLink } from "#main/sync/client/http-link.ts";
import type { LinkListener, SyncLink } from "#main/sync/client/link.ts";
import { openSocketLink, type LinkTarget } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { PASSWORD, type Team } from "../server/server-fixture.ts";

export const NOBODY: LinkListener = { news: () => undefined, lost: () => undefined };
export const SCOPE = { closedSinceEpochMs: null };
export const HELLO = { ask: "hello", protocol: 1, deskId: null, checkpoint: 0, pushed: 0, nowEpochMs: 0 } as const;

export type Joining = { readonly target: LinkTarget; readonly joined: Joined };

/** A device of that user's, as yet without a desk. @param deviceId its name in stamps */
export async function joinByPassword(team: Team, address: string, deviceId = "laptop"): Promise<Joining> {
  const answer = await team.ask("/auth/join", {
    method: "POST",
    body: { by: "password", address, password: PASSWORD, deviceName: "Laptop" },
  });
  const joined = Joined.parse(JSON.parse(String(answer.body)));
  const { publicUrl: serverUrl } = team.host;
  return { joined, target: { serverUrl, token: joined.deviceToken, deviceId, agent: undefined } };
}

export const openSocket = (target: LinkTarget, listener: LinkListener = NOBODY): Promise<SyncLink> =>
  closedAtTheEnd(openSocketLink(target, listener, new AbortController().signal));

export const openHttp = (target: LinkTarget, listener: LinkListener = NOBODY): Promise<SyncLink> =>
  closedAtTheEnd(openHttpLink(target, listener, new AbortController().signal));

async function closedAtTheEnd(opening: Promise<SyncLink>): Promise<SyncLink> {
  const link = await opening;
  onTestFinished(() => link.close());
  return link;
}

/** What a link is told, and when it is over. */
export function listening(): { listener: LinkListener; news: ServerNews[]; over: Promise<void> } {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const news: ServerNews[] = [];
  return { listener: { news: (one) => void news.push(one), lost: resolve }, news, over };
}

/** A laptop's desk that belongs to the team, over the real network. */
export async function openLaptop(
  team: Team,
  address: string,
  options: Partial<CoreOptions> & { readonly joining?: Joining; readonly scope?: SyncScope } = {},
): Promise<Core> {
  const { joining, scope, ...extra } = options;
  const { target, joined } = joining ?? (await joinByPassword(team, address));
  const link = await openSocketLink(target, NOBODY, new AbortController().signal);
  const setup = CatchUpAnswer.parse(
    await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: scope ?? SCOPE }),
  );
  link.close();
  const serverCommit = scope === undefined ? 0 : await team.core.context.store.replication.newest();
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-laptop-"));
  const secrets = memorySecrets();
  await secrets.set(TOKEN_SECRET, joined.deviceToken);
  await writeMembership(dataDir, {
    serverUrl: target.serverUrl,
    deskName: joined.deskName,
    userId: joined.userId,
    tokenId: joined.deviceId,
    joinedAtEpochMs: team.clock.nowEpochMs,
    scope: scope ?? SCOPE,
    // Changes until now come with what is read, of which a scope leaves a part out.
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
    ...extra,
  });
  core.start();
  onTestFinished(async () => {
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return core;
}
