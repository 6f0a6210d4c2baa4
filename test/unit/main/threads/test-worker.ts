// Run as a worker thread by the tests beside it.
import { threadId } from "node:worker_threads";
import { setImmediate as nextTurn } from "node:timers/promises";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { serveThread } from "#main/threads/serve-thread.ts";

/** Looks once a turn whether `until` is raised, and then answers so many turns later. */
export type Turns = { readonly until: SharedArrayBuffer; readonly more: number; readonly answer: string };

export type TestThread = {
  readonly calls: {
    readonly echo: { readonly input: unknown; readonly value: unknown };
    readonly data: { readonly input: null; readonly value: unknown };
    readonly thread: { readonly input: null; readonly value: number };
    readonly refuse: { readonly input: string; readonly value: never };
    readonly fail: { readonly input: string; readonly value: never };
    readonly unclonable: { readonly input: null; readonly value: unknown };
    readonly spin: { readonly input: { readonly until: SharedArrayBuffer }; readonly value: string };
    readonly turns: { readonly input: Turns; readonly value: string };
    readonly hang: { readonly input: null; readonly value: string };
    readonly wasCancelled: { readonly input: null; readonly value: number };
    readonly die: { readonly input: null; readonly value: never };
    readonly throwOutside: { readonly input: null; readonly value: never };
  };
  readonly streams: {
    readonly count: {
      readonly input: { readonly to: number; readonly given: SharedArrayBuffer };
      readonly entry: number;
    };
    readonly breaking: { readonly input: null; readonly entry: number };
  };
};

let cancelled = 0;

serveThread((opened) => ({
  calls: {
    echo: async (input: unknown) => input,
    data: async () => opened,
    thread: async () => threadId,
    refuse: async (id: string) => {
      throw notFound("ticket", id);
    },
    fail: async (words: string) => {
      throw new TypeError(words);
    },
    unclonable: async () => () => undefined,
    // As a long statement does: the thread can't be reached until it is over.
    spin: async ({ until }: { readonly until: SharedArrayBuffer }) => {
      while (Atomics.load(new Int32Array(until), 0) === 0);
      return "done";
    },
    turns: async ({ until, more, answer }: Turns) => {
      while (Atomics.load(new Int32Array(until), 0) === 0) await nextTurn();
      for (let turn = 0; turn < more; turn += 1) await nextTurn();
      return answer;
    },
    hang: (_: null, signal: AbortSignal) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          cancelled += 1;
          resolve("given up");
        }),
      ),
    wasCancelled: async () => cancelled,
    die: async () => process.exit(3),
    throwOutside: () =>
      new Promise(() => {
        setImmediate(() => {
          throw new Error("outside of any request");
        });
      }),
  },
  streams: {
    async *count({ to, given }: { readonly to: number; readonly given: SharedArrayBuffer }) {
      for (let number = 1; number <= to; number += 1) {
        await nextTurn();
        Atomics.add(new Int32Array(given), 0, 1);
        yield number;
      }
    },
    async *breaking() {
      yield 1;
      throw notFound("ticket", "t_1");
    },
  },
  close: () => undefined,
}));
