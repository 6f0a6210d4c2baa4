const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Aborts at the first request to end, so that everything can be closed in order; the second ends the process at once, with the status that
 * shells give to a program killed so.
 */
export function stopOnSignals(process: NodeJS.Process): AbortSignal {
  const stop = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(signal === "SIGINT" ? 130 : 143);
      stop.abort();
    });
  }
  return stop.signal;
}
