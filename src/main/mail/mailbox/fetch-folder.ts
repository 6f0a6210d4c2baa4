import type { MailboxObject } from "imapflow";
import { connectFailed } from "../account/connect-failure.ts";
import type { Deferral, FolderCursor } from "./cursor.ts";
import { DEFERRAL_PAUSES_MS, MAX_DEFERRED, PROGRESS_FROM_MESSAGES } from "./limits.ts";
import { openAt, planFolder, UidsChanged } from "./plan-folder.ts";
import { receiveAll, type ReceivedBatch } from "./receive-all.ts";
import { rangeOf } from "./receive.ts";
import { retryDeferred } from "./retry-deferred.ts";
import type { FetchDeps } from "./fetch-deps.ts";
import { takeIn } from "./take-in.ts";

/** A server that counts anew while it is being read is given some time to settle. */
const MAX_FRESH_STARTS = 3;

/**
 * Brings all of a folder that is not in the desk yet into it. For each batch, in this order: its source is fetched, its large files are written,
 * its documents are committed and the cursor with them, and only then the server is told that it was read. A crash between any two of these
 * leaves something to be done again and nothing undone.
 * @returns the selection in which it was looked through
 * @throws why the connection ended; a refusal to open the folder; PD_STORE_… where the desk can't keep more
 */
export async function fetchFolder(deps: FetchDeps, path: string, isJunk: boolean): Promise<MailboxObject> {
  for (let starts = 1; ; starts += 1) {
    try {
      return await syncOnce(deps, path, isJunk);
    } catch (error) {
      if (!(error instanceof UidsChanged) || starts >= MAX_FRESH_STARTS) throw error;
      deps.note(`The server counts the messages of ${path} anew.`);
    }
  }
}

async function syncOnce(deps: FetchDeps, path: string, isJunk: boolean): Promise<MailboxObject> {
  const { session, mailbox, cursors, health, signal } = deps;
  const nowEpochMs = deps.context.clock.nowEpochMs();
  const { fetchDays } = mailbox;
  const plan = await session.exclusive((client) => planFolder(client, cursors, path, { fetchDays, nowEpochMs }));
  let { cursor } = plan;
  const { uids } = plan;
  health.message(cursor.lastMessageAtEpochMs);
  // What a crash left between the cursor and the flags.
  cursor = await flagSeen(deps, cursor);

  const progress = { done: 0, total: uids.length };
  const tell = () => health.working(uids.length >= PROGRESS_FROM_MESSAGES ? { ...progress } : null);
  if (uids.length > 0) tell();
  const batches = receiveAll({ ...deps, files: deps.context.store.files }, cursor, uids);
  // One batch is fetched while the one before is taken in.
  let coming = next(batches);
  for (;;) {
    const batch = await coming();
    if (!batch) break;
    if (!signal.aborted) coming = next(batches);
    cursor = await commit(deps, cursor, batch, isJunk);
    progress.done += batch.count;
    tell();
    cursor = await flagSeen(deps, cursor);
    signal.throwIfAborted();
  }
  if (cursor.nextUid < cursor.historyBelowUid) {
    cursor = { ...cursor, nextUid: cursor.historyBelowUid };
    await cursors.write(cursor);
  }
  await retryDeferred(deps, cursor, isJunk);
  return plan.box;
}

/** Begins to fetch at once; a failure is met where the answer is asked for. */
function next(batches: AsyncGenerator<ReceivedBatch>): () => Promise<ReceivedBatch | null> {
  const fetched = batches.next();
  fetched.catch(() => undefined);
  return async () => {
    const { done, value } = await fetched;
    return done ? null : value;
  };
}

async function commit(
  deps: FetchDeps,
  before: FolderCursor,
  { received, refused, nextUid }: ReceivedBatch,
  isJunk: boolean,
): Promise<FolderCursor> {
  const { health, cursors, mailbox } = deps;
  const { historyBelowUid } = before;
  if (before.deferred.length + refused.length > MAX_DEFERRED)
    throw connectFailed("protocol", `The server refuses most messages of ${before.folder}: ${refused[0]?.reason}`);
  const cursorOf = (newestEpochMs: number | null): FolderCursor => ({
    ...before,
    nextUid,
    toFlag: mailbox.markSeen ? received.map(({ uid }) => uid) : [],
    deferred: [...before.deferred, ...refused.map((each) => deferralOf(deps, before, each))],
    lastMessageAtEpochMs: newestEpochMs ?? before.lastMessageAtEpochMs,
  });
  if (received.length === 0) {
    await cursors.write(cursorOf(null));
    return cursorOf(null);
  }
  // In one commit with the last of the messages: what the cursor has passed is in the desk.
  const newestEpochMs = await takeIn(deps, received, { isJunk, historyBelowUid }, (batch, newest) =>
    cursors.put(batch, cursorOf(newest)),
  );
  health.message(newestEpochMs);
  return cursorOf(newestEpochMs);
}

function deferralOf(
  { context, note }: FetchDeps,
  { folder }: FolderCursor,
  { uid, reason }: { readonly uid: number; readonly reason: string },
): Deferral {
  note(`The message ${uid} of ${folder} could not be had and is tried again later: ${reason}`);
  context.log.warn("A message could not be fetched and is tried again later", { folder, uid, reason });
  const [pauseMs = 0] = DEFERRAL_PAUSES_MS;
  return { uid, attempts: 1, retryAtEpochMs: context.clock.nowEpochMs() + pauseMs, reason };
}

/** Flags what is in the desk as read on the server. A server that declines is left alone: the flag is a courtesy to the person's other programs. */
async function flagSeen(deps: FetchDeps, cursor: FolderCursor): Promise<FolderCursor> {
  const { session, mailbox, cursors, probe, note } = deps;
  if (cursor.toFlag.length === 0) return cursor;
  if (mailbox.markSeen) {
    const isDone = await session.exclusive(async (client) => {
      await openAt(client, cursor);
      return client.messageFlagsAdd(rangeOf(cursor.toFlag), ["\\Seen"], { uid: true, silent: true });
    });
    if (!session.client.usable) throw session.failure();
    if (!isDone) note(`The server did not mark messages of ${cursor.folder} as read.`);
    await probe("fetch.flagged");
  }
  const flagged = { ...cursor, toFlag: [] };
  await cursors.write(flagged);
  return flagged;
}
