/**
 * What the bench takes from inside the core, beside what it is served: only here, so that a change of it is a change of one file.
 */
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { timedId } from "#main/desk/derived-ids.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { COLLECTIONS, rxSchemaOf, type Documents } from "#main/store/collections.ts";
import type { Repository } from "#main/store/repository.ts";
import { tableName } from "#main/store/sql-storage/index.ts";
import type { Core } from "#main/core.ts";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import type { ReplicatedCollection } from "#shared/sync/collections.ts";

const AT_ONCE = 5_000;

/** Where the histories of all tickets stand. */
export const ACTIVITIES_TABLE = tableName("activities", COLLECTIONS.activities.version);

type Filled = "tickets" | "people" | "conversations" | "messages" | "activities" | "runs" | "evaluations" | "setup";

/** Puts documents that nobody decided straight into the file, in large portions. */
export async function insertDocuments<Name extends Filled>(
  { context }: Core,
  name: Name,
  documents: readonly Documents[Name][],
): Promise<void> {
  const writers: { readonly [Each in Filled]: Pick<Repository<Documents[Each]>, "write"> } = context.store;
  for (let from = 0; from < documents.length; from += AT_ONCE)
    await writers[name].write(documents.slice(from, from + AT_ONCE).map((next) => ({ previous: null, next })));
}

/** One piece of work, written when it is done. */
export async function inOnePiece(core: Core, work: (piece: PieceOfWork) => Promise<void>): Promise<void> {
  const { context } = core;
  await context.queue.run(async () => {
    const piece = createPieceOfWork(context);
    await work(piece);
    await piece.flush();
  });
}

/** An id like those that the core gives to what happened at that time. */
export function idAt(prefix: string, atEpochMs: number, ...parts: readonly string[]): string {
  return timedId(prefix, atEpochMs, ...parts);
}

/** A reading of the clock by which the core orders what happens, as another device gave it. */
export function stampAt(epochMs: number): string {
  return formatStamp({ epochMs, counter: 0, deviceId: "bench" });
}

/** Where a collection that travels lies in a desk's file. */
export const tableOfCollection = (name: ReplicatedCollection) => tableName(name, COLLECTIONS[name].version);

/** As RxDB knows it. */
export const schemaOfCollection = (name: ReplicatedCollection) => rxSchemaOf(COLLECTIONS[name]);
