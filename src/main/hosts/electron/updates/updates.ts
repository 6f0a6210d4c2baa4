import type { Clock, Log } from "#main/desk/context.ts";
import type { UpdateChannel, UpdateState, UpdateView } from "#shared/contract/desktop/updates.ts";
import { CHECK_EVERY_MS, FIRST_CHECK_AFTER_MS, MAIL_LOOK_MS, POSTPONE_MS } from "./limits.ts";
import { fits, reduce, type UpdateEvent } from "./reduce.ts";
import { failureOf } from "./update-error.ts";
import type { Ending, NoUpdates, UpdaterPort } from "./updater-port.ts";

/** What is kept of updates on this computer. */
export type KeptUpdates = { readonly channel: UpdateChannel; readonly postponedUntilEpochMs: number | null };

export type UpdatesOptions = {
  readonly version: string;
  /** Asked once, at the start. */
  readonly openUpdater: () => Promise<UpdaterPort | NoUpdates>;
  readonly kept: { now(): KeptUpdates; change(changes: Partial<KeptUpdates>): void };
  /** Whether a mail is on its way out at this moment. */
  readonly isSendingMail: () => Promise<boolean>;
  /** Closes the desk, then calls `finish`. */
  readonly closeFor: (finish: () => Ending) => void;
  readonly clock: Clock;
  readonly log: Log;
};

export type Updates = {
  view(): UpdateView;
  /** How it stands, and each time that changes. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<UpdateView, void, void>;
  /** @throws PD_UPDATE_NOT_NOW where the step doesn't fit; so do the others */
  check(): UpdateView;
  download(): UpdateView;
  install(): Promise<UpdateView>;
  postpone(): UpdateView;
  setChannel(channel: UpdateChannel): UpdateView;
  close(): void;
};

/** Looks for a newer version by itself, once a day; fetches and installs one when a person says so. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { kept, clock, log } = options;
  let changed = Promise.withResolvers<void>();
  let state: UpdateState = { step: "idle", checkedAtEpochMs: null, olderVersion: null };
  let isClosed = false;
  let mailTimer: NodeJS.Timeout | undefined;

  const view = (): UpdateView => ({
    version: options.version,
    channel: kept.now().channel,
    state,
    postponedUntilEpochMs: kept.now().postponedUntilEpochMs,
  });
  const tell = (): UpdateView => {
    const told = changed;
    changed = Promise.withResolvers();
    told.resolve();
    return view();
  };
  const move = (event: UpdateEvent): UpdateView => {
    state = reduce(state, event);
    return tell();
  };

  /** Does a piece of work whose end is an event; what it fails at is one too. */
  function work(task: () => Promise<UpdateEvent | null>): void {
    task()
      .catch((error: unknown): UpdateEvent => {
        log.warn("An update failed.", { error });
        return { type: "failed", ...failureOf(error) };
      })
      .then((event) => event !== null && fits(state, event) && move(event))
      .catch((error: unknown) => log.error("What came of an update can't be told.", { error }));
  }

  const opened = options.openUpdater();
  // Known before anybody asks, so that nothing is offered that can't be.
  work(async () => {
    const port = await opened;
    return "off" in port ? { type: "off", why: port.off } : null;
  });
  const openPort = async (): Promise<UpdaterPort> => {
    const port = await opened;
    if ("off" in port) throw new Error(`There are no updates: ${port.off}.`);
    return port;
  };

  function check(): UpdateView {
    const now = move({ type: "check" });
    work(async () => {
      const port = await opened;
      if ("off" in port) return { type: "off", why: port.off };
      const answer = await port.check(kept.now().channel);
      return answer.type === "release"
        ? { type: "found", release: answer.release }
        : { type: "none", atEpochMs: clock.nowEpochMs(), olderVersion: answer.olderVersion };
    });
    return now;
  }

  async function install(): Promise<UpdateView> {
    // Asked first: what comes of the answer must follow it at once.
    reduce(state, { type: "install", isSendingMail: true });
    const isSendingMail = await options.isSendingMail();
    clearTimeout(mailTimer);
    const now = move({ type: "install", isSendingMail });
    if (isSendingMail) {
      mailTimer = setTimeout(() => {
        if (state.step === "waiting-for-mail")
          install().catch((error: unknown) => log.error("An update that waited can't go on.", { error }));
      }, MAIL_LOOK_MS);
      return now;
    }
    work(async () => {
      const port = await openPort();
      await port.prepare();
      options.closeFor(() => port.finish());
      return null;
    });
    return now;
  }

  const checkByItself = () => {
    // What a person is in the midst of is left alone.
    if (state.step === "idle" || (state.step === "failed" && !state.isDownloaded)) check();
  };
  const first = setTimeout(checkByItself, FIRST_CHECK_AFTER_MS);
  const daily = setInterval(checkByItself, CHECK_EVERY_MS);

  return {
    view,
    async *listen(signal) {
      const ended = Promise.withResolvers<void>();
      const end = () => ended.resolve();
      signal?.addEventListener("abort", end);
      try {
        while (signal?.aborted !== true && !isClosed) {
          // Taken before the view: what changes while it is on its way is told after it.
          const { promise } = changed;
          yield view();
          await Promise.race([promise, ended.promise]);
        }
      } finally {
        signal?.removeEventListener("abort", end);
      }
    },
    check,
    download() {
      const now = move({ type: "download" });
      work(async () => {
        const port = await openPort();
        await port.download((doneBytes) => {
          const event: UpdateEvent = { type: "progress", doneBytes };
          if (fits(state, event)) move(event);
        });
        return { type: "downloaded" };
      });
      return now;
    },
    install,
    postpone() {
      reduce(state, { type: "postpone" });
      clearTimeout(mailTimer);
      kept.change({ postponedUntilEpochMs: clock.nowEpochMs() + POSTPONE_MS });
      return move({ type: "postpone" });
    },
    setChannel(channel) {
      if (channel === kept.now().channel) return view();
      // Before it is kept: in a step that it doesn't fit the channel stays.
      reduce(state, { type: "channel" });
      kept.change({ channel, postponedUntilEpochMs: null });
      return move({ type: "channel" });
    },
    close() {
      for (const timer of [first, mailTimer]) clearTimeout(timer);
      clearInterval(daily);
      isClosed = true;
      changed.resolve();
    },
  };
}
