import { parentPort, type MessagePort } from "node:worker_threads";
import { ENTRIES_AHEAD } from "./limits.ts";
import { plainError, type FromThread, type ToThread } from "./messages.ts";

/** What a worker can do, by name. The signal says that nobody waits for the answer any more. */
export type ThreadWork = {
  readonly calls: Readonly<Record<string, (input: never, signal: AbortSignal) => Promise<unknown>>>;
  readonly streams: Readonly<Record<string, (input: never, signal: AbortSignal) => AsyncIterable<unknown>>>;
  /** What of a call's value is handed over instead of copied: large buffers that this thread needs no more. Absent: nothing. */
  transferOf?(name: string, value: unknown): ArrayBuffer[];
  /** Called once, when the thread that it works for is closed. */
  close(): void;
};

type Running = { readonly stop: AbortController; ahead: number; wake: () => void };

/** The messages about requests; the others are about the worker. */
type RequestMessage = Exclude<ToThread, { type: "open" | "close" | "leave" }>;

type Served = { take(message: RequestMessage): void; close(): void };

/**
 * The worker's side: is given what it works on, answers what comes over the port until that is closed, and then may be given the next or told to leave.
 * @param open what it can do with the data that it was given. What it throws ends the worker.
 */
export function serveThread(open: (data: unknown) => ThreadWork): void {
  if (!parentPort) throw new Error("This file is run in a worker thread.");
  const port = parentPort;
  let served: Served | null = null;
  port.on("message", (message: ToThread) => {
    switch (message.type) {
      case "open":
        served = serve(port, open(message.data));
        return;
      case "close":
        served?.close();
        served = null;
        port.postMessage({ type: "closed" } satisfies FromThread);
        return;
      case "leave":
        port.close();
        return;
      default:
        served?.take(message);
    }
  });
}

function serve(port: MessagePort, work: ThreadWork): Served {
  const running = new Map<number, Running>();
  let isClosed = false;
  const post = (message: FromThread, transfer: ArrayBuffer[] = []) => {
    // Whoever asked has gone, and a later one may count its requests anew.
    if (!isClosed) port.postMessage(message, transfer);
  };

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

  return {
    take(message) {
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
        }
      }
    },
    close() {
      isClosed = true;
      work.close();
    },
  };
}
