/**
 * Small state of the frame itself: what the screen calls itself in the top bar and the window's title, and what was last said to screen readers.
 * Screens use `usePageTitle(text)` and `useAnnounce()` of `use-shell.ts`.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

export type ShellState = {
  /** null: the frame names the page by its route. */
  readonly pageTitle: string | null;
  /** `count` makes the same words heard again. */
  readonly announcement: { readonly text: string; readonly count: number };
  readonly sheetOpened: boolean;
};
export type ShellStore = StoreApi<ShellState>;

export function createShellStore(): ShellStore {
  return createStore<ShellState>(() => ({ pageTitle: null, announcement: { text: "", count: 0 }, sheetOpened: false }));
}
