import type { ChannelId } from "#shared/model/ids.ts";
import type { ConnectFailure, MailFolder } from "#shared/model/mail-channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { isStoreError } from "#main/store/errors.ts";
import { connectFailed, connectFailureOf, toConnectFailed } from "../account/connect-failure.ts";
import type { Timeouts } from "../account/connection-options.ts";
import type { Credentials } from "../account/credentials.ts";
import type { Trace } from "../account/trace.ts";
import type { Probe } from "../probe.ts";
import type { ReadMails } from "../reading/mail-reader.ts";
import type { SentFolder } from "../sent-folder.ts";
import { pauseAfter } from "./backoff.ts";
import { createBlame } from "./blame.ts";
import { connect } from "./connect.ts";
import { createCursors } from "./cursor.ts";
import { listFolders } from "./folders.ts";
import { createHealthKeeper, type FetchHealth } from "./health.ts";
import { SIZE_LIMITS, STABLE_AFTER_MS, type SizeLimits } from "./limits.ts";
import { createPause } from "./pause.ts";
import { createSentFolder } from "./sent.ts";
import type { Session } from "./session.ts";
import { Slept, watchMailbox, type Watch } from "./watch.ts";

export type MailboxFetcherDeps = {
  readonly context: DeskContext;
  readonly channelId: ChannelId;
  /** `renew`: the last ones were refused. @throws ConnectFailed */
  readonly credentials: (options?: { renew?: boolean }) => Promise<Credentials>;
  readonly timers: Timers;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly trace: Trace;
  readonly probe: Probe;
  readonly readMails: ReadMails;
  /** The health has changed. */
  onChange(): void;
  /** How long servers may be silent; default: as in `limits.ts`. */
  readonly timeouts?: Timeouts;
  /** Default `SIZE_LIMITS`. */
  readonly limits?: SizeLimits;
};

/** Fetches one mailbox into the desk, for as long as it is open. Nothing of it throws: how it goes is in the health. */
export type MailboxFetcher = {
  start(): void;
  /** The channel's mailbox or its secret changed: connects anew, at once. */
  settingsChanged(): void;
  /** A person asks: whatever waits tries at once, and all folders are looked at. */
  checkNow(): void;
  /** The machine slept or has another network: the connection is taken for dead. */
  wake(): void;
  health(): FetchHealth;
  /** @throws ConnectFailed */
  folders(): Promise<MailFolder[]>;
  readonly sent: SentFolder;
  /** Ends at once what is said to the server, and finishes what is being written. */
  close(): Promise<void>;
};

export function createMailboxFetcher(deps: MailboxFetcherDeps): MailboxFetcher {
  const { context, channelId, timers, trace, limits = SIZE_LIMITS } = deps;
  const cursors = createCursors(context, channelId);
  const health = createHealthKeeper(channelId, context.clock, () => deps.onChange());
  const blame = createBlame();
  const pause = createPause(timers);
  const note = (text: string) => trace.note("imap", text);
  const closing = new AbortController();
  let living: Promise<void> | null = null;
  /** The attempt that is being made, or the connection that there is. */
  let attempt: AbortController | null = null;
  let session: Session | null = null;
  let watch: Watch | null = null;
  let failuresInRow = 0;
  let isAsked = true;

  const connectDeps = { credentials: deps.credentials, trace, limits, timeouts: deps.timeouts };
  const mailboxNow = (): Mailbox | null => context.setup.find("channel", channelId)?.mailbox ?? null;

  async function live(): Promise<void> {
    await recallLastMessage();
    while (!closing.signal.aborted) {
      pause.begin();
      const mailbox = mailboxNow();
      if (!mailbox?.enabled) {
        health.paused();
        await pause.wait(null);
        continue;
      }
      const trial = new AbortController();
      attempt = trial;
      const failure = await work(mailbox, trial.signal);
      attempt = null;
      // Ended by us, to begin anew or for good.
      if (failure === null || trial.signal.aborted) continue;
      const delayMs = pauseAfter(failure.code, failuresInRow, deps.random());
      note(`The next attempt is in ${Math.round(delayMs / 1000)} seconds.`);
      health.failed(failure, context.clock.nowEpochMs() + delayMs);
      await pause.wait(delayMs);
    }
  }

  /** Fetches until it can't any more, and tells why; null where it is no failure. */
  async function work(mailbox: Mailbox, signal: AbortSignal): Promise<ConnectFailure | null> {
    const startedAtEpochMs = context.clock.nowEpochMs();
    let isConnected = false;
    try {
      health.connecting(isAsked);
      isAsked = false;
      session = await connect(connectDeps, mailbox, signal);
      isConnected = true;
      health.reached();
      const { probe, readMails } = deps;
      const watchDeps = {
        context,
        channelId,
        probe,
        readMails,
        session,
        mailbox,
        cursors,
        blame,
        health,
        limits,
        signal,
        note,
      };
      watch = watchMailbox({ ...watchDeps, timers });
      return await watch.done;
    } catch (error) {
      if (error instanceof Slept) return null;
      const isStable = isConnected && context.clock.nowEpochMs() - startedAtEpochMs >= STABLE_AFTER_MS;
      failuresInRow = isStable ? 1 : failuresInRow + 1;
      return failureOf(error, signal);
    } finally {
      session?.end();
      session = null;
      watch = null;
    }
  }

  function failureOf(error: unknown, signal: AbortSignal): ConnectFailure {
    if (!signal.aborted && isStoreError(error)) {
      context.log.error("Fetched mail could not be kept; it is fetched again later", { channelId, error });
      return connectFailed("other", error instanceof Error ? error.message : "").failure;
    }
    // imapflow tells the commands that were under way only that the connection is gone; why was told to the session.
    const told = connectFailureOf(error);
    const known = session?.ended.aborted ? connectFailureOf(session.failure()) : told;
    return told.code === "disconnected" ? known : told;
  }

  async function recallLastMessage(): Promise<void> {
    for (const folder of mailboxNow()?.folders ?? [])
      health.message((await cursors.read(folder))?.lastMessageAtEpochMs ?? null);
  }

  /** Whatever is done or waited for ends, and the next attempt begins at once, as the first of a row. */
  function beginAnew(): void {
    failuresInRow = 0;
    isAsked = true;
    attempt?.abort();
    pause.end();
  }

  return {
    start() {
      living ??= live().catch((error: unknown) => context.log.error("Fetching mail ended", { channelId, error }));
    },
    settingsChanged: beginAnew,
    wake: beginAnew,
    checkNow() {
      if (watch) watch.poke();
      else if (!attempt) beginAnew();
    },
    health: () => health.current(),
    async folders() {
      try {
        if (session) return await session.exclusive(listFolders);
        const mailbox = mailboxNow();
        if (!mailbox) throw connectFailed("secret-missing");
        const own = await connect(connectDeps, mailbox, closing.signal);
        try {
          return await listFolders(own.client);
        } finally {
          own.end();
        }
      } catch (error) {
        throw toConnectFailed(error);
      }
    },
    sent: createSentFolder({ session: () => session, timers, note }),
    async close() {
      closing.abort();
      attempt?.abort();
      pause.end();
      await living;
    },
  };
}
