/**
 * One queue for everything that writes: a command sees no half of another's work, and events are dispatched in the order in which they
 * happened. SQLite writes one transaction at a time anyway, so the queue costs nothing.
 */
export type WriteQueue = {
  /** Runs the work after all that was queued before it. Must not be called from inside queued work. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when all that is queued now is done. */
  idle(): Promise<void>;
  /** Says that the work that runs now failed between two of its writes, as on a full disk: what it left is finished before anything else is done. */
  markUnfinished(): void;
};

/** @param finishUnfinished finishes what failed work left; while that fails, so does all work, since it would build on halves. */
export function createWriteQueue(finishUnfinished: () => Promise<void>): WriteQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let isUnfinished = false;

  async function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    if (isUnfinished) {
      isUnfinished = false;
      try {
        await finishUnfinished();
      } catch (error) {
        isUnfinished = true;
        throw error;
      }
    }
    return work();
  }

  const append = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = tail.then(work);
    // The next in line starts whether this one failed or not; its caller has the error.
    tail = result.catch(() => undefined);
    return result;
  };
  return {
    run: (work) => append(() => inOrder(work)),
    idle: () => append(async () => undefined),
    markUnfinished: () => void (isUnfinished = true),
  };
}
