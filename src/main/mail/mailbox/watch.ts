import type { MailboxObject } from "imapflow";
import type { MailFolder, ConnectFailure } from "#shared/model/mail-channel.ts";
import type { Timers } from "#main/desk/timers.ts";
import { connectFailed, connectFailureOf } from "../account/connect-failure.ts";
import { findFolder, listFolders } from "./folders.ts";
import { KEEP_ALIVE_MS, MAX_BROKEN_IDLES, POLL_MS, POLL_WITHOUT_IDLE_MS, SHORT_IDLE_MS, SLEPT_MS } from "./limits.ts";
import { isMissingFolder, isRefusal } from "./receive.ts";
import type { FetchDeps } from "./fetch-deps.ts";
import { fetchFolder } from "./fetch-folder.ts";

export type WatchDeps = FetchDeps & { readonly timers: Timers };

export type Watch = {
  /** Looks at all folders now. */
  poke(): void;
  /** Never resolves: rejects with why watching ended. */
  readonly done: Promise<never>;
};

/** The machine slept: whatever the connection was, nobody is at its other end any more. */
export class Slept extends Error {}

/** Why waiting ended: new mail was announced; it is time to look; a person asked; somebody else used the connection. */
type News = "mail" | "due" | "poked" | "used" | "ended" | "slept";

type Layout = { readonly first: string; readonly others: readonly string[]; readonly junk: string | null };

/**
 * Fetches what there is, then waits for more: in the first folder by IDLE, in the others by looking now and then. One connection does all of it, so
 * that servers with small limits are content, and the next desk on the same mailbox too.
 */
export function watchMailbox(deps: WatchDeps): Watch {
  const { session, timers, context, mailbox, health } = deps;
  const { client } = session;
  let hasNews = false;
  /** Asked for while nobody was waiting. */
  let isPoked = false;
  let tell: ((news: News) => void) | null = null;
  let canIdle = client.capabilities.has("IDLE") || client.capabilities.has("IMAP4REV2");
  let brokenIdles = 0;
  /** What STATUS said of a folder when it was last gone through. */
  const seen = new Map<string, string>();

  client.on("exists", () => {
    hasNews = true;
    tell?.("mail");
  });
  session.ended.addEventListener("abort", () => tell?.("ended"), { once: true });

  async function run(): Promise<never> {
    let plan = await readLayout();
    let news: News = "due";
    for (;;) {
      const { layout, warning } = plan;
      const { first, others, junk } = layout;
      if (news === "due" || news === "poked") for (const path of others) await look(path, path === junk);
      hasNews = false;
      let looked: MailboxObject;
      try {
        looked = await fetchFolder(deps, first, first === junk);
      } catch (error) {
        if (!isMissingFolder(error)) throw error;
        plan = await readLayout();
        // Listed and yet not to be opened: then it is no matter of folders.
        if (plan.layout.first === first) throw error;
        news = "due";
        continue;
      }
      deps.signal.throwIfAborted();
      health.connected(warning);
      news = await waitForNews(layout, looked);
      if (news === "ended") throw session.failure();
      if (news === "slept") throw new Slept();
      // Some servers tell of new mail only when they are asked for anything at all.
      if (!canIdle) await session.exclusive(() => client.noop());
      // Somebody may have made it meanwhile.
      if (warning && news === "due") plan = await readLayout();
    }
  }

  async function readLayout(): Promise<ReturnType<typeof layoutOf>> {
    const plan = layoutOf(mailbox, await session.exclusive(listFolders));
    if (plan.warning) deps.note(`A folder to watch is missing: ${plan.warning.detail}`);
    return plan;
  }

  /** A folder that nothing is announced of: gone through when its state changed, or messages of it wait for another attempt. */
  async function look(path: string, isJunk: boolean): Promise<void> {
    try {
      const status = await session.exclusive(() => client.status(path, { uidNext: true, uidValidity: true }));
      const state = status && status.uidNext ? `${status.uidValidity} ${status.uidNext}` : "";
      if (state !== "" && seen.get(path) === state && !(await hasDueDeferral(path))) return;
      await fetchFolder(deps, path, isJunk);
      seen.set(path, state);
    } catch (error) {
      // One folder that is closed to us, or gone, is no reason to leave the others.
      if (!isRefusal(error) && !isMissingFolder(error)) throw error;
      deps.note(`The folder ${path} can't be read: ${connectFailureOf(error).detail}`);
    }
  }

  async function hasDueDeferral(path: string): Promise<boolean> {
    const cursor = await deps.cursors.read(path);
    const nowEpochMs = context.clock.nowEpochMs();
    return cursor?.deferred.some(({ retryAtEpochMs }) => retryAtEpochMs <= nowEpochMs) ?? false;
  }

  async function waitForNews({ others }: Layout, looked: MailboxObject): Promise<News> {
    if (isPoked) {
      isPoked = false;
      return "poked";
    }
    if (hasNews) return "mail";
    const delayMs = canIdle ? (others.length > 0 ? POLL_MS : KEEP_ALIVE_MS) : POLL_WITHOUT_IDLE_MS;
    const dueAtEpochMs = context.clock.nowEpochMs() + delayMs;
    const { uses } = session;
    const news = await new Promise<News>((done) => {
      const takeBack = timers.after(delayMs, () => {
        tell?.(context.clock.nowEpochMs() - dueAtEpochMs > SLEPT_MS ? "slept" : "due");
      });
      const end = (first: News) => {
        if (tell !== end) return;
        tell = null;
        takeBack();
        done(first);
      };
      tell = end;
      if (session.ended.aborted) end("ended");
      else if (canIdle) idle(looked, uses, end);
    });
    return news;
  }

  /** Any command ends it, so nobody has to wait for it; but it begins when nobody is in the middle of something. */
  function idle(looked: MailboxObject, uses: number, tellBroken: (news: News) => void): void {
    const begunAtEpochMs = context.clock.nowEpochMs();
    // Whoever had the connection in between may have left another folder open, where nothing of ours would be announced; or ours was opened again since it was
    // looked through, and what had come by then was not announced either.
    const isOpen = () => client.mailbox === looked;
    const begun = session.exclusive(async () => (isOpen() ? { ended: client.idle() } : null));
    begun
      .then(async (idling) => {
        if (idling === null) {
          tellBroken("used");
          return;
        }
        const isRefused = (await idling.ended) === false;
        // The one use is our own.
        const isShort = context.clock.nowEpochMs() - begunAtEpochMs < SHORT_IDLE_MS;
        const isBrokenByServer = isShort && session.uses === uses + 1;
        brokenIdles = isBrokenByServer ? brokenIdles + 1 : 0;
        if (isRefused || brokenIdles >= MAX_BROKEN_IDLES) canIdle = false;
        tellBroken(session.ended.aborted ? "ended" : "used");
      })
      .catch(() => tellBroken("ended"));
  }

  const done = run();
  // Met by whoever awaits it; until then it is nobody's unhandled failure.
  done.catch(() => undefined);
  return {
    done,
    poke() {
      if (tell) tell("poked");
      else isPoked = true;
    },
  };
}

/** The folders to watch, as far as they are there. @throws ConnectFailed (folder-missing) where none is */
function layoutOf(
  { folders, junk: junkUse }: WatchDeps["mailbox"],
  there: readonly MailFolder[],
): { readonly layout: Layout; readonly warning: ConnectFailure | null } {
  const found = folders.map((path) => ({ path, folder: findFolder(there, path) }));
  const missing = found.filter(({ folder }) => !folder?.selectable).map(({ path }) => path);
  const watched = found.flatMap(({ folder }) => (folder?.selectable ? [folder.path] : []));
  const failure = missing.length === 0 ? null : connectFailed("folder-missing", missing.join(", ")).failure;
  const [first, ...others] = Array.from(new Set(watched));
  if (first === undefined) throw connectFailed("folder-missing", missing.join(", "));
  const junkFolder = there.find(({ use, selectable }) => use === "junk" && selectable)?.path ?? null;
  const junk = junkUse === "inbox-only" ? junkFolder : null;
  const isExtra = junk !== null && junk !== first && !others.includes(junk);
  return { layout: { first, others: isExtra ? [...others, junk] : others, junk }, warning: failure };
}
