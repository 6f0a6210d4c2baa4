/** The parts of the system that no page can reach: the menu, and dialogs, which are answered here as a person would. */
import type { MenuItem } from "electron";
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
