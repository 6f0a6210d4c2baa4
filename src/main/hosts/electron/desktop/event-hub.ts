import type { DesktopEvent } from "#shared/contract/desktop/events.ts";

/** More than somebody does while a page loads; what comes beyond pushes the oldest out. */
const MAX_WAITING = 100;

/** From the system to the page. What happens while no page listens waits for the next one. */
export type EventHub = {
  send(event: DesktopEvent): void;
  /** Whoever listened before hears nothing more. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<DesktopEvent, void, void>;
};

export function createEventHub(): EventHub {
  const waiting: DesktopEvent[] = [];
  let wake: (() => void) | null = null;
  let listener = 0;
  return {
    send(event) {
      waiting.push(event);
      if (waiting.length > MAX_WAITING) waiting.shift();
      wake?.();
    },
    async *listen(signal) {
      listener += 1;
      const own = listener;
      wake?.();
      const isHeard = () => own === listener && signal?.aborted !== true;
      const stop = () => wake?.();
      signal?.addEventListener("abort", stop);
      try {
        while (isHeard()) {
          const event = waiting.shift();
          if (event !== undefined) {
            yield event;
            continue;
          }
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          await promise;
        }
      } finally {
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}
