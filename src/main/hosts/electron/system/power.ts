import { powerMonitor } from "electron";
import type { Log } from "#main/desk/context.ts";

export type PowerWatch = { close(): void };

/** Tells the desk what happens to the machine: after sleep what waits tries at once, before a shutdown the desk is closed without questions. */
export function watchPower(heard: {
  readonly wake: () => void;
  readonly shutDown: () => void;
  readonly log: Log;
}): PowerWatch {
  const listeners = {
    suspend: () => heard.log.info("The machine goes to sleep."),
    resume: () => {
      heard.log.info("The machine woke up.");
      heard.wake();
    },
    // A screen that was locked for a night may stand for sleep that nobody told of.
    "unlock-screen": heard.wake,
    shutdown: heard.shutDown,
  };
  for (const [event, listener] of Object.entries(listeners)) powerMonitor.on(event as "suspend", listener);
  return {
    close: () => {
      for (const [event, listener] of Object.entries(listeners)) powerMonitor.off(event as "suspend", listener);
    },
  };
}
