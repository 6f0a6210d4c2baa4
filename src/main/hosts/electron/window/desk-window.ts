import { app, BrowserWindow, screen } from "electron";
import type { KeptSettings } from "../desktop/settings.ts";
import { windowOptions } from "./window-options.ts";
import { placeOnScreens, type WindowState } from "./window-state.ts";

export type DeskWindow = {
  readonly browserWindow: BrowserWindow;
  /** Keeps how it stands, for the next one. */
  remember(): void;
};

/** Makes the desk's window where it was when it was last seen, not shown yet, and keeps where it goes. */
export function createDeskWindow(preload: string, kept: KeptSettings): DeskWindow {
  const before = kept.now().window;
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow(
    windowOptions(preload, before === null ? null : placeOnScreens(before.bounds, areas), !app.isPackaged),
  );
  const { webContents } = window;
  if (before?.isMaximised === true) window.maximize();
  if (before?.isFullScreen === true) window.setFullScreen(true);

  const remember = () => {
    if (window.isDestroyed()) return;
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximised: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
      zoom: webContents.getZoomFactor(),
    };
    kept.change({ window: state });
  };
  // Each page begins with the scheme's own zoom.
  webContents.on("did-finish-load", () => webContents.setZoomFactor(kept.now().window?.zoom ?? 1));
  // Not at every step of a drag.
  window.on("blur", remember);
  window.on("close", remember);
  return { browserWindow: window, remember };
}
