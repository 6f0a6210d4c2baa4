import { firstValueFrom, merge, timeout } from "rxjs";
import { OutgoingContent, type OutgoingContentInput } from "#shared/contract/outgoing.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import type { Actor } from "#main/desk/context.ts";
import type { Host } from "#main/desk/host/host.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { Stored } from "#main/store/read-repository.ts";
import { createTrace } from "#main/mail/account/trace.ts";
import { createOutboxRunner, type OutboxRunner } from "#main/mail/outbox/runner.ts";
import { NO_PROBE, type Probe } from "#main/mail/probe.ts";
import { createVirtualTime, type VirtualTime } from "../../support/mail/virtual-time.ts";
import { INBOUND, openTestDesk, type TestDesk } from "../../support/test-desk.ts";

/** Longest wait for something that comes over a socket; a test that needs it has failed. */
const PATIENCE_MS = 10_000;
export const UNDO_MS = 10_000;

/** A Sent folder in memory. */
export type FakeSentFolder = {
  readonly mails: Map<string, string>;
  /** Mails that the server files under another id, by ours. */
  readonly names: Map<string, string>;
  /** False: nothing can be told or put there now. */
  isReachable: boolean;
};

export type OutboxDesk = {
  readonly desk: TestDesk;
  readonly time: VirtualTime;
  readonly owner: Actor;
  readonly sent: FakeSentFolder;
  /** What is wrong with sending, as it was told last; undefined: nothing was told. */
  readonly told: { failure: ConnectFailure | null | undefined };
  readonly runner: OutboxRunner;
  /**
   * Ends the runner without a word and begins a new one, as after a crash.
   * @param host of another process over the same database; default: the desk's
   */
  restart(probe?: Probe, host?: Host): void;
  reply(id: TicketId, content?: Partial<OutgoingContentInput>): Promise<Message>;
  item(message: Pick<Message, "id">): Promise<Stored<OutboxItem>>;
  /** The item as soon as it is in that state. */
  inState(message: Pick<Message, "id">, state: OutboxItem["state"]): Promise<OutboxItem>;
  until<Value>(ask: () => Promise<Value | null> | Value | null): Promise<Value>;
  notifications(): Promise<string[]>;
  change(mailbox: Partial<Mailbox> | null): Promise<void>;
  close(): Promise<void>;
};

export type OutboxDeskOptions = {
  readonly smtpPort: number;
  readonly mailbox?: Partial<Mailbox>;
  readonly probe?: Probe;
  readonly dataDir?: string;
  /** False: the test starts the runner by `restart`. */
  readonly isRunning?: boolean;
};

export async function openOutboxDesk(options: OutboxDeskOptions): Promise<OutboxDesk> {
  const desk = await openTestDesk(options.dataDir === undefined ? {} : { dataDir: options.dataDir });
  const time = createVirtualTime(desk.clock.nowEpochMs);
  Object.defineProperty(desk.clock, "nowEpochMs", { get: () => time.clock.nowEpochMs() });
  const { context } = desk.core;
  const { store } = context;
  const sent: FakeSentFolder = { mails: new Map(), names: new Map(), isReachable: true };
  const told: OutboxDesk["told"] = { failure: undefined };
  const trace = createTrace({ clock: time.clock });
  const told$ = merge(store.outbox.changes, store.inboxItems.changes, store.messages.changes);

  async function change(changes: Partial<Mailbox> | null): Promise<void> {
    const channel = context.setup.require("channel", INBOUND);
    const mailbox = changes === null ? null : { ...(channel.mailbox ?? mailboxOn(options.smtpPort)), ...changes };
    const next: Channel = { ...channel, address: "help@desk.example", mailbox };
    await store.setup.write([{ previous: channel, next }]);
  }

  const start = (probe: Probe, host: Host = context.host) =>
    createOutboxRunner({
      context: { ...context, host },
      timers: time.timers,
      random: () => 0,
      probe,
      account(id) {
        const channel = context.setup.find("channel", id);
        if (!channel?.mailbox?.enabled) return null;
        return {
          channel,
          credentials: () => Promise.resolve({ kind: "password", password: "secret" }),
          trace,
          timeouts: { connectTimeoutMs: 2000, greetingTimeoutMs: 2000, socketTimeoutMs: 2000 },
          sent: {
            find: async ({ rfcMessageId }) => {
              if (!sent.isReachable) return { kind: "unknown" as const };
              const name = sent.mails.has(rfcMessageId) ? rfcMessageId : sent.names.get(rfcMessageId);
              return name === undefined ? { kind: "missing" as const } : { kind: "there" as const, rfcMessageId: name };
            },
            append: async (rfcId, raw) => {
              if (sent.isReachable) sent.mails.set(rfcId, Buffer.from(raw).toString("latin1"));
              return sent.isReachable;
            },
          },
        };
      },
      onSendState: (_id, failure) => void (told.failure = failure),
    });

  await change(options.mailbox ?? {});
  let runner = start(options.probe ?? NO_PROBE);
  if (options.isRunning !== false) runner.start();
  const owner = { user: context.setup.require("user", desk.core.owner()) };

  const open: OutboxDesk = {
    desk,
    time,
    owner,
    sent,
    told,
    get runner() {
      return runner;
    },
    restart(probe = NO_PROBE, host = context.host) {
      runner = start(probe, host);
      runner.start();
    },
    reply: (id, content = {}) =>
      replyToTicket(context, owner, id, OutgoingContent.parse({ text: "Which size?", ...content })),
    async item({ id }) {
      const item = await store.outbox.get(outboxItemIdOf(id));
      if (!item) throw new Error("The mail is not in the outbox.");
      return item;
    },
    inState: (message, state) =>
      open.until(async () => {
        const item = await open.item(message);
        return item.state === state ? item : null;
      }),
    async until(ask) {
      for (;;) {
        const next = firstValueFrom(told$.pipe(timeout(PATIENCE_MS)));
        next.catch(() => undefined);
        const answer = await ask();
        if (answer !== null) return answer;
        await next;
      }
    },
    async notifications() {
      const items = await store.inboxItems.find({ selector: { userId: owner.user.id } });
      return items
        .filter((item) => item.kind === "notification")
        .map(({ topic, about }) => `${topic}: ${about}`)
        .toSorted();
    },
    change,
    async close() {
      await runner.close();
      await desk.close();
    },
  };
  return open;
}

function mailboxOn(port: number): Mailbox {
  const server = { host: "127.0.0.1", port, security: "none" as const, username: "" };
  return {
    enabled: true,
    imap: server,
    smtp: server,
    auth: { kind: "password" },
    trustedCertificate: null,
    folders: ["INBOX"],
    junk: "ignore",
    sentCopy: "none",
    markSeen: true,
    fetchDays: null,
    senderName: "Support",
    signature: "",
  };
}
