import { connectFailureOf } from "../account/connect-failure.ts";
import type { Deferral, FolderCursor } from "./cursor.ts";
import { DEFERRAL_PAUSES_MS } from "./limits.ts";
import { openAt } from "./plan-folder.ts";
import { GONE, isRefusal, receiveHeader, receiveOne, sizesOf, type Received } from "./receive.ts";
import type { FetchDeps } from "./fetch-deps.ts";
import { takeIn } from "./take-in.ts";

/** The attempt before this one had the last of the pauses behind it. */
const LAST_ATTEMPT = DEFERRAL_PAUSES_MS.length;

/**
 * Asks again for the messages that the server did not give, each with growing pauses. One that isn't given at the last attempt either is set
 * aside with its header and the reason, where at least that can be had (H6).
 * @throws why the connection ended. The attempt was counted before, so that no message ends the connection forever.
 */
export async function retryDeferred(deps: FetchDeps, start: FolderCursor, isJunk: boolean): Promise<FolderCursor> {
  const { context, cursors, signal } = deps;
  const nowEpochMs = context.clock.nowEpochMs();
  let cursor = start;
  const next = (uid: number, deferral: Deferral | null) => {
    const others = cursor.deferred.filter((each) => each.uid !== uid);
    return (cursor = { ...cursor, deferred: deferral ? [...others, deferral] : others });
  };

  for (const deferral of start.deferred.filter(({ retryAtEpochMs }) => retryAtEpochMs <= nowEpochMs)) {
    signal.throwIfAborted();
    const { uid, attempts } = deferral;
    const pauseMs = DEFERRAL_PAUSES_MS[attempts];
    const isLast = pauseMs === undefined;
    await cursors.write(
      next(uid, { ...deferral, attempts: attempts + 1, retryAtEpochMs: nowEpochMs + (pauseMs ?? 0) }),
    );
    // Where the last attempt ended the connection, the header alone is asked for, and where that did, nothing any more.
    const outcome = attempts <= LAST_ATTEMPT ? await askAgain(deps, cursor, uid) : null;
    const isForHeader = isLast && !outcome && attempts <= LAST_ATTEMPT + 1;
    const message = outcome?.received ?? (isForHeader ? await lastResort(deps, cursor, deferral) : null);
    if (message) {
      const { historyBelowUid } = cursor;
      await takeIn(deps, [message], { isJunk, historyBelowUid }, (batch) => cursors.put(batch, next(uid, null)));
      continue;
    }
    if (isLast && !outcome) giveUp(deps, cursor, deferral);
    if (outcome || isLast) await cursors.write(next(uid, null));
  }
  return cursor;
}

/** Null: refused again. */
async function askAgain(
  { session, context, limits, note }: FetchDeps,
  cursor: FolderCursor,
  uid: number,
): Promise<{ readonly received?: Received; readonly isGone?: true } | null> {
  return session.exclusive(async (client) => {
    await openAt(client, cursor);
    try {
      const size = (await sizesOf(client, [uid])).get(uid);
      if (size === undefined) return { isGone: true };
      const received = await receiveOne(client, uid, size, { files: context.store.files, limits });
      return received === GONE ? null : { received };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      note(`The message ${uid} of ${cursor.folder} was refused again: ${connectFailureOf(error).detail}`);
      return null;
    }
  });
}

async function lastResort(
  { session }: FetchDeps,
  cursor: FolderCursor,
  { uid, reason }: Deferral,
): Promise<Received | null> {
  const explanation = `The server did not give this message, but for its header: ${reason}`;
  return session.exclusive(async (client) => {
    await openAt(client, cursor);
    try {
      const header = await receiveHeader(client, uid, explanation);
      return header === GONE ? null : header;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return null;
    }
  });
}

function giveUp({ context, note }: FetchDeps, { folder }: FolderCursor, { uid, reason }: Deferral): void {
  note(`The message ${uid} of ${folder} was not given in many attempts and is passed over: ${reason}`);
  context.log.error("A message can't be fetched and is passed over", { folder, uid, reason });
}
