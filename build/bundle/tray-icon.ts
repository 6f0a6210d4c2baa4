import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Puts the icon for the system's tray beside the main program. @param source a PNG */
export function trayIcon(source: string): Plugin {
  return {
    name: "pipedesk-tray-icon",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "tray.png", source: readFileSync(source) });
    },
  };
}
