import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { firstValueFrom, timeout } from "rxjs";
import { createCore, type Core } from "#main/core.ts";
import type { Timers } from "#main/desk/timers.ts";
import { startServeHost, type ServeHost } from "#main/hosts/serve/start-serve-host.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { nextInOrder } from "#shared/rules/outbox/next-in-order.ts";
import { deskRest, type DeskRest } from "../../support/desk-rest.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSink, type SunkMail } from "../../support/mail/smtp-sink.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";

/** How often mailboxes look whether the machine slept: that would be most of what runs in days of virtual time. */
const HEARTBEAT_MS = 5_000;
/** Longest wait for a mail on a socket; a run that needs it has failed. */
const PATIENCE_MS = 30_000;
/** Turns of the event loop in which what fell due begins to send. */
const TURNS = 20;
/** Where the system has a folder in memory: only the process is ended here, never the machine. */
const MEMORY = "/dev/shm";
const TOKEN = "the-secret-of-the-scenario";

/** A real core behind its REST face, on a clock that the test moves, with a server that takes all mail. */
export type RestDesk = {
  readonly rest: DeskRest;
  readonly time: VirtualTime;
  readonly sunk: readonly SunkMail[];
  mailbox(address: string): ReturnType<typeof testMailbox>;
  /** An uploaded mail file; resolves when it is imported. */
  importFile(name: string, content: string): Promise<void>;
  /** Lets time pass; what falls due meanwhile is sent before more of it passes. */
  pass(durationMs: number): Promise<void>;
  /** The program ends and is started again, as it is. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function openRestDesk(startEpochMs: number): Promise<RestDesk> {
  const dataDir = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "pipedesk-real-"));
  const time = createVirtualTime(startEpochMs);
  const timers: Timers = {
    after: (delayMs, work) => (delayMs === HEARTBEAT_MS ? () => undefined : time.timers.after(delayMs, work)),
  };
  const secrets = memorySecrets();
  const sink: SmtpSink = await startSmtpSink();
  const silent = await listenSilently();
  let core: Core;
  let host: ServeHost;
  /** What waits in the outbox, read anew when it has changed. */
  let items: OutboxItem[] = [];
  let isChanged = true;

  async function open(): Promise<void> {
    core = await createCore({
      dataDir,
      clock: time.clock,
      timers,
      random: () => 0.5,
      log: SILENT,
      version: "0.0.0",
      secrets,
      network: NO_NETWORK,
      workers: KEPT_WORKERS,
    });
    host = await startServeHost({
      core,
      port: 0,
      token: TOKEN,
      rendererDir: join(dataDir, "none"),
      log: SILENT,
      version: "0.0.0",
    });
    isChanged = true;
    core.context.store.outbox.changes.subscribe(() => (isChanged = true));
    core.start();
  }

  async function shut(): Promise<void> {
    await host.close();
    await core.close();
  }

  /** All that is due is with the server, or waits for a person. */
  async function settle(): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
      const { queue, store } = core.context;
      await queue.idle();
      const next = firstValueFrom(store.outbox.changes.pipe(timeout(PATIENCE_MS)));
      next.catch(() => undefined);
      if (isChanged) {
        isChanged = false;
        items = await store.outbox.find({ selector: { state: { $in: ["queued", "held", "sending"] } } });
      }
      const nowEpochMs = time.clock.nowEpochMs();
      const isDue = ({ notBeforeEpochMs, retryAtEpochMs }: OutboxItem) =>
        Math.max(notBeforeEpochMs, retryAtEpochMs) <= nowEpochMs;
      const isBusy = items.some(({ state }) => state === "sending") || nextInOrder(items, nowEpochMs).some(isDue);
      if (!isBusy) return;
      await next;
    }
  }

  await open();
  return {
    get rest() {
      return deskRest(host.origin, TOKEN);
    },
    time,
    sunk: sink.mails,
    // Nothing is fetched: mail is handed in.
    mailbox(address) {
      const mailbox = testMailbox({ imap: silent.port, smtp: sink.port }, address);
      return { ...mailbox, smtp: { ...mailbox.smtp, username: "" }, sentCopy: "none" };
    },
    async importFile(name, content) {
      const body = new FormData();
      body.set("file", new File([content], name, { type: "application/mbox" }));
      const answer = await fetch(`${host.origin}/api/v1/imports`, {
        method: "POST",
        headers: { Authorization: `Bearer ${TOKEN}` },
        body,
      });
      if (!answer.ok) throw new Error(`The import was refused: ${await answer.text()}`);
      while ((await deskRest(host.origin, TOKEN).status()).job?.state === "running")
        await firstValueFrom(core.state.changes.pipe(timeout(PATIENCE_MS)));
    },
    async pass(durationMs) {
      const endEpochMs = time.clock.nowEpochMs() + durationMs;
      await settle();
      for (;;) {
        const nowEpochMs = time.clock.nowEpochMs();
        const due = Math.min(time.nextDueEpochMs() ?? endEpochMs, endEpochMs);
        await time.advance(Math.max(0, due - nowEpochMs));
        await settle();
        if (due >= endEpochMs) return;
      }
    },
    async restart() {
      await settle();
      await shut();
      await open();
    },
    async close() {
      await shut();
      await sink.close();
      await silent.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A server for mail to fetch that never says a word: nothing is fetched, and no attempt ends to be made again. */
async function listenSilently(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
