/** Processes that a bench starts and asks: each question is a function of the child, called by name. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What a child can be asked. */
type Api = Readonly<Record<string, (input: never) => unknown>>;
type Input<Asked> = Asked extends (input: infer Given) => unknown ? Given : never;
type Answer<Asked> = Asked extends (input: never) => infer Told ? Awaited<Told> : never;

type Question = { readonly id: number; readonly name: string; readonly input: unknown };
type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

export type Child<Asked extends Api> = {
  /** @throws Error with what the child threw, or where it is gone */
  ask<Name extends keyof Asked & string>(name: Name, input: Input<Asked[Name]>): Promise<Answer<Asked[Name]>>;
  /** Ends it after it has been asked to close. */
  close(): Promise<void>;
};

/** @param script beside this file; `serveParent` is called in it */
export function startChild<Asked extends Api & { close: () => unknown }>(script: string): Child<Asked> {
  const child = fork(join(import.meta.dirname, script), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: ["--expose-gc"],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const gone = once(child, "exit").then(([code]) => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} ended with ${String(code)}.`));
    waiting.clear();
  });
  child.on("message", ({ id, value, error }: Reply) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(`${script}: ${error}`));
  });
  let lastId = 0;
  const ask = (name: string, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (child.exitCode !== null || child.signalCode !== null) return reject(new Error(`${script} is gone.`));
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      child.send({ id: lastId, name, input } satisfies Question);
    });
  return {
    ask: async (name, input) => (await ask(name, input)) as never,
    async close() {
      await ask("close", undefined);
      child.disconnect();
      await gone;
    },
  };
}

/** The child's side: answers until the parent lets go. */
export function serveParent(api: Api): void {
  process.on("message", ({ id, name, input }: Question) => {
    const asked = api[name];
    Promise.resolve()
      .then(() => asked?.(input as never))
      .then(
        (value) => process.send?.({ id, value } satisfies Reply),
        (error: unknown) =>
          process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on("disconnect", () => process.exit());
}

/** Comparable between processes of one machine, milliseconds with parts. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

export type Memory = { readonly residentMb: number; readonly heapMb: number; readonly peakMb: number };

/** Of this process; `residentMb` and `heapMb` after a collection. */
export function memoryNow(): Memory {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { residentMb: rss / 1e6, heapMb: heapUsed / 1e6, peakMb: process.resourceUsage().maxRSS / 1e3 };
}
