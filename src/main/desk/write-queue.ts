/**
 * One queue for everything that writes: a command sees no half of another's work, and events are dispatched in the order in which they
 * happened. SQLite writes one transaction at a time anyway, so the queue costs nothing.
 */
export type WriteQueue = {
  /** Runs the work after all that was queued before it. Must not be called from inside queued work. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when all that is queued now is done. */
  idle(): Promise<void>;
};

export function createWriteQueue(): WriteQueue {
  let tail: Promise<unknown> = Promise.resolve();
  const run = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = tail.then(work);
    // The next in line starts whether this one failed or not; its caller has the error.
    tail = result.catch(() => undefined);
    return result;
  };
  return { run, idle: () => run(async () => undefined) };
}
