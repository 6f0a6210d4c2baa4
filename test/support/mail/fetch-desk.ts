import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstValueFrom, merge, Subject, timeout } from "rxjs";
import { ChannelId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { createCore, type Core } from "#main/core.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createTrace, type Trace } from "#main/mail/account/trace.ts";
import type { Timeouts } from "#main/mail/account/connection-options.ts";
import type { Credentials } from "#main/mail/account/credentials.ts";
import { createMailboxFetcher, type MailboxFetcher } from "#main/mail/mailbox/fetcher.ts";
import type { SizeLimits } from "#main/mail/mailbox/limits.ts";
import { readMailsHere } from "#main/mail/reading/mail-reader.ts";
import { NO_PROBE, type Probe } from "#main/mail/probe.ts";
import { KEPT_WORKERS } from "../kept-workers.ts";
import { chosenDatabase } from "../postgres/desk-url.ts";
import { memorySecrets } from "../memory-secrets.ts";
import { SILENT, STAGES, SUPPORT } from "../test-desk.ts";
import { TEST_PASSWORD, TEST_USER } from "./imap-server.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";
import { insert } from "../insert.ts";

/** Longest wait for something that comes over a socket; a test that needs it has failed. */
const PATIENCE_MS = 20_000;

export const FETCHED = ChannelId.parse("channel-fetched");

/** A real desk with one mailbox that is fetched, and no other dealings with servers. */
export type FetchDesk = {
  readonly core: Core;
  readonly dataDir: string;
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly fetcher: MailboxFetcher;
  /** Messages of the mailbox, by subject. */
  messages(): Promise<Message[]>;
  subjects(): Promise<string[]>;
  /** Resolves as soon as the desk has so many messages; with their subjects, sorted. */
  received(count: number): Promise<string[]>;
  /** Asks until the answer isn't null; again whenever the desk or the health changed. */
  until<Value>(ask: () => Value | null | Promise<Value | null>): Promise<Value>;
  /** Until the mailbox is in that state. */
  state(state: ReturnType<MailboxFetcher["health"]>["state"]): Promise<ReturnType<MailboxFetcher["health"]>>;
  change(mailbox: Partial<Mailbox>): Promise<void>;
  /** From now on every pause after a failure ends at once. */
  insist(): void;
  close(): Promise<void>;
};

export type FetchDeskOptions = {
  readonly port: number;
  readonly host?: string;
  readonly dataDir?: string;
  readonly mailbox?: Partial<Mailbox>;
  readonly channel?: Partial<Channel>;
  readonly user?: string;
  readonly credentials?: (options?: { renew?: boolean }) => Promise<Credentials>;
  readonly time?: VirtualTime;
  /** In place of `time`. */
  readonly real?: { readonly clock: Clock; readonly timers: Timers };
  readonly probe?: Probe;
  readonly limits?: SizeLimits;
  readonly timeouts?: Timeouts;
  /** Default true. */
  readonly start?: boolean;
};

export function fetchedMailbox(port: number, changes: Partial<Mailbox> = {}, user = TEST_USER): Mailbox {
  const server = { host: "127.0.0.1", port, security: "none" as const, username: user };
  return {
    enabled: true,
    imap: server,
    smtp: server,
    auth: { kind: "password" },
    trustedCertificate: null,
    folders: ["INBOX"],
    junk: "ignore",
    sentCopy: "append",
    markSeen: true,
    fetchDays: null,
    senderName: "Desk",
    signature: "",
    ...changes,
  };
}

export async function openFetchDesk(options: FetchDeskOptions): Promise<FetchDesk> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "pipedesk-fetch-")));
  const time = options.time ?? createVirtualTime(Date.now());
  const { clock, timers } = options.real ?? time;
  const core = await createCore({
    dataDir,
    databaseUrl: await chosenDatabase(dataDir),
    clock,
    timers,
    log: SILENT,
    version: "0.0.0",
    secrets: memorySecrets(),
    workers: KEPT_WORKERS,
  });
  const { context } = core;
  const { store } = context;
  const user = options.user ?? TEST_USER;
  const channel: Channel = {
    id: FETCHED,
    kind: "channel",
    channelKind: "email",
    name: "Fetched",
    address: user,
    aliases: [],
    pipelineId: SUPPORT,
    stageId: STAGES.new,
    createTickets: true,
    mailbox: fetchedMailbox(options.port, options.mailbox, user),
    createdAtEpochMs: clock.nowEpochMs(),
    stamps: {},
    ...options.channel,
  };
  await insert(store.setup, [channel]);
  const changed = new Subject<void>();
  let insists = false;
  const trace = createTrace({ clock });
  const fetcher = createMailboxFetcher({
    context,
    channelId: FETCHED,
    credentials: options.credentials ?? (async () => ({ kind: "password", password: TEST_PASSWORD })),
    timers,
    random: () => 0.5,
    trace,
    probe: options.probe ?? NO_PROBE,
    readMails: readMailsHere,
    onChange() {
      changed.next();
      if (insists && fetcher.health().state === "offline") fetcher.checkNow();
    },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
  });
  const news = merge(changed, store.messages.changes, store.local.changes);
  const messages = () => store.messages.find({ selector: { channelId: FETCHED } });
  const subjects = async () => (await messages()).map(({ subject }) => subject).toSorted();

  const desk: FetchDesk = {
    core,
    dataDir,
    time,
    trace,
    fetcher,
    messages,
    subjects,
    received: (count) =>
      desk.until(async () => {
        const all = await subjects();
        return all.length >= count ? all : null;
      }),
    async until(ask) {
      for (;;) {
        // Listened to before asking, so that nothing slips through in between.
        const next = firstValueFrom(news.pipe(timeout(PATIENCE_MS)));
        next.catch(() => undefined);
        const answer = await ask();
        if (answer !== null) return answer;
        await next.catch(async () => {
          const now = {
            health: fetcher.health(),
            subjects: await subjects(),
            trace: trace
              .lines()
              .map(({ text }) => text)
              .slice(-40),
          };
          throw new Error(`Nothing happened any more: ${JSON.stringify(now, null, 1)}`);
        });
      }
    },
    state: (state) =>
      desk.until(() => {
        const health = fetcher.health();
        return health.state === state ? health : null;
      }),
    async change(mailbox) {
      const previous = context.setup.require("channel", FETCHED);
      if (previous.mailbox === null) throw new Error("The channel has no mailbox.");
      await store.setup.write([{ previous, next: { ...previous, mailbox: { ...previous.mailbox, ...mailbox } } }]);
      fetcher.settingsChanged();
    },
    insist() {
      insists = true;
      fetcher.checkNow();
    },
    async close() {
      await fetcher.close();
      await core.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (options.start !== false) fetcher.start();
  return desk;
}
