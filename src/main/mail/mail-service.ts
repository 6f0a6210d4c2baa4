import { networkInterfaces } from "node:os";
import { Subject, type Subscription } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { ChannelHealth, ConnectFailure } from "#shared/model/mail-channel.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { notify } from "#main/desk/notifications/notify.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createCredentialSource, type Credentials } from "./account/credentials.ts";
import { ConnectFailed } from "./account/connect-failure.ts";
import { discoverMailbox, type Network } from "./account/discover.ts";
import { createOAuth, type OAuthClients } from "./account/oauth/oauth.ts";
import { testMailbox } from "./account/test-mailbox.ts";
import { createTrace, type Trace } from "./account/trace.ts";
import { createMailboxFetcher, type MailboxFetcher } from "./mailbox/fetcher.ts";
import { createOutboxRunner, type OutboxRunner } from "./outbox/runner.ts";
import type { Probe } from "./probe.ts";
import type { ReadMails } from "./reading/mail-reader.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import type { MailService } from "./service.ts";

/** How often it is looked whether the machine slept or changed networks: a laptop that is opened on a train shouldn't wait for the next attempt. */
const HEARTBEAT_MS = 5_000;
/** A beat that comes so much too late was slept through. */
const SLEPT_MS = 30_000;

export type MailServiceDeps = {
  readonly context: DeskContext;
  readonly secrets: Secrets;
  readonly timers: Timers;
  readonly random: () => number;
  readonly network: Network;
  readonly oauthClients: OAuthClients;
  readonly probe: Probe;
  readonly readMails: ReadMails;
};

type Account = {
  readonly trace: Trace;
  readonly fetcher: MailboxFetcher;
  /** The mailbox's settings as the fetcher has them, to tell a change of them from others. */
  settings: string;
  sendFailure: ConnectFailure | null;
  /** Since when it is refused, as it was last told; 0 where it was not. */
  toldSinceEpochMs: number;
};

/**
 * Owns what talks to mail servers: a fetcher for each channel with a mailbox, one runner for the outbox. Follows the setup: a mailbox that is
 * connected, changed or taken away is so at once.
 */
export function createMailService(deps: MailServiceDeps): MailService {
  const { context, timers } = deps;
  const changes = new Subject<void>();
  const oauth = createOAuth({ clock: context.clock, timers, clients: deps.oauthClients });
  const credentials = createCredentialSource({ secrets: deps.secrets, oauth, clock: context.clock });
  const accounts = new Map<ChannelId, Account>();
  const closing = new Set<Promise<void>>();
  let subscription: Subscription | null = null;
  let cancelBeat: (() => void) | null = null;

  const makeRunner = () =>
    createOutboxRunner({
      context,
      timers,
      random: deps.random,
      probe: deps.probe,
      account(id) {
        const account = accounts.get(id);
        const channel = context.setup.find("channel", id);
        if (!account || !channel?.mailbox?.enabled) return null;
        return {
          channel,
          credentials: (options) => credentials.credentialsOf(channel, options),
          trace: account.trace,
          sent: account.fetcher.sent,
        };
      },
      onSendState(id, failure) {
        const account = accounts.get(id);
        if (!account) return;
        account.sendFailure = failure;
        changes.next();
      },
    });
  /** Null: nothing is sent here now. */
  let runner: OutboxRunner | null = null;

  function open(id: ChannelId): Account {
    const trace = createTrace({ clock: context.clock });
    const fetcher = createMailboxFetcher({
      context,
      channelId: id,
      credentials: (options) => credentials.credentialsOf(context.setup.require("channel", id), options),
      timers,
      random: deps.random,
      trace,
      readMails: deps.readMails,
      probe: deps.probe,
      onChange: () => {
        tellRefusal(id);
        changes.next();
      },
    });
    return { trace, fetcher, settings: "", sendFailure: null, toldSinceEpochMs: 0 };
  }

  /** A login that was refused, or another answer that only a person can mend, is told once for each time it began. */
  function tellRefusal(id: ChannelId): void {
    const account = accounts.get(id);
    const health = account?.fetcher.health();
    const channel = context.setup.find("channel", id);
    if (!account || !channel || health?.state !== "refused" || account.toldSinceEpochMs === health.sinceEpochMs) return;
    account.toldSinceEpochMs = health.sinceEpochMs;
    const { code = "other", detail = "" } = health.failure ?? {};
    context.queue
      .run(async () => {
        const piece = createPieceOfWork(context);
        await notify(context, piece.inboxItems, null, {
          topic: "mailbox-refused",
          ticketId: null,
          outboxItemId: null,
          channelId: id,
          about: channel.address || channel.name,
          detail,
          occasion: [code, String(health.sinceEpochMs)],
        });
        await piece.flush();
      })
      .catch((error: unknown) => context.log.error("A refused mailbox could not be told", { channelId: id, error }));
  }

  /** Makes the fetchers agree with the channels. */
  function follow(): void {
    const present = new Set<ChannelId>();
    for (const channel of context.setup.all("channel")) {
      if (channel.mailbox === null) continue;
      present.add(channel.id);
      const settings = settingsOf(channel);
      const known = accounts.get(channel.id);
      const account = known ?? open(channel.id);
      if (account.settings === settings) continue;
      account.settings = settings;
      accounts.set(channel.id, account);
      if (known) known.fetcher.settingsChanged();
      else account.fetcher.start();
      account.sendFailure = null;
      runner?.wake();
    }
    for (const [id, { fetcher }] of accounts) {
      if (present.has(id)) continue;
      accounts.delete(id);
      settle(fetcher.close());
    }
    changes.next();
  }

  function settle(work: Promise<void>): void {
    const watched = work
      .catch((error: unknown) => context.log.warn("A mailbox's connection could not be closed", { error }))
      .finally(() => closing.delete(watched));
    closing.add(watched);
  }

  function wake(): void {
    for (const { fetcher } of accounts.values()) fetcher.wake();
    runner?.wake();
  }

  /** Nothing tells Node that the network is back, so its addresses are compared. */
  function beat(lastEpochMs: number, lastAddresses: string): void {
    cancelBeat = timers.after(HEARTBEAT_MS, () => {
      const nowEpochMs = context.clock.nowEpochMs();
      const addresses = addressesOfMachine();
      const slept = nowEpochMs - lastEpochMs > HEARTBEAT_MS + SLEPT_MS;
      if (slept || addresses !== lastAddresses) wake();
      beat(nowEpochMs, addresses);
    });
  }

  async function stop(): Promise<void> {
    subscription?.unsubscribe();
    subscription = null;
    cancelBeat?.();
    for (const { fetcher } of accounts.values()) settle(fetcher.close());
    accounts.clear();
    const sending = runner;
    runner = null;
    await Promise.all([sending?.close(), ...closing]);
    if (!changes.closed) changes.next();
  }

  function accountOf(id: ChannelId): Account {
    context.setup.require("channel", id);
    const account = accounts.get(id);
    if (account) return account;
    if (!context.host.isHost()) throw new PipedeskError("PD_HOST_ELSEWHERE", "The team's host fetches and sends mail.");
    throw noMailbox(id);
  }

  return {
    changes,
    wake,
    start() {
      if (subscription) return;
      subscription = context.store.setup.changes.subscribe(contained(context.log, "mailboxes", follow));
      follow();
      runner = makeRunner();
      runner.start();
      beat(context.clock.nowEpochMs(), addressesOfMachine());
    },
    health: () =>
      Array.from(accounts.values(), ({ fetcher, sendFailure }): ChannelHealth => ({
        ...fetcher.health(),
        sendFailure,
      })),
    diagnostics: (id) => accountOf(id).trace.lines(),
    async discover(address) {
      const found = await discoverMailbox(address, deps.network);
      return { ...found, canSignIn: found.oauth !== null && deps.oauthClients[found.oauth] !== undefined };
    },
    async test({ mailbox, secret, channelId }) {
      const trace = createTrace({ clock: context.clock });
      const channel = channelId === undefined ? null : context.setup.require("channel", channelId);
      if (!secret && !channel) throw noMailbox("new");
      const given = async (): Promise<Credentials> => {
        if (!secret) return credentials.credentialsOf({ ...channel, mailbox } as Channel);
        return secret.kind === "password"
          ? { kind: "password", password: secret.password }
          : { kind: "oauth2", accessToken: oauth.peek(secret.flowId).accessToken };
      };
      return testMailbox({ mailbox, credentials: given, trace, clock: context.clock, timers });
    },
    async folders(id) {
      try {
        return await accountOf(id).fetcher.folders();
      } catch (error) {
        if (!(error instanceof ConnectFailed)) throw error;
        throw new PipedeskError("PD_MAILBOX_UNREACHABLE", "The mailbox's folders can't be read now.", { cause: error });
      }
    },
    check(id) {
      accountOf(id).fetcher.checkNow();
      runner?.wake();
    },
    beginOAuth: (provider, address) => oauth.begin(provider, address),
    oauth: (flowId) => oauth.state(flowId),
    async keepSecret(id, secret) {
      await credentials.keep(id, secret);
      const account = accounts.get(id);
      if (account) {
        account.sendFailure = null;
        account.fetcher.settingsChanged();
        runner?.wake();
      }
    },
    forgetSecret: (id) => credentials.forget(id),
    stop,
    async close() {
      await Promise.all([stop(), oauth.close()]);
      changes.complete();
    },
  };
}

/** What a connection depends on; the channel's name or stage does not disturb it. */
function settingsOf({ address, mailbox }: Channel): string {
  return JSON.stringify([address, mailbox]);
}

function addressesOfMachine(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(" ");
}

function noMailbox(id: string): PipedeskError {
  return new PipedeskError("PD_MAILBOX_NONE", "This channel has no mailbox.", { details: { what: "channel", id } });
}
