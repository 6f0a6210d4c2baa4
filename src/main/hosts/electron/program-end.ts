/**
 * How the program ends. A person who quits is asked where mails wait; then the window goes first, and its page may keep it; then the desk is closed, and only then the program ends. The system's own
 * end, and whoever installs a new version, ask nobody.
 */
import { app, type BrowserWindow } from "electron";
import type { Log } from "#main/desk/context.ts";
import type { Translate } from "#shared/i18n/index.ts";
import { askBeforeQuit } from "./system/quit-question.ts";
import type { Ending } from "./updates/updater-port.ts";

/** A page that says nothing for so long hangs. */
const LEAVE_TIMEOUT_MS = 2_000;

export type ProgramEnd = {
  isEnding(): boolean;
  quit(how: "asking" | "at once"): void;
  /** Closes the desk; what comes after is what `finish` does. */
  endFor(finish: () => Ending): void;
  /** Whoever starts the desk while it closes has been told that it runs: it comes back by itself. */
  startAgain(): void;
  /** The page is asked whether it can be left; it answers, so it is not given up on. */
  readonly pageAsks: () => void;
  /** The person stays: the program goes on. */
  readonly pageStays: () => void;
  windowClosed(): void;
};

export function createProgramEnd(options: {
  readonly window: () => BrowserWindow | undefined;
  /** How many mails this machine is still to send. */
  readonly waitingMails: () => number;
  readonly translate: () => Translate;
  /** The window closes, and the program goes on without one. */
  readonly goOnWithoutWindow: () => void;
  /** Closes all that is around the desk, then the desk. */
  readonly closeDesk: () => Promise<void>;
  /** What is still to be written. */
  readonly finishWriting: () => Promise<void>;
  readonly log: Log;
}): ProgramEnd {
  const { log } = options;
  let isEnding = false;
  let isAsking = false;
  /** The window is being closed, and with it the program. */
  let isLeaving = false;
  let isHandedOver = false;
  let isWantedAgain = false;
  let givingUp: NodeJS.Timeout | undefined;

  function end(finish?: () => Ending): void {
    if (isEnding) return;
    isEnding = true;
    clearTimeout(givingUp);
    options.window()?.hide();
    finishWith(finish).catch((error: unknown) => {
      log.error("The program could not end as it should.", { error });
      app.exit(1);
    });
  }

  async function finishWith(finish?: () => Ending): Promise<void> {
    const code = await options.closeDesk().then(
      () => 0,
      (error: unknown) => {
        log.error("The desk could not be closed.", { error });
        return 1;
      },
    );
    await options.finishWriting();
    if (finish !== undefined) {
      isHandedOver = true;
      if (finish() === "exit") app.exit(code);
      return;
    }
    if (isWantedAgain && code === 0) app.relaunch();
    app.exit(code);
  }

  /** The page goes first, and asks where it holds something unkept. */
  function leave(): void {
    const shown = options.window();
    if (shown === undefined) {
      end();
      return;
    }
    isLeaving = true;
    givingUp = setTimeout(end, LEAVE_TIMEOUT_MS);
    shown.close();
  }

  async function ask(waiting: number): Promise<void> {
    const answer = await askBeforeQuit(options.window(), options.translate(), waiting);
    if (answer === "quit") leave();
    else if (answer === "hide") options.goOnWithoutWindow();
  }

  function quit(how: "asking" | "at once"): void {
    if (isEnding || (isAsking && how === "asking")) return;
    if (how === "at once") {
      end();
      return;
    }
    const waiting = options.waitingMails();
    if (waiting <= 0) {
      leave();
      return;
    }
    isAsking = true;
    ask(waiting)
      .catch((error: unknown) => {
        log.error("The question before the end can't be asked.", { error });
        end();
      })
      .finally(() => (isAsking = false));
  }

  app.on("before-quit", (event) => {
    // Whoever installs a new version ends the program by itself, once the desk is closed.
    if (isHandedOver) return;
    event.preventDefault();
    quit("asking");
  });
  // The system's way to end a program, at its own end too: nobody is there to answer.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => quit("at once"));

  return {
    isEnding: () => isEnding,
    quit,
    endFor: end,
    startAgain: () => (isWantedAgain = true),
    pageAsks: () => clearTimeout(givingUp),
    pageStays: () => (isLeaving = false),
    windowClosed: () => (isLeaving ? end() : undefined),
  };
}
