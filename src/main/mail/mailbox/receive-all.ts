import type { ImapFlow } from "imapflow";
import { connectFailureOf } from "../account/connect-failure.ts";
import type { Blame } from "./blame.ts";
import type { FolderCursor } from "./cursor.ts";
import { MAX_BLAMES, SIZES_AT_ONCE } from "./limits.ts";
import { openAt, UidsChanged } from "./plan-folder.ts";
import { GONE, isRefusal, receiveMany, receiveOne, sizesOf, type Received, type ReceiveTools } from "./receive.ts";
import type { Session } from "./session.ts";

/** Messages that are one piece of work, and what comes of the others among them. */
export type ReceivedBatch = {
  readonly received: readonly Received[];
  /** The server did not give these when asked. */
  readonly refused: readonly { readonly uid: number; readonly reason: string }[];
  /** All up to here are received, refused or gone. */
  readonly nextUid: number;
  /** Of those asked for, so many. */
  readonly count: number;
};

export type ReceiveAllDeps = ReceiveTools & { readonly session: Session; readonly blame: Blame };

type Group = { readonly uids: readonly number[]; readonly sizes: ReadonlyMap<number, number> };

/**
 * Fetches messages, oldest first, in batches bounded by number and size. What came before the connection broke is handed out before the
 * error is thrown, so that each attempt gets further. One message that can't be had never stops those behind it (H6).
 */
export async function* receiveAll(
  deps: ReceiveAllDeps,
  cursor: FolderCursor,
  uids: readonly number[],
): AsyncGenerator<ReceivedBatch> {
  for (let from = 0; from < uids.length; from += SIZES_AT_ONCE) {
    const asked = uids.slice(from, from + SIZES_AT_ONCE);
    const sizes = await deps.session.exclusive(async (client) => {
      await openAt(client, cursor);
      return sizesOf(client, asked);
    });
    for (const group of groupsOf(deps, cursor, asked, sizes)) yield* receiveGroup(deps, cursor, group);
  }
}

/** Large ones and those that made trouble go alone. */
function* groupsOf(
  { limits, blame }: ReceiveAllDeps,
  { folder }: FolderCursor,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
): Generator<Group> {
  let gathered: number[] = [];
  let bytes = 0;
  for (const uid of uids) {
    const sizeBytes = sizes.get(uid) ?? 0;
    const isAlone = sizeBytes > limits.maxMessageBytes || blame.timesAt(folder, uid) > 0;
    const isFull = gathered.length >= limits.batchMessages || bytes + sizeBytes > limits.batchBytes;
    if (gathered.length > 0 && (isAlone || isFull)) {
      yield { uids: gathered, sizes };
      gathered = [];
      bytes = 0;
    }
    gathered.push(uid);
    bytes += sizeBytes;
    if (isAlone) {
      yield { uids: gathered, sizes };
      gathered = [];
      bytes = 0;
    }
  }
  if (gathered.length > 0) yield { uids: gathered, sizes };
}

async function* receiveGroup(
  deps: ReceiveAllDeps,
  cursor: FolderCursor,
  { uids, sizes }: Group,
): AsyncGenerator<ReceivedBatch> {
  const { session, blame, limits } = deps;
  const { folder } = cursor;
  const [first = 0] = uids;
  const last = uids.at(-1) ?? 0;
  const there = uids.filter((uid) => sizes.has(uid));
  const received = new Map<number, Received>();
  const refused: { uid: number; reason: string }[] = [];
  /** Everything before this one is settled. */
  const batchUpTo = (uid: number): ReceivedBatch => ({
    received: there.flatMap((known) => (known < uid ? (received.get(known) ?? []) : [])),
    refused: refused.filter((each) => each.uid < uid),
    nextUid: uid,
    count: uids.filter((known) => known < uid).length,
  });

  const single = async (client: ImapFlow, uid: number): Promise<void> => {
    try {
      const one = await receiveOne(client, uid, sizes.get(uid) ?? 0, deps);
      if (one !== GONE) received.set(uid, one);
      else if (await isThere(client, uid))
        refused.push({ uid, reason: "The server names the message and gives nothing." });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.push({ uid, reason: connectFailureOf(error).detail });
    }
  };

  const receive = async (client: ImapFlow): Promise<void> => {
    await openAt(client, cursor);
    const times = blame.timesAt(folder, first);
    if (times >= MAX_BLAMES) {
      refused.push({ uid: first, reason: `The connection broke ${times} times at this message.` });
      return;
    }
    const isAlone = times > 0 || (sizes.get(first) ?? 0) > limits.maxMessageBytes;
    if (!isAlone && there.length > 0) {
      const many = await receiveMany(client, there);
      for (const [uid, one] of many.received) received.set(uid, one);
      if (many.error !== null && !isRefusal(many.error)) throw many.error;
    }
    for (const uid of there) if (!received.has(uid)) await single(client, uid);
  };

  try {
    await session.exclusive(receive);
  } catch (error) {
    if (error instanceof UidsChanged) throw error;
    const settled = (uid: number) => !sizes.has(uid) || received.has(uid) || refused.some((each) => each.uid === uid);
    const broken = uids.find((uid) => !settled(uid));
    if (broken !== undefined) {
      blame.brokeAt(folder, broken);
      if (broken !== first) yield batchUpTo(broken);
    }
    throw error;
  }
  blame.clear(folder);
  yield batchUpTo(last + 1);
}

async function isThere(client: ImapFlow, uid: number): Promise<boolean> {
  const found = await client.search({ uid: String(uid) }, { uid: true });
  return Array.isArray(found) && found.includes(uid);
}
