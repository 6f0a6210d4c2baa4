import { setImmediate as nextTurn } from "node:timers/promises";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import {
  IMPORT_WAITS_AT_MOST_MS,
  MAX_DECISIONS,
  MAX_GROUP_MS,
  MAX_GROUP_PIECES,
  SLICE_MS,
  STAND_BACK_MS,
} from "./limits.ts";

/** `bulk`: many pieces that nobody waits for one by one. People's go ahead of them. `import`: they stand back, too, while somebody works at the desk. */
export type Importance = "person" | "bulk" | "import";

/**
 * One queue for everything that is decided and written: a piece of work sees no half of another's, and events are dispatched in the order in which they happened.
 *
 * Pieces that wait together share a commit, and so one flush of the disk; each sees what those before it decided, and is answered for itself, only after the commit. Where
 * the commit fails, or a piece fails after it has written something, all of it is taken back and each is done again by itself: so a piece may be done more than once, and must keep
 * nothing of an earlier time. A piece that loses to another write is decided again on fresh documents.
 */
export type WriteQueue = {
  /** Runs the work when its turn comes, in a transaction. Must not be called from inside queued work: it would wait for itself. */
  run<Result>(work: () => Promise<Result>, importance?: Importance): Promise<Result>;
  /** Somebody works at the desk this moment: imports leave them the machine for `STAND_BACK_MS`, but never wait longer than `IMPORT_WAITS_AT_MOST_MS`. */
  standBack(): void;
  /** Resolves when all that is queued now is done. */
  idle(): Promise<void>;
};

export type WriteQueueDeps = {
  /** Runs work whose writes are committed together or not at all. */
  readonly transaction: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** How often the open transaction was written to. */
  readonly writes: () => number;
  /** What takes back what was kept in memory of the open transaction since now. */
  readonly mark: () => () => void;
  /** Another after each change of the setup, which others read from memory: what changes it is committed before anything else is decided. */
  readonly setupVersion: () => number;
  /** A clock that only goes forward, milliseconds. */
  readonly elapsedMs: () => number;
  /** Resolves after so many milliseconds of that clock. */
  readonly pause: (pauseMs: number) => Promise<unknown>;
};

type Piece = {
  readonly work: () => Promise<unknown>;
  readonly importance: Importance;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

type Done = { readonly piece: Piece; readonly value: unknown };

export function createWriteQueue({
  transaction,
  writes,
  mark,
  setupVersion,
  elapsedMs,
  pause,
}: WriteQueueDeps): WriteQueue {
  const waiting: Record<Importance, Piece[]> = { person: [], bulk: [], import: [] };
  let working: Promise<void> | null = null;
  /** When the event loop is to have its next turn, however little was asked for at once. */
  let turnIsDueAtMs = 0;
  /** Until then imports stand back … */
  let standsBackUntilMs = 0;
  /** … but not beyond this. */
  let importIsDueAtMs = 0;
  /** Ends the pause of imports that stand back. */
  let othersCame: () => void = () => undefined;

  function add(piece: Piece): void {
    waiting[piece.importance].push(piece);
    if (piece.importance !== "import") othersCame();
    working ??= workOff();
  }

  function importPauseMs(): number {
    return Math.min(standsBackUntilMs, importIsDueAtMs) - elapsedMs();
  }

  async function workOff(): Promise<void> {
    // What is asked for in one go is there by then, and shares the first commit.
    await Promise.resolve();
    while (waiting.person.length + waiting.bulk.length + waiting.import.length > 0) {
      const pauseMs = waiting.person.length + waiting.bulk.length > 0 ? 0 : importPauseMs();
      if (pauseMs > 0) {
        await Promise.race([pause(pauseMs), new Promise<void>((resolve) => (othersCame = resolve))]);
        continue;
      }
      await commitGroup();
      // Who is answered may ask again before anybody else has a turn: a row of short commits would be one long one.
      if (elapsedMs() < turnIsDueAtMs) continue;
      await nextTurn();
      turnIsDueAtMs = elapsedMs() + SLICE_MS;
    }
    working = null;
  }

  async function commitGroup(): Promise<void> {
    const done: Done[] = [];
    const group: Piece[] = [];
    try {
      await transaction(() => decideGroup(group, done));
    } catch (error) {
      return await answerAlone(group, error);
    } finally {
      if (group.some(({ importance }) => importance === "import"))
        importIsDueAtMs = elapsedMs() + IMPORT_WAITS_AT_MOST_MS;
    }
    for (const { piece, value } of done) piece.resolve(value);
  }

  /** Takes pieces as long as they may share this commit. @throws what a piece threw after it had written something */
  async function decideGroup(group: Piece[], done: Done[]): Promise<void> {
    const startedAtMs = elapsedMs();
    const setup = setupVersion();
    let sliceEndsAtMs = startedAtMs + SLICE_MS;
    for (let piece = next(group); piece; piece = next(group)) {
      group.push(piece);
      const before = writes();
      const takeBack = mark();
      try {
        done.push({ piece, value: await piece.work() });
      } catch (error) {
        if (writes() > before || errorCodeOf(error) === "PD_STORE_CONFLICT") throw error;
        // It had written nothing: the others are not concerned, and of what it took (a number, a place in a row) nothing is left.
        takeBack();
        group.pop();
        piece.reject(error);
      }
      const nowMs = elapsedMs();
      if (nowMs - startedAtMs >= MAX_GROUP_MS || setupVersion() !== setup) return;
      if (nowMs < sliceEndsAtMs) continue;
      await nextTurn();
      sliceEndsAtMs = elapsedMs() + SLICE_MS;
    }
  }

  /** A person waits for the answer: no bulk work joins behind theirs. */
  function next(group: readonly Piece[]): Piece | undefined {
    if (group.length >= MAX_GROUP_PIECES) return undefined;
    const person = waiting.person.shift();
    if (person) return person;
    if (group.some(({ importance }) => importance === "person")) return undefined;
    return waiting.bulk.shift() ?? (importPauseMs() > 0 ? undefined : waiting.import.shift());
  }

  async function answerAlone(group: readonly Piece[], error: unknown): Promise<void> {
    const [only] = group;
    // By itself it was already; only what lost to another write may end otherwise.
    if (only && group.length === 1 && errorCodeOf(error) !== "PD_STORE_CONFLICT") return only.reject(error);
    for (const piece of group) await decideAlone(piece);
  }

  async function decideAlone(piece: Piece): Promise<void> {
    for (let decisions = 1; ; decisions += 1) {
      try {
        return piece.resolve(await transaction(piece.work));
      } catch (error) {
        if (errorCodeOf(error) !== "PD_STORE_CONFLICT" || decisions >= MAX_DECISIONS) return piece.reject(error);
      }
    }
  }

  const run = <Result>(work: () => Promise<Result>, importance: Importance = "person"): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      add({ work, importance, resolve: resolve as (value: unknown) => void, reject });
    });

  return {
    run,
    standBack() {
      standsBackUntilMs = elapsedMs() + STAND_BACK_MS;
    },
    async idle() {
      while (working !== null) await working;
    },
  };
}
