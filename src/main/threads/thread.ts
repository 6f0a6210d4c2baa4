/**
 * A worker thread as its user sees it: named work with an input, answered by a value or a stream of entries.
 *
 * The thread is started with the first request and keeps no process alive while it has none. One that dies answers everything that it was working
 * on with PD_DESK_THREAD_LOST, and the next request starts another. Whoever gives up waiting (`signal`) is released at once; the thread is told, and
 * what it still says about that request is dropped.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { CLOSE_WAIT_MS, ENTRIES_AHEAD } from "./limits.ts";
import { errorFrom, type Answer, type FromThread, type ToThread } from "./messages.ts";
import { OWN_WORKERS, type Workers } from "./workers.ts";

export type ThreadOptions = {
  /** Of the thread, as a profiler shows it. */
  readonly name: string;
  readonly entry: URL;
  /** What the thread is given at its start. */
  readonly data: unknown;
  /** Default: a worker of its own, which leaves with it. */
  readonly workers?: Workers | undefined;
};

/** Calls and streams of a thread by name, with their types. */
export type ThreadTypes = {
  readonly calls: Readonly<Record<string, { readonly input: unknown; readonly value: unknown }>>;
  readonly streams: Readonly<Record<string, { readonly input: unknown; readonly entry: unknown }>>;
};

export type Thread<Types extends ThreadTypes> = {
  /** @throws what the work throws, with its code; the signal's reason; PD_DESK_THREAD_LOST */
  call<Name extends keyof Types["calls"] & string>(
    name: Name,
    input: Types["calls"][Name]["input"],
    options?: { readonly signal?: AbortSignal | undefined; readonly transfer?: readonly ArrayBuffer[] },
  ): Promise<Types["calls"][Name]["value"]>;
  /** Ends without an error when `signal` says so. Throws as `call`. */
  stream<Name extends keyof Types["streams"] & string>(
    name: Name,
    input: Types["streams"][Name]["input"],
    signal?: AbortSignal,
  ): AsyncGenerator<Types["streams"][Name]["entry"], void>;
  /** Requests that are not answered yet. */
  readonly waiting: number;
  /** Starts the thread ahead of its first request. */
  warm(): void;
  /** Ends streams, waits for what was asked for, and for the worker to close what it was given. Nothing may be asked any more. */
  close(): Promise<void>;
};

/** What to do with the messages about a request. */
type Request = { take(message: Answer): void; fail(error: Error): void };

/**
 * Names the folder of the built threads for a core that runs from source. Node strips types with WebAssembly, and V8 ends the process now and then
 * when several threads call out of one module's code at once ("Check failed: jit_page.has_value()", nodejs/node#64500). Built ones also start in a third of the time.
 */
export const BUILT_THREADS_VARIABLE = "PIPEDESK_BUILT_THREADS";

/** Source runs from its own folder, or as BUILT_THREADS_VARIABLE says; in the built program the entries lie beside each other, and parts that they share in a folder below. */
export function threadEntry(from: string, source: string, built: string, env = process.env): URL {
  const folder = env[BUILT_THREADS_VARIABLE];
  if (from.endsWith(".ts")) return folder ? pathToFileURL(join(folder, built)) : new URL(source, from);
  const beside = new URL(built, from);
  return existsSync(beside) ? beside : new URL(`../${built}`, from);
}

export function createThread<Types extends ThreadTypes>({
  name,
  entry,
  data,
  workers = OWN_WORKERS,
}: ThreadOptions): Thread<Types> {
  const requests = new Map<number, Request>();
  const streams = new Set<AbortController>();
  let worker: Worker | null = null;
  let letGo: () => void = () => undefined;
  let idle: (() => void) | null = null;
  let lastId = 0;
  let isClosing = false;

  function started(): Worker {
    if (worker) return worker;
    const own = workers.take(entry, name);
    letGo = listen(own, {
      message: (message: FromThread) => {
        if (message.type !== "closed") requests.get(message.id)?.take(message);
      },
      messageerror: (error) => lose(own, error),
      error: (error) => lose(own, error),
      exit: () => lose(own, undefined),
    });
    own.unref();
    worker = own;
    post({ type: "open", data });
    return own;
  }

  function lose(own: Worker, cause: unknown): void {
    if (worker !== own) return;
    worker = null;
    void own.terminate();
    const lost = new PipedeskError("PD_DESK_THREAD_LOST", `The thread "${name}" ended in the middle of its work.`, {
      cause,
    });
    for (const request of Array.from(requests.values())) request.fail(lost);
  }

  function begin(request: Request): number {
    if (isClosing) throw new PipedeskError("PD_DESK_THREAD_LOST", `The thread "${name}" is being closed.`);
    started().ref();
    lastId += 1;
    requests.set(lastId, request);
    return lastId;
  }

  function end(id: number): void {
    if (!requests.delete(id) || requests.size > 0) return;
    worker?.unref();
    idle?.();
  }

  const post = (message: ToThread, transfer: readonly ArrayBuffer[] = []) =>
    worker?.postMessage(message, [...transfer]);

  function call(
    work: string,
    input: unknown,
    { signal, transfer }: { readonly signal?: AbortSignal | undefined; readonly transfer?: readonly ArrayBuffer[] },
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const settle = (answer: () => void) => {
        signal?.removeEventListener("abort", giveUp);
        end(id);
        answer();
      };
      const fail = (error: Error) => settle(() => reject(error));
      const giveUp = () => {
        post({ type: "cancel", id });
        fail(signal?.reason as Error);
      };
      const id = begin({
        fail,
        take: (message) => {
          if (message.type === "failed") fail(errorFrom(message.error));
          else if (message.type === "value") settle(() => resolve(message.value));
        },
      });
      signal?.addEventListener("abort", giveUp);
      try {
        post({ type: "call", id, name: work, input }, transfer);
      } catch (error) {
        // An input that can't be cloned.
        fail(error as Error);
      }
    });
  }

  async function* stream(work: string, input: unknown, signal: AbortSignal | undefined): AsyncGenerator<unknown, void> {
    if (signal?.aborted) return;
    const stop = new AbortController();
    const came: FromThread[] = [];
    let failure: { readonly error: unknown } | null = null;
    let wake = () => undefined as void;
    const id = begin({
      fail: (error) => {
        failure = { error };
        wake();
      },
      take: (message) => {
        came.push(message);
        wake();
      },
    });
    streams.add(stop);
    const giveUp = () => stop.abort();
    signal?.addEventListener("abort", giveUp);
    // At once, not when the next entry is asked for: whoever has gone never asks.
    stop.signal.addEventListener("abort", () => {
      post({ type: "cancel", id });
      end(id);
      wake();
    });
    let taken = 0;
    try {
      post({ type: "stream", id, name: work, input });
      for (;;) {
        if (stop.signal.aborted) return;
        const message = came.shift();
        if (message === undefined) {
          if (failure) throw (failure as { readonly error: unknown }).error as Error;
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        if (message.type !== "entry") end(id);
        if (message.type === "failed") throw errorFrom(message.error);
        if (message.type !== "entry") return;
        yield message.value;
        taken += 1;
        if (taken % (ENTRIES_AHEAD / 2) === 0) post({ type: "more", id, entries: ENTRIES_AHEAD / 2 });
      }
    } finally {
      signal?.removeEventListener("abort", giveUp);
      streams.delete(stop);
      if (requests.has(id)) stop.abort();
    }
  }

  return {
    call: (work, input, options = {}) => call(work, input, options),
    stream: (work, input, signal) => stream(work, input, signal),
    get waiting() {
      return requests.size;
    },
    warm: () => void started(),
    async close() {
      isClosing = true;
      for (const stop of streams) stop.abort();
      if (requests.size > 0) await new Promise<void>((resolve) => (idle = resolve));
      const last = worker;
      worker = null;
      if (!last) return;
      const isThere = closed(last);
      letGo();
      if (await isThere) await workers.giveBack(last, entry);
    },
  };
}

type Listeners = {
  readonly message: (message: FromThread) => void;
  readonly messageerror: (error: unknown) => void;
  readonly error: (error: unknown) => void;
  readonly exit: () => void;
};

/** @returns what stops it */
function listen(worker: Worker, listeners: Partial<Listeners>): () => void {
  const entries = Object.entries(listeners);
  for (const [name, listener] of entries) worker.on(name, listener);
  return () => {
    for (const [name, listener] of entries) worker.off(name, listener);
  };
}

/** Asks a worker to close what it was given. @returns whether it is still there then */
function closed(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => void worker.terminate(), CLOSE_WAIT_MS);
    const end = (isThere: boolean) => {
      clearTimeout(late);
      letGo();
      resolve(isThere);
    };
    const letGo = listen(worker, {
      message: ({ type }) => {
        if (type === "closed") end(true);
      },
      // Its exit follows.
      error: () => undefined,
      exit: () => end(false),
    });
    worker.ref();
    worker.postMessage({ type: "close" } satisfies ToThread, []);
  });
}
