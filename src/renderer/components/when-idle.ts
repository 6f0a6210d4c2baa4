/** By then a person has hardly read the first line. */
const IDLE_TIMEOUT_MS = 1_500;

/** Runs something once the browser has nothing better to do, soon in any case. Returns what takes it back. */
export function whenIdle(run: () => void): () => void {
  // Safari has no idle callback: there a moment has to do.
  if (typeof window.requestIdleCallback === "function") {
    const request = window.requestIdleCallback(run, { timeout: IDLE_TIMEOUT_MS });
    return () => window.cancelIdleCallback(request);
  }
  const timer = setTimeout(run, IDLE_TIMEOUT_MS);
  return () => clearTimeout(timer);
}
