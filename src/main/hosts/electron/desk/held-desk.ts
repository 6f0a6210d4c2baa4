/**
 * The desk that the program holds: opened at the start, and closed and opened anew when this machine joins a team or is in one no more. Whoever changes or closes it waits for the change that is
 * going on.
 */
import type { Log } from "#main/desk/context.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { OpenCore } from "../../open-core.ts";
import { watchDesk, type DeskWatch } from "./watch-desk.ts";

export type HeldDesk = {
  /** null while it is being opened for the first time. */
  now(): OpenCore | null;
  /** @throws TypeError before it is open: no page has a way to it then */
  readonly core: () => OpenCore;
  /** null until the desk has told it. */
  status(): DeskStatus | null;
  open(demo: boolean): Promise<void>;
  close(): Promise<void>;
};

export function createHeldDesk(options: {
  /** null: it can't be, which was told, and the program ends. */
  readonly open: (demo: boolean, reopen: () => void) => Promise<OpenCore | null>;
  readonly heard: Parameters<typeof watchDesk>[1];
  readonly onOpened: (core: OpenCore) => void;
  /** It is about to be closed, to be opened anew or for good. */
  readonly onLeft: () => void;
  readonly onReopened: () => void;
  readonly log: Log;
}): HeldDesk {
  const { log } = options;
  let held: OpenCore | null = null;
  let watch: DeskWatch | null = null;
  let isClosing = false;
  let changing: Promise<void> = Promise.resolve();

  async function take(demo: boolean): Promise<boolean> {
    const opened = await options.open(demo, () => void reopen());
    if (opened === null) return false;
    held = opened;
    if (isClosing) return false;
    watch = watchDesk(opened, options.heard, log);
    options.onOpened(opened);
    return true;
  }
  function leave(): Promise<void> {
    watch?.close();
    options.onLeft();
    return held?.close() ?? Promise.resolve();
  }
  async function reopen(): Promise<void> {
    if (isClosing) return;
    changing = leave()
      .then(() => take(false))
      .then((isOpen) => (isOpen ? options.onReopened() : undefined))
      .catch((error: unknown) => log.error("The desk could not be opened anew.", { error }));
    await changing;
  }

  return {
    now: () => held,
    core: () => {
      if (held === null) throw new TypeError("No page has a port before the desk is open.");
      return held;
    },
    status: () => watch?.status() ?? null,
    open: (demo) => {
      changing = take(demo).then(() => undefined);
      return changing;
    },
    close: async () => {
      isClosing = true;
      watch?.close();
      options.onLeft();
      await changing;
      await held?.close();
    },
  };
}
