/**
 * What a device stamped while its clock was ahead would win over every later change of the others, and no server takes it. Once the clock is right it is stamped with the time that it is now, in the
 * order in which it was made: nobody else has seen these stamps.
 */
import { MAX_SKEW_MS } from "#shared/rules/clock/limits.ts";
import { parseStamp } from "#shared/rules/clock/stamp.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { ChangedRow } from "#main/store/replication/replication-log.ts";
import { plain, repositoryOf } from "../adopt.ts";

export type StampAnewDeps = {
  readonly context: Pick<DeskContext, "store" | "queue" | "clock" | "host" | "nextStamp">;
  readonly observeStamp: (stamp: string) => void;
  readonly setClockBack: () => void;
};

/**
 * @param rows of this desk that the server has not got
 * @returns whether there were any such; they have been written anew then, in one commit
 */
export async function stampAnew(deps: StampAnewDeps, rows: readonly ChangedRow[]): Promise<boolean> {
  const { store, queue, clock, host, nextStamp } = deps.context;
  const limitEpochMs = clock.nowEpochMs() + MAX_SKEW_MS;
  const isEarly = (text: string) => {
    const parts = parseStamp(text);
    return parts !== null && parts.epochMs > limitEpochMs && parts.deviceId === host.deviceId;
  };
  const early = rows.filter(({ data }) => textsIn(JSON.parse(data)).some(isEarly));
  if (early.length === 0) return false;
  await queue.run(async () => {
    // As they are by now.
    const found = await Promise.all(
      early.map(async ({ collection, id }) => {
        const previous = (await repositoryOf(store, collection).copies([id])).get(id);
        return previous === undefined ? [] : [{ collection, previous, document: plain(previous) }];
      }),
    );
    const documents = found.flat();
    const texts = documents.flatMap(({ document }) => textsIn(document));
    deps.setClockBack();
    // Whoever made these changes had seen all else that the documents tell of.
    for (const text of texts) if (parseStamp(text) !== null && !isEarly(text)) deps.observeStamp(text);
    const inOrder = Array.from(new Set(texts.filter(isEarly))).toSorted();
    const anew = new Map(inOrder.map((stamp) => [stamp, nextStamp()]));
    for (const { collection, previous, document } of documents) {
      const { _deleted, ...next } = withTexts(document, anew) as typeof document;
      await repositoryOf(store, collection).adopt([{ previous, next, isDeleted: _deleted === true }]);
    }
  });
  return true;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function withTexts(value: unknown, anew: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return anew.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, anew));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, anew)]));
}
