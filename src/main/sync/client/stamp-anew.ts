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
  readonly context: Pick<DeskContext, "store" | "queue" | "host" | "nextStamp">;
  readonly setClockBack: (epochMs: number) => void;
};

/**
 * @param rows of this desk that the server has not got
 * @param nowEpochMs by the server's clock: by that it judges
 * @returns whether there were any such; they have been written anew then, in one commit
 */
export async function stampAnew(
  deps: StampAnewDeps,
  rows: readonly ChangedRow[],
  nowEpochMs: number,
): Promise<boolean> {
  const { store, queue, host, nextStamp } = deps.context;
  const limitEpochMs = nowEpochMs + MAX_SKEW_MS;
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
    // Whoever made these changes had seen all else that the documents tell of.
    const seen = texts.filter((text) => !isEarly(text)).map((text) => parseStamp(text)?.epochMs ?? 0);
    deps.setClockBack(seen.reduce((latest, one) => (one <= limitEpochMs ? Math.max(latest, one) : latest), nowEpochMs));
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
