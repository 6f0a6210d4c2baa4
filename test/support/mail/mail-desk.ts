import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { firstValueFrom, merge, timeout } from "rxjs";
import type { DeskClient } from "#shared/contract/index.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { createCore, type Core } from "#main/core.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { KEPT_WORKERS } from "../kept-workers.ts";
import { chosenDatabase } from "../postgres/desk-url.ts";
import { memorySecrets } from "../memory-secrets.ts";
import { SILENT, SUPPORT } from "../test-desk.ts";
import { TEST_PASSWORD, TEST_USER } from "./imap-server.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

/** Longest wait for something that comes over a socket; a test that needs it has failed. */
const PATIENCE_MS = 15_000;

/** A real core that fetches and sends, on a clock that the test moves. */
export type MailDesk = {
  readonly core: Core;
  readonly client: DeskClient;
  readonly time: VirtualTime;
  readonly dataDir: string;
  readonly secrets: Secrets;
  /** Connects a mailbox on these ports of this machine, without encryption. */
  connect(ports: { imap: number; smtp: number }, changes?: Partial<Mailbox>, user?: string): Promise<ChannelId>;
  /** Asks until the answer isn't null; again whenever the desk or a mailbox changed. */
  until<Value>(ask: () => Promise<Value | null>): Promise<Value>;
  close(): Promise<void>;
};

export function testMailbox(ports: { imap: number; smtp: number }, user = TEST_USER): Mailbox {
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "none" as const, username: user });
  return {
    enabled: true,
    imap: server(ports.imap),
    smtp: server(ports.smtp),
    auth: { kind: "password" },
    trustedCertificate: null,
    folders: ["INBOX"],
    junk: "ignore",
    sentCopy: "append",
    markSeen: true,
    fetchDays: null,
    senderName: "Desk",
    signature: "",
  };
}

export async function openMailDesk(
  options: {
    readonly dataDir?: string;
    readonly time?: VirtualTime;
    readonly secrets?: Secrets;
    /** False: nothing works by itself. */
    readonly start?: boolean;
  } = {},
): Promise<MailDesk> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "pipedesk-mail-")));
  const time = options.time ?? createVirtualTime(Date.now());
  const secrets = options.secrets ?? memorySecrets();
  const core = await createCore({
    dataDir,
    databaseUrl: await chosenDatabase(dataDir),
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    log: SILENT,
    version: "0.0.0",
    secrets,
    workers: KEPT_WORKERS,
  });
  const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
  const { store } = core.context;
  const changed = merge(
    store.messages.changes,
    store.tickets.changes,
    store.outbox.changes,
    store.inboxItems.changes,
    store.local.changes,
    core.mail.changes,
  );
  if (options.start !== false) core.start();
  return {
    core,
    client,
    time,
    dataDir,
    secrets,
    async connect(ports, changes = {}, user = TEST_USER) {
      const channel = await client.channels.create({
        name: "Support",
        address: user,
        pipelineId: SUPPORT,
        mailbox: { ...testMailbox(ports, user), ...changes },
        secret: { kind: "password", password: TEST_PASSWORD },
      });
      return channel.id;
    },
    async until(ask) {
      for (;;) {
        // Listened to before asking, so that nothing slips through in between.
        const next = firstValueFrom(changed.pipe(timeout(PATIENCE_MS)));
        next.catch(() => undefined);
        const answer = await ask();
        if (answer !== null) return answer;
        await next;
      }
    },
    async close() {
      await core.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
