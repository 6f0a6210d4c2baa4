/** The parts of the system that no page can reach: the menu, and dialogs, which are answered here as a person would. */
import type { MenuItem, Notification } from "electron";
import type { RunningApp } from "./desk-app.ts";

type Answers = { readonly open: number[]; readonly seen: string[] };
type WithAnswers = { pipedeskAnswers?: Answers };

/** Message boxes from now on are answered with these buttons, one after the other; the last one stays. */
export async function answerDialogs({ electron }: RunningApp, buttons: readonly number[]): Promise<void> {
  await electron.evaluate(({ dialog }, given) => {
    const answers = { open: [...given], seen: [] as string[] };
    (globalThis as WithAnswers).pipedeskAnswers = answers;
    const answer = (...args: unknown[]) => {
      const { message } = args.at(-1) as { message: string };
      answers.seen.push(message);
      const response = (answers.open.length > 1 ? answers.open.shift() : answers.open[0]) ?? 0;
      return Promise.resolve({ response, checkboxChecked: false });
    };
    // Who closes a window over something that is not kept yet is asked at once: it is left.
    Object.assign(dialog, { showMessageBox: answer, showMessageBoxSync: () => 1 });
  }, buttons);
}

/** What the message boxes since `answerDialogs` said. */
export function dialogsOf({ electron }: RunningApp): Promise<string[]> {
  return electron.evaluate(() => (globalThis as WithAnswers).pipedeskAnswers?.seen ?? []);
}

/** Dialogs that ask where to save a file are answered with this path. */
export async function saveFilesAs({ electron }: RunningApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) });
  }, path);
}

/** The labels of the menu bar. */
export function menuLabels({ electron }: RunningApp): Promise<string[]> {
  return electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));
}

/** Chooses an item of the menu by its label, wherever it is. */
export async function chooseFromMenu({ electron }: RunningApp, label: string): Promise<void> {
  await electron.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const find = (items: readonly MenuItem[]): MenuItem | undefined => {
      for (const item of items) {
        const found = item.label === wanted ? item : find(item.submenu?.items ?? []);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const item = find(Menu.getApplicationMenu()?.items ?? []);
    if (item === undefined) throw new Error(`There is no menu item "${wanted}".`);
    item.click({}, BrowserWindow.getAllWindows()[0], undefined);
  }, label);
}

/** Dialogs that ask for a file or a folder are answered with this path, and what they were asked is kept. */
export async function openFilesAs({ electron }: RunningApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    Object.assign(dialog, {
      showOpenDialog: (...args: unknown[]) => {
        Object.assign(globalThis, { pipedeskOpenDialog: args.at(-1) });
        return Promise.resolve({ canceled: false, filePaths: [chosen] });
      },
    });
  }, path);
}

/** What the last dialog of `openFilesAs` was asked. */
export function openDialogOf({ electron }: RunningApp): Promise<{ properties: string[]; defaultPath?: string }> {
  return electron.evaluate(
    () => (globalThis as { pipedeskOpenDialog?: { properties: string[] } }).pipedeskOpenDialog ?? { properties: [] },
  );
}

type Shown = { pipedeskShown?: Notification[] };

/** Keeps what the app shows as notifications from now on. Where nobody on this system shows any, the app is told that somebody does: the notifications are Electron's own, but nobody sees them. */
export async function watchNotifications({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ Notification }) => {
    const shown: Notification[] = [];
    (globalThis as Shown).pipedeskShown = shown;
    const { value: show } = Object.getOwnPropertyDescriptor(Notification.prototype, "show") ?? {};
    Notification.isSupported = () => true;
    Notification.prototype.show = function keepAndShow(this: Notification) {
      shown.push(this);
      (show as () => void).call(this);
    };
  });
}

/** What was shown since `watchNotifications`. */
export function notificationsOf({ electron }: RunningApp): Promise<{ title: string; body: string }[]> {
  return electron.evaluate(() =>
    ((globalThis as Shown).pipedeskShown ?? []).map(({ title, body }) => ({ title, body })),
  );
}

/** Clicks the newest notification, as Electron tells the app of it. */
export async function clickNotification({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(() => {
    const newest = (globalThis as Shown).pipedeskShown?.at(-1);
    if (newest === undefined) throw new Error("No notification was shown.");
    newest.emit("click");
  });
}

/** The machine sleeps, wakes, is locked or shut down, as Electron tells the app of it. */
export async function tellPower(
  { electron }: RunningApp,
  event: "suspend" | "resume" | "unlock-screen" | "shutdown",
): Promise<void> {
  await electron.evaluate(({ powerMonitor }, happened) => {
    // Not at once: of a shutdown the answer to this would not come through.
    setTimeout(() => powerMonitor.emit(happened), 0);
  }, event);
}
