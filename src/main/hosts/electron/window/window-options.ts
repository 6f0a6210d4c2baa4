import type { BrowserWindowConstructorOptions } from "electron";
import type { Bounds } from "./window-state.ts";

const DEFAULT_SIZE = { width: 1440, height: 900 } as const;

/** The desk's window: its page gets no Node, no Electron and no way out of its sandbox; all it has is the port that the preload hands over. */
export function windowOptions(
  preload: string,
  /** null: wherever the system puts it. */
  bounds: Bounds | null,
  /** For who works on the program; in an installed one nobody is led into typing what a stranger dictates. */
  devTools: boolean,
): BrowserWindowConstructorOptions {
  return {
    ...(bounds ?? DEFAULT_SIZE),
    minWidth: 640,
    minHeight: 480,
    // Shown when the first frame is painted: no white flash.
    show: false,
    autoHideMenuBar: true,
    title: "Pipedesk",
    webPreferences: {
      preload,
      devTools,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    },
  };
}
