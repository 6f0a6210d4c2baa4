/** A team in one process: a server's core and the cores of its members, with a network between them that the test switches. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import type { SyncQuestion } from "#shared/sync/protocol.ts";
import { CatchUpAnswer } from "#shared/sync/protocol.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { createCore, type Core } from "#main/core.ts";
import { plain, repositoryOf } from "#main/sync/adopt.ts";
import { opened, parsed } from "#main/sync/client/envelope.ts";
import type { SyncLink } from "#main/sync/client/link.ts";
import { writeMembership } from "#main/sync/membership.ts";
import { blobLinkOf, type FileWire } from "./blob-link-of.ts";
import { insert } from "./insert.ts";
import { chosenDatabase } from "./postgres/desk-url.ts";
import { KEPT_WORKERS } from "./kept-workers.ts";
import { memorySecrets } from "./memory-secrets.ts";
import { rawMail } from "./raw-mail.ts";
import { INBOUND, NO_NETWORK, SILENT } from "./test-desk.ts";

export type TeamMember = {
  readonly name: string;
  readonly userId: UserId;
  readonly core: Core;
  readonly client: DeskClient;
  readonly dataDir: string;
  /** Ahead of the common clock, milliseconds. */
  readonly clock: { aheadMs: number };
  /** How files come and go; a test puts its faults there. */
  readonly fileWire: FileWire;
  /** Brings and fetches until there is nothing more. @throws PD_SYNC_… */
  sync(wire?: Wire): Promise<void>;
  /** A question as this device would ask it. */
  ask(question: SyncQuestion): Promise<unknown>;
  /** Closes the desk and opens it again. */
  restart(): Promise<void>;
  backUp(): Promise<void>;
  /** Puts the desk back to its last backup; does nothing where there is none. */
  restore(): Promise<boolean>;
  close(): Promise<void>;
};

/** What happens to questions and answers on their way. */
export type Wire = {
  /** Called before a question goes out; what it throws is what the device gets. */
  readonly before?: (question: SyncQuestion) => Promise<void> | void;
  /** Called after the server has answered, before the device hears of it. */
  readonly after?: (question: SyncQuestion) => Promise<void> | void;
};

export type Team = {
  readonly server: Core;
  /** The contract as the server's owner calls it there. */
  readonly client: DeskClient;
  readonly clock: { nowEpochMs: number };
  join(name: string, permissions?: readonly Permission[]): Promise<TeamMember>;
  /** Everybody, until nobody has anything new. */
  syncAll(): Promise<void>;
  readonly serverDir: string;
  /** @param between is done while nobody has its folder open */
  restartServer(between?: (dataDir: string) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

const OFFLINE = () => new PipedeskError("PD_SYNC_OFFLINE", "There is no network.");

export async function openTeam(): Promise<Team> {
  const clock = { nowEpochMs: Date.UTC(2026, 4, 4, 9) };
  const folders: string[] = [];
  const folder = async (name: string) => {
    const made = await mkdtemp(join(tmpdir(), `pipedesk-${name}-`));
    folders.push(made);
    return made;
  };
  const open = async (dataDir: string, now: () => number, extra: object) =>
    createCore({
      dataDir,
      databaseUrl: await chosenDatabase(dataDir),
      clock: { nowEpochMs: now },
      log: SILENT,
      version: "0.0.0",
      secrets: memorySecrets(),
      network: NO_NETWORK,
      workers: KEPT_WORKERS,
      isBare: true,
      ...extra,
    });
  const serverDir = await folder("server");
  const openServer = () => open(serverDir, () => clock.nowEpochMs, { role: "server" });
  let server = await openServer();
  const members: TeamMember[] = [];

  function linkOf(userId: UserId, deviceId: string, wire: Wire): SyncLink {
    const { syncServer } = server;
    if (syncServer === null) throw new TypeError("A server has this.");
    const connection = syncServer.connect({ userId, tokenId: `token-${deviceId}`, deviceId }, () => undefined);
    return {
      async ask(question) {
        await wire.before?.(question);
        const answer = await connection.ask(parsed(JSON.stringify(question)));
        await wire.after?.(question);
        return opened(parsed(answer));
      },
      close: () => connection.close(),
    };
  }

  async function join_(name: string, permissions: readonly Permission[] = []): Promise<TeamMember> {
    const userId = UserId.parse(`user-${name}`);
    await insert(server.context.store.setup, [
      {
        id: userId,
        kind: "user",
        name,
        address: `${name}@desk.example`,
        permissions: [...permissions],
        createdAtEpochMs: clock.nowEpochMs,
        stamps: {},
      },
    ]);
    const dataDir = await folder(name);
    const first = linkOf(userId, "joining", {});
    const scope = { closedSinceEpochMs: null };
    const serverCommit = await server.context.store.replication.newest();
    const setup = CatchUpAnswer.parse(
      await first.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope }),
    );
    first.close();
    await writeMembership(dataDir, {
      serverUrl: "https://desk.example",
      deskName: "Team",
      userId,
      tokenId: name,
      joinedAtEpochMs: clock.nowEpochMs,
      scope,
      begin: { kind: "theirs", setup: setup.rows, serverCommit },
    });
    const ahead = { aheadMs: 0 };
    const fileWire: FileWire = {};
    const filesOfServer = () => {
      if (server.syncServer === null) throw new TypeError("A server has this.");
      return server.syncServer.files;
    };
    const caller = { userId, tokenId: `token-device_${name}`, deviceId: `device_${name}` };
    const opening = () =>
      open(dataDir, () => clock.nowEpochMs + ahead.aheadMs, {
        openLink: () => () => Promise.reject(OFFLINE()),
        openBlobs: () => blobLinkOf(filesOfServer, caller, fileWire),
      });
    let core = await opening();
    let backup: string | null = null;
    const link = (wire: Wire) => linkOf(userId, `device_${name}`, wire);
    const made: TeamMember = {
      name,
      userId,
      dataDir,
      clock: ahead,
      fileWire,
      get core() {
        return core;
      },
      get client() {
        return createRouterClient(core.router, { context: { userId } });
      },
      async sync(wire = {}) {
        const { member } = core;
        if (member === null) throw new TypeError("A member has this.");
        const line = link(wire);
        try {
          await member.replica.hello(line);
          for (let isMore = true; isMore;) {
            const pushed = await member.replica.push(line);
            const pulled = await member.replica.pull(line);
            await member.exchange(line);
            const caught = await member.replica.catchUp(line);
            isMore = pushed || pulled || caught;
          }
        } finally {
          line.close();
        }
      },
      ask: (question) => link({}).ask(question),
      async restart() {
        await core.close();
        core = await opening();
      },
      async backUp() {
        const path = join(await folder("backup"), "desk.sqlite");
        await core.context.store.copyTo(path);
        backup = path;
      },
      async restore() {
        if (backup === null) return false;
        await core.close();
        for (const file of ["desk.sqlite-wal", "desk.sqlite-shm"]) await rm(join(dataDir, file), { force: true });
        await copyFile(backup, join(dataDir, "desk.sqlite"));
        core = await opening();
        return true;
      },
      async close() {
        await core.close();
        members.splice(members.indexOf(made), 1);
      },
    };
    members.push(made);
    return made;
  }

  return {
    get server() {
      return server;
    },
    get client() {
      return createRouterClient(server.router, { context: { userId: server.owner() } });
    },
    clock,
    serverDir,
    async restartServer(between) {
      await server.close();
      await between?.(serverDir);
      server = await openServer();
    },
    join: join_,
    async syncAll() {
      // Once to bring, once more to fetch what the others brought.
      for (let round = 0; round < 2; round += 1) for (const member of members) await member.sync();
    },
    async close() {
      while (members.length > 0) await members[0]?.close();
      await server.close();
      for (const made of folders) await rm(made, { recursive: true, force: true });
    },
  };
}

/** A customer's mail at the server, which makes the team's first ticket. */
export async function receiveFirst({ client }: Pick<Team, "client">): Promise<TicketId> {
  const raw = rawMail({
    messageId: "first@example.com",
    from: "Carla <carla@example.com>",
    to: "help@desk.example",
    subject: "Boots",
    text: "They leak.",
  });
  const { ticketId } = await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  return TicketId.parse(ticketId);
}

/** Every document of a desk that travels, by collection and id, as text that can be compared. */
export async function copyOf({ context }: Core): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const collection of REPLICATED_COLLECTIONS) {
    const repository = repositoryOf(context.store, collection);
    for (const document of await repository.find({ selector: {} }))
      found.set(`${collection}/${document.id}`, canonicalJson(plain(document)));
  }
  return found;
}
