/**
 * Sends what waits in the outbox. Follows the outbox and the setup, sets one timer for the earliest moment at which something is due, and has at
 * most one mail of a channel on its way, several channels side by side. All that must survive is in the outbox; what is here can be lost.
 */
import { filter, merge, tap, type Subscription } from "rxjs";
import type { ChannelId, OutboxItemId } from "#shared/model/ids.ts";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import type { OutboxItem, SendFailure } from "#shared/model/outbox-item.ts";
import { nextInOrder } from "#shared/rules/outbox/next-in-order.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { notify } from "#main/desk/notifications/notify.ts";
import { itemsInStates } from "#main/desk/queries/outbox-items.ts";
import type { Timers } from "#main/desk/timers.ts";
import { needsPerson } from "../account/connect-failure.ts";
import type { Probe } from "../probe.ts";
import { createAfterSending } from "./after-sending.ts";
import type { SendingAccount } from "./attempt-deps.ts";
import { attemptToSend } from "./attempt.ts";
import { createChannelPauses } from "./channel-pauses.ts";
import { failureOf, putInForce, writeEvent } from "./item-writes.ts";
import { CLOSE_DEADLINE_MS, MAX_TIMER_MS, TROUBLE_PAUSE_MS } from "./limits.ts";
import { attemptRemainder } from "./remainder.ts";
import { createRemainders } from "./remainders.ts";

export type OutboxRunnerDeps = {
  readonly context: DeskContext;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly random: () => number;
  readonly probe: Probe;
  /** Null: the channel has no mailbox, or a person has paused it. */
  readonly account: (channelId: ChannelId) => SendingAccount | null;
  /** Told what is wrong with a mailbox's sending, and null once a mail went out. */
  readonly onSendState: (channelId: ChannelId, failure: ConnectFailure | null) => void;
};

export type OutboxRunner = {
  /** Finishes what a crash left, then sends. Does nothing the second time. */
  start(): void;
  /** The network, the machine or a mailbox's settings are back or new: whatever waits for them tries at once. */
  wake(): void;
  /** Ends within seconds: a mail of which no byte went out stays queued, one that is going out is waited for. */
  close(): Promise<void>;
};

/** Failures that say nothing of the mail itself: `wake` ends their pauses. */
const OF_THE_NETWORK: ReadonlySet<SendFailure["code"]> = new Set([
  "no-mailbox",
  "file-awaited",
  "offline",
  "dns",
  "refused",
  "timeout",
  "disconnected",
  "certificate",
  "tls",
  "auth",
  "protocol",
  "other",
]);

const DAY_MS = 86_400_000;

export function createOutboxRunner(deps: OutboxRunnerDeps): OutboxRunner {
  const { context, timers, account } = deps;
  const { clock, log, store } = context;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const pauses = createChannelPauses(deps.random);
  const after = createAfterSending({ context, probe: deps.probe, account, persist });
  const remainders = createRemainders(context);
  const running = new Map<ChannelId, Promise<void>>();
  /** Items at which something failed that nobody foresaw, until when they are let alone. */
  const troubled = new Map<OutboxItemId, number>();
  let subscription: Subscription | null = null;
  let wokenAtEpochMs = 0;
  let fileCameAtEpochMs = 0;
  let cancelTimer: (() => void) | null = null;
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  let chores: Promise<void> | null = null;
  let mustLookAgain = false;

  /** Looks what is due, once more after the look that may be going on now. */
  function look(): void {
    mustLookAgain = true;
    if (isLooking || stopping.signal.aborted) return;
    isLooking = true;
    looking = (async () => {
      while (mustLookAgain && !stopping.signal.aborted) {
        mustLookAgain = false;
        try {
          await lookOnce();
        } catch (error) {
          log.error("The outbox could not be looked through", { error });
          setTimer(clock.nowEpochMs() + TROUBLE_PAUSE_MS);
        }
      }
      // With nothing awaited since the last question, or a call in between would be lost.
      isLooking = false;
    })();
  }

  async function lookOnce(): Promise<void> {
    const now = clock.nowEpochMs();
    const open = await itemsInStates(context, ["queued", "held", "sending"]);
    const moments: number[] = open.filter(({ notBeforeEpochMs }) => notBeforeEpochMs > now).map(dueAt);
    for (const item of nextInOrder(open, now)) {
      const dueAtEpochMs = dueAt(item);
      if (dueAtEpochMs > now) moments.push(dueAtEpochMs);
      else await begin(item, moments);
    }
    for (const item of await remainders.waiting()) {
      const dueAtEpochMs = Math.max(item.remainder.retryAtEpochMs, troubled.get(item.id) ?? 0);
      if (dueAtEpochMs > now) moments.push(dueAtEpochMs);
      else await begin(item, moments);
    }
    const choreAtEpochMs = after.nextDue();
    if (choreAtEpochMs !== null) {
      if (choreAtEpochMs > now) moments.push(choreAtEpochMs);
      else workOffChores();
    }
    setTimer(moments.length === 0 ? null : Math.min(...moments));
  }

  /** Beside the sending: a slow mailbox must not keep mail from going out. */
  function workOffChores(): void {
    chores ??= after.work().finally(() => {
      chores = null;
      look();
    });
  }

  function dueAt(item: OutboxItem): number {
    const { notBeforeEpochMs, retryAtEpochMs, lastFailure } = item;
    const isOver =
      lastFailure &&
      ((OF_THE_NETWORK.has(lastFailure.code) && lastFailure.atEpochMs <= wokenAtEpochMs) ||
        (lastFailure.code === "file-awaited" && lastFailure.atEpochMs <= fileCameAtEpochMs));
    return Math.max(notBeforeEpochMs, isOver ? 0 : retryAtEpochMs, troubled.get(item.id) ?? 0);
  }

  /** Sends the item unless its channel can't now; then `moments` learns when. */
  async function begin(item: OutboxItem, moments: number[]): Promise<void> {
    const { channelId } = item;
    // Whether or not there is a network now. The item is another then, which is looked at anew.
    if (item.inForce === false) return putInForce(context, item);
    const over = channelId === null ? null : account(channelId);
    if (channelId === null || over === null) {
      await noteMissingMailbox(item);
      return;
    }
    // When it is done it looks again by itself.
    if (running.has(channelId)) return;
    const untilEpochMs = pauses.until(channelId);
    if (untilEpochMs > clock.nowEpochMs()) {
      moments.push(untilEpochMs);
      return;
    }
    const attempt = send(channelId, over, item).finally(() => {
      running.delete(channelId);
      look();
    });
    running.set(channelId, attempt);
  }

  async function send(channelId: ChannelId, over: SendingAccount, item: OutboxItem): Promise<void> {
    try {
      const attempt = item.state === "sent" ? attemptRemainder : attemptToSend;
      const result = await attempt(
        {
          context,
          random: deps.random,
          probe: deps.probe,
          stopping: stopping.signal,
          cutting: cutting.signal,
          persist,
          pauseMailbox: (failure) => pauseMailbox(channelId, failure),
        },
        over,
        item,
      );
      if (result.kind === "sent") {
        pauses.clear(channelId);
        deps.onSendState(channelId, null);
        remainders.watch(item.id);
        // Whatever happens to the copy, the mail is sent and stays so.
        if (result.copyIsDue) after.copyLater(item.id);
        else if (!result.isNamed) after.nameLater(item.id, channelId);
      }
      if (result.kind === "not-sent" && result.isUnsure) after.checkLater(item.id);
      if (result.kind === "mailbox") await tellRefusedMailbox(over);
    } catch (error) {
      log.error("A mail could not be worked on", { id: item.id, error });
      troubled.set(item.id, clock.nowEpochMs() + TROUBLE_PAUSE_MS);
    }
  }

  /** The last failure of each mailbox, for the notification of one that only a person can mend. */
  const failures = new Map<ChannelId, ConnectFailure>();

  function pauseMailbox(id: ChannelId, failure: ConnectFailure): number {
    failures.set(id, failure);
    deps.onSendState(id, failure);
    return pauses.pause(id, failure, clock.nowEpochMs());
  }

  async function tellRefusedMailbox({ channel }: SendingAccount): Promise<void> {
    const failure = failures.get(channel.id);
    if (!failure || !needsPerson(failure.code)) return;
    const day = Math.floor(clock.nowEpochMs() / DAY_MS);
    await inOnePiece(context, (piece) =>
      notify(context, piece.inboxItems, null, {
        topic: "mailbox-refused",
        ticketId: null,
        outboxItemId: null,
        channelId: channel.id,
        about: channel.address,
        detail: failure.detail,
        occasion: ["smtp", failure.code, String(day)],
      }),
    );
  }

  /** Said once, where the person looks; a mailbox that a person has paused sends nothing and says nothing. */
  async function noteMissingMailbox({ id, channelId, lastFailure }: OutboxItem): Promise<void> {
    const channel = channelId === null ? null : context.setup.find("channel", channelId);
    if ((channel?.mailbox ?? null) !== null || lastFailure?.code === "no-mailbox") return;
    const failure = failureOf(context, "no-mailbox", "");
    await writeEvent(context, id, { type: "deferred", failure, retryAtEpochMs: 0, counts: false });
  }

  /** Works until it succeeds: on a full disk, what the server said would else be forgotten. Ends with the desk. */
  async function persist(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        log.error("What became of a mail could not be written and is written again", { error });
        await new Promise<void>((resolve) => {
          const cancel = timers.after(TROUBLE_PAUSE_MS, resolve);
          stopping.signal.addEventListener(
            "abort",
            () => {
              cancel();
              resolve();
            },
            { once: true },
          );
        });
      }
    }
  }

  function setTimer(atEpochMs: number | null): void {
    cancelTimer?.();
    cancelTimer = null;
    if (atEpochMs === null || stopping.signal.aborted) return;
    const delayMs = Math.min(Math.max(atEpochMs - clock.nowEpochMs(), 0), MAX_TIMER_MS);
    cancelTimer = timers.after(delayMs, look);
  }

  /** What was with the server when the program ended may have been sent. */
  async function takeUp(): Promise<void> {
    for (const { id } of await itemsInStates(context, ["sending"])) {
      const failure = failureOf(context, "crashed", "");
      await writeEvent(context, id, { type: "unanswered", failure });
    }
    await remainders.load();
    await after.load();
  }

  return {
    start() {
      if (subscription || stopping.signal.aborted) return;
      wokenAtEpochMs = clock.nowEpochMs();
      const begun = takeUp().catch((error: unknown) => log.error("The outbox could not be taken up", { error }));
      isLooking = true;
      looking = begun.finally(() => {
        isLooking = false;
        look();
      });
      // What was sent makes nothing else due: whoever sent it looks by itself. A demo desk writes thousands of these.
      const waiting = store.outbox.changes.pipe(filter((items) => items.some(({ state }) => state !== "sent")));
      const files = store.files.came.pipe(tap(() => (fileCameAtEpochMs = clock.nowEpochMs())));
      subscription = merge(waiting, store.setup.changes, files).subscribe(contained(log, "the outbox", look));
    },
    wake() {
      if (!subscription) return;
      wokenAtEpochMs = clock.nowEpochMs();
      pauses.clearAll();
      troubled.clear();
      after.hurry();
      look();
    },
    async close() {
      stopping.abort();
      subscription?.unsubscribe();
      subscription = null;
      cancelTimer?.();
      const cancelCut = timers.after(CLOSE_DEADLINE_MS, () => cutting.abort());
      await looking;
      await Promise.all([...running.values(), chores]);
      cancelCut();
    },
  };
}
