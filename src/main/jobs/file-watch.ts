import { mkdir, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Clock, Log } from "#main/desk/context.ts";
import type { DeskState } from "#main/desk/queries/desk-status.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Store } from "#main/store/store.ts";

export type FileWatch = {
  start(): void;
  /** Looks now; resolves when what is to be done about it is done. */
  look(): Promise<void>;
  close(): Promise<void>;
};

export type FileWatchDeps = {
  readonly store: Pick<Store, "hasFile" | "copyTo">;
  readonly state: DeskState;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly timers: Timers;
};

/** A person sees within this what happened, also where nothing is being written. */
const LOOK_INTERVAL_MS = 5_000;

/**
 * Looks whether the desk's file is still where it was opened. Where it isn't, commits are refused by the store; here all that was stored, which the open file
 * still holds, is saved into a copy while it can be, and the windows are told. Tried again until there is one; over when the file is back.
 */
export function createFileWatch({ store, state, dataDir, clock, log, timers }: FileWatchDeps): FileWatch {
  let cancel: (() => void) | null = null;
  let isOpen = false;
  let looking: Promise<void> | null = null;

  async function lookOnce(): Promise<void> {
    if (store.hasFile()) {
      if (state.fileGone !== null) state.setFileGone(null);
      return;
    }
    if (state.fileGone === null) {
      log.error("The desk's file was moved, deleted or replaced while it was open; nothing is stored any more", {
        dataDir,
      });
      state.setFileGone({ copy: "" });
    }
    if (state.fileGone?.copy === "") await save();
  }

  async function save(): Promise<void> {
    const moment = new Date(clock.nowEpochMs()).toISOString().slice(0, 19).replaceAll(":", "-");
    const isFolderThere = await stat(dataDir).then(
      (info) => info.isDirectory(),
      () => false,
    );
    const beside = `${dataDir}.saved-${moment}`;
    // In the folder where its attachments are; else beside it, as a desk of its own.
    const places = [
      ...(isFolderThere ? [{ folder: dataDir, name: `desk.saved-${moment}.sqlite` }] : []),
      { folder: beside, name: "desk.sqlite" },
      { folder: join(tmpdir(), basename(beside)), name: "desk.sqlite" },
    ];
    for (const { folder, name } of places) {
      const path = join(folder, name);
      if (!(await saveAs(folder, path))) continue;
      state.setFileGone({ copy: path });
      log.warn("All that the desk had stored was saved into a copy", { path });
      return;
    }
  }

  async function saveAs(folder: string, path: string): Promise<boolean> {
    let isMade = false;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Its owner's alone before anything is in it.
      await (await open(path, "wx", 0o600)).close();
      isMade = true;
      await store.copyTo(path);
      return true;
    } catch (error) {
      log.error("A copy of the desk could not be saved here", { path, error });
      if (isMade) await rm(path, { force: true }).catch(() => undefined);
      return false;
    }
  }

  function look(): Promise<void> {
    looking ??= lookOnce()
      .catch((error: unknown) => log.error("The desk's file could not be looked at; it is tried again", { error }))
      .finally(() => (looking = null));
    return looking;
  }

  async function lookAndGoOn(): Promise<void> {
    await look();
    if (isOpen) lookLater();
  }

  function lookLater(): void {
    cancel = timers.after(LOOK_INTERVAL_MS, () => void lookAndGoOn());
  }

  return {
    start() {
      isOpen = true;
      lookLater();
    },
    look,
    async close() {
      isOpen = false;
      cancel?.();
      // The last moment at which it can be saved.
      await look();
    },
  };
}
