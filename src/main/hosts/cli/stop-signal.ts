const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type Signals = {
  readonly stop: AbortSignal;
  /** From now on SIGHUP asks for this instead of the end: a server that has lost its terminal goes on. @returns ends it */
  onHangUp(listener: () => void): () => void;
};

/**
 * Aborts at the first request to end, so that everything can be closed in order; the second ends the process at once, with the status that
 * shells give to a program killed so.
 */
export function stopOnSignals(process: NodeJS.Process): Signals {
  const stop = new AbortController();
  const hangUps = new Set<() => void>();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (signal === "SIGHUP" && hangUps.size > 0) {
        for (const listener of hangUps) listener();
        return;
      }
      if (stop.signal.aborted) process.exit(signal === "SIGINT" ? 130 : 143);
      stop.abort();
    });
  }
  return {
    stop: stop.signal,
    onHangUp(listener) {
      hangUps.add(listener);
      return () => void hangUps.delete(listener);
    },
  };
}
