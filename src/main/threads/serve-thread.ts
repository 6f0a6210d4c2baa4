import type { MessagePort } from "node:worker_threads";
import { ENTRIES_AHEAD } from "./limits.ts";
import { plainError, type FromThread, type ToThread } from "./messages.ts";

/** What a worker can do, by name. The signal says that nobody waits for the answer any more. */
export type ThreadWork = {
  readonly calls: Readonly<Record<string, (input: never, signal: AbortSignal) => Promise<unknown>>>;
  readonly streams: Readonly<Record<string, (input: never, signal: AbortSignal) => AsyncIterable<unknown>>>;
  /** What of a call's value is handed over instead of copied: large buffers that this thread needs no more. Absent: nothing. */
  transferOf?(name: string, value: unknown): ArrayBuffer[];
  /** Called once, when the thread is asked to leave. */
  close(): void;
};

type Running = { readonly stop: AbortController; ahead: number; wake: () => void };

/** The worker's side: answers what comes over the port until it is told to leave. */
export function serveThread(port: MessagePort, work: ThreadWork): void {
  const running = new Map<number, Running>();
  const post = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

  async function call(name: string, input: unknown, id: number, signal: AbortSignal): Promise<void> {
    const done = work.calls[name];
    if (!done) throw new TypeError(`This thread has no work named "${name}".`);
    const value = await done(input as never, signal);
    post({ type: "value", id, value }, work.transferOf?.(name, value));
  }

  async function stream(name: string, input: unknown, id: number, own: Running): Promise<void> {
    const entries = work.streams[name]?.(input as never, own.stop.signal);
    if (!entries) throw new TypeError(`This thread has no stream named "${name}".`);
    for await (const value of entries) {
      if (own.stop.signal.aborted) return;
      post({ type: "entry", id, value });
      own.ahead += 1;
      // A reader that is slower than this thread holds it back, instead of getting all of it into memory.
      while (own.ahead >= ENTRIES_AHEAD && !own.stop.signal.aborted)
        await new Promise<void>((resolve) => (own.wake = resolve));
    }
    post({ type: "done", id });
  }

  async function begin(message: Extract<ToThread, { type: "call" | "stream" }>): Promise<void> {
    const { type, id, name, input } = message;
    const own: Running = { stop: new AbortController(), ahead: 0, wake: () => undefined };
    running.set(id, own);
    try {
      if (type === "call") await call(name, input, id, own.stop.signal);
      else await stream(name, input, id, own);
    } catch (error) {
      // What could not be cloned fails here too, so that it is answered.
      post({ type: "failed", id, error: plainError(error) });
    } finally {
      running.delete(id);
    }
  }

  port.on("message", (message: ToThread) => {
    switch (message.type) {
      case "call":
      case "stream":
        void begin(message);
        return;
      case "cancel": {
        const own = running.get(message.id);
        own?.stop.abort();
        own?.wake();
        return;
      }
      case "more": {
        const own = running.get(message.id);
        if (!own) return;
        own.ahead -= message.entries;
        own.wake();
        return;
      }
      case "close":
        work.close();
        port.close();
    }
  });
}
