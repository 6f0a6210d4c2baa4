import { dialog, type BrowserWindow } from "electron";
import type { Translate } from "#shared/i18n/index.ts";

/**
 * Asks before a page is left that holds something unkept. A browser asks by itself; Electron would stay without a word: the window could not be closed,
 * and nobody would know why.
 */
export function askBeforeLeaving(
  window: BrowserWindow,
  {
    translate,
    onAsked,
    onStay,
  }: {
    readonly translate: () => Translate;
    /** The page answers, so it need not be given up on. */
    readonly onAsked: () => void;
    /** The person stays: what wanted the window closed is off. */
    readonly onStay: () => void;
  },
): void {
  window.webContents.on("will-prevent-unload", (event) => {
    const t = translate();
    onAsked();
    // Asked at once: what is decided here can't be decided later.
    const answer = dialog.showMessageBoxSync(window, {
      title: "Pipedesk",
      type: "warning",
      message: t("desktop.leave.title"),
      detail: t("desktop.leave.text"),
      buttons: [t("desktop.leave.stay"), t("desktop.leave.leave")],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (answer === 1) event.preventDefault();
    else onStay();
  });
}
