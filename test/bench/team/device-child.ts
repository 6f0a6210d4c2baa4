/** A laptop of the team in a process of its own: joins with the team's desk over the network, and works on it. */
import { createRouterClient } from "@orpc/server";
import { filter, firstValueFrom, NEVER } from "rxjs";
import type { DeskClient } from "#shared/contract/index.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { SYNC_PROTOCOL_VERSION } from "#shared/sync/limits.ts";
import { CatchUpAnswer, HelloAnswer, type SyncScope } from "#shared/sync/protocol.ts";
import { createCore, type Core } from "#main/core.ts";
import { openSocketLink } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT, STAGES } from "../../support/test-desk.ts";
import { ticketIdOf } from "../automation/desk-of.ts";
import { insertDocuments } from "../automation/store-access.ts";
import { memoryNow, nowMs, serveParent } from "./child.ts";
import { newPeople } from "./new-people.ts";
import { createSightings } from "./sightings.ts";
import { joinedDevice } from "./sign-in.ts";

const PAGE = 50;
const COLUMNS = [STAGES.new, STAGES.waitingOnContact, STAGES.waitingOnUs];

let core: Core | undefined;
let client: DeskClient | undefined;
const sightings = createSightings();
let halves = 0;

function joinedDesk(): { readonly core: Core; readonly client: DeskClient } {
  if (core === undefined || client === undefined) throw new Error("It has not joined.");
  return { core, client };
}

const api = {
  /** Joins; resolves when the first page of each column is there. Times count from the password. */
  async join({ serverUrl, dataDir, name, scope, openTickets }: JoinInput) {
    const startMs = nowMs();
    const joined = await joinedDevice(serverUrl, name);
    const target = { serverUrl, token: joined.deviceToken, deviceId: name, agent: undefined };
    const link = await openSocketLink(
      target,
      { news: () => undefined, lost: () => undefined },
      new AbortController().signal,
    );
    const { newest: serverCommit } = HelloAnswer.parse(
      await link.ask({
        ask: "hello",
        protocol: SYNC_PROTOCOL_VERSION,
        deskId: null,
        checkpoint: 0,
        pushed: 0,
        nowEpochMs: Date.now(),
      }),
    );
    const setup = CatchUpAnswer.parse(await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope }));
    link.close();
    const secrets = memorySecrets();
    await secrets.set(TOKEN_SECRET, joined.deviceToken);
    await writeMembership(dataDir, {
      serverUrl,
      deskName: joined.deskName,
      userId: joined.userId,
      tokenId: joined.deviceId,
      joinedAtEpochMs: Date.now(),
      scope,
      begin: { kind: "theirs", setup: setup.rows, serverCommit },
    });
    const opened = await createCore({
      dataDir,
      clock: { nowEpochMs: () => Date.now() },
      log: SILENT,
      version: "bench",
      secrets,
      network: NO_NETWORK,
    });
    const { member } = opened;
    if (member === null) throw new Error("It has not joined.");
    core = opened;
    const desk: DeskClient = createRouterClient(opened.router, { context: { userId: opened.owner() } });
    client = desk;
    const fetched = firstValueFrom(
      member.statusChanges.pipe(
        filter((status) => status.state === "busy" && (status.fetched?.tickets ?? 0) >= openTickets),
      ),
    ).then(() => nowMs() - startMs);
    const all = firstValueFrom(member.statusChanges.pipe(filter(({ state }) => state === "synced"))).then(
      () => nowMs() - startMs,
    );
    opened.start();
    const feed = await desk.desk.live();
    await feed.next();
    await firstPages(desk);
    const boardMs = nowMs() - startMs;
    await feed.return(undefined);
    await fetched;
    // A board with everything that is open, once more as a person would open it now.
    await firstPages(desk);
    const openMs = nowMs() - startMs;
    const boardMemory = memoryNow();
    const allMs = await all;
    return { boardMs, openMs, allMs, boardMemory, allMemory: memoryNow() };
  },
  async watch() {
    const feed = await joinedDesk().client.desk.live();
    await feed.next();
    // Until the process ends: a feed that waits for a change can't be left before there is one.
    void (async () => {
      for await (const entry of feed) {
        if (entry.type !== "changes") continue;
        for (const { id, subject } of entry.tickets) {
          if (!entry.activities.some(({ ticketId }) => ticketId === id)) halves += 1;
          sightings.tell(`${id} ${subject}`);
        }
      }
    })();
  },
  /** @returns when the command was given */
  async change({ number, subject }: Change) {
    const atMs = nowMs();
    await joinedDesk().client.tickets.update({ id: ticketIdOf(number), subject });
    return atMs;
  },
  /** @returns when the live feed told of it */
  seen: ({ number, subject }: Change) => sightings.of(`${ticketIdOf(number)} ${subject}`),
  /** How often the live feed told of a ticket without the line that says what happened to it. */
  halves: () => halves,
  /** @returns how long it took until the server had new documents */
  async bring({ count }: { readonly count: number }) {
    const { member } = joinedDesk().core;
    const startMs = nowMs();
    await insertDocuments(joinedDesk().core, "people", newPeople(count));
    while (member?.status().state !== "synced" || (await member.replica.waiting()) !== 0)
      await firstValueFrom(member?.statusChanges ?? NEVER);
    return nowMs() - startMs;
  },
  memory: () => memoryNow(),
  async close() {
    await core?.close();
  },
};
export type DeviceApi = typeof api;

type JoinInput = {
  readonly serverUrl: string;
  readonly dataDir: string;
  readonly name: string;
  readonly scope: SyncScope;
  readonly openTickets: number;
};
type Change = { readonly number: number; readonly subject: string };

/** Asked again, as the board does when it is told of new cards, until each column has its page. */
async function firstPages(desk: DeskClient): Promise<void> {
  for (;;) {
    const lists = await Promise.all(COLUMNS.map((stageId) => desk.tickets.list({ stageId, limit: PAGE })));
    if (lists.every(({ items }) => items.length === PAGE)) return;
    await firstValueFrom(joinedDesk().core.context.store.tickets.changes);
  }
}

serveParent(api);
