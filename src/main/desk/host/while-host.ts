import type { Subscription } from "rxjs";
import type { Log } from "../context.ts";
import type { Host } from "./host.ts";

/** Something that works beside the commands: it has a timer, or follows the documents. */
export type Part = { start(): void; wake(): void; close(): Promise<void> };

export type WhileHost = Part & {
  /** Closes them for a while, whoever is the host. @returns lets them go on, where this process is the host then */
  pause(): Promise<() => void>;
};

/**
 * Lets parts work while this process is the host: each is made anew when it becomes it, and closed when it is no longer. One that something is wrong with keeps none of the others from working.
 * @rule H2
 */
export function createWhileHost(
  host: Pick<Host, "isHost" | "changes">,
  log: Log,
  makes: readonly (() => Part)[],
): WhileHost {
  let isOpen = false;
  let pauses = 0;
  let running: readonly Part[] | null = null;
  let changing: Promise<void> | null = null;
  let subscription: Subscription | null = null;

  function begin(): void {
    running = makes.flatMap(
      (make) =>
        attempt(() => {
          const part = make();
          part.start();
          return [part];
        }) ?? [],
    );
  }

  async function end(): Promise<void> {
    const parts = running ?? [];
    running = null;
    for (const part of parts) {
      try {
        await part.close();
      } catch (error) {
        log.error("A part of the desk could not be closed", { error });
      }
    }
  }

  const mayRun = () => isOpen && pauses === 0 && host.isHost();

  /** One after the other: a part that is being closed is gone before it is made anew. */
  async function settle(): Promise<void> {
    for (;;) {
      const isWanted = mayRun();
      if (isWanted === (running !== null)) return;
      if (isWanted) begin();
      else await end();
    }
  }

  function follow(): void {
    changing ??= settle().finally(() => {
      changing = null;
      // What changed between the last look and this turn.
      if (isOpen && mayRun() !== (running !== null)) follow();
    });
  }

  function attempt<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch (error) {
      log.error("A part of the desk does not work; the others go on", { error });
      return null;
    }
  }

  return {
    start() {
      if (isOpen) return;
      isOpen = true;
      subscription = host.changes.subscribe(follow);
      follow();
    },
    wake() {
      for (const part of running ?? []) attempt(() => part.wake());
    },
    async pause() {
      pauses += 1;
      let isOver = false;
      await changing;
      follow();
      await changing;
      return () => {
        if (isOver) return;
        isOver = true;
        pauses -= 1;
        if (isOpen) follow();
      };
    },
    async close() {
      isOpen = false;
      subscription?.unsubscribe();
      await changing;
      await end();
    },
  };
}
