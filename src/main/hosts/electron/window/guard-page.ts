import { dialog, type BrowserWindow, type MessageBoxOptions } from "electron";
import type { Clock, Log } from "#main/desk/context.ts";
import type { Translate } from "#shared/i18n/index.ts";
import { afterDeath, type PageDeaths } from "./page-life.ts";

export type PageGuardOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly translate: () => Translate;
  readonly copyDiagnostics: () => Promise<void>;
  readonly quit: () => void;
};

/** Brings a page back that crashed, and asks what to do with one that hangs or crashes again and again. */
export function guardPage(window: BrowserWindow, options: PageGuardOptions): void {
  const { clock, log, translate } = options;
  const contents = window.webContents;
  let deaths: PageDeaths = [];
  let hanging: AbortController | null = null;
  /** It was ended by us: it comes back at once, and that is no crash. */
  let isEnding = false;

  async function ask(box: Omit<MessageBoxOptions, "title" | "type">): Promise<number> {
    const { response } = await dialog.showMessageBox(window, {
      title: "Pipedesk",
      type: "warning",
      noLink: true,
      ...box,
    });
    return response;
  }

  async function askAfterCrashes(): Promise<void> {
    const t = translate();
    const answer = await ask({
      message: t("desktop.crash.title"),
      detail: t("desktop.crash.text"),
      buttons: [t("desktop.crash.again"), t("desktop.crash.diagnostics"), t("menu.quit")],
      defaultId: 0,
      cancelId: 0,
    });
    if (answer === 2) {
      options.quit();
      return;
    }
    if (answer === 1) await options.copyDiagnostics();
    deaths = [];
    if (!window.isDestroyed()) contents.reload();
  }

  contents.on("render-process-gone", (_event, { reason, exitCode }) => {
    hanging?.abort();
    if (isEnding) {
      isEnding = false;
      contents.reload();
      return;
    }
    const after = afterDeath(deaths, reason, clock.nowEpochMs());
    ({ deaths } = after);
    if (after.next === "nothing") return;
    log.error("The window's page ended unexpectedly.", { reason, exitCode });
    if (after.next === "reload") contents.reload();
    else askAfterCrashes().catch((error: unknown) => log.error("The page could not be brought back.", { error }));
  });

  async function askWhileHanging(signal: AbortSignal): Promise<void> {
    const t = translate();
    const answer = await ask({
      message: t("desktop.hang.title"),
      detail: t("desktop.hang.text"),
      buttons: [t("desktop.hang.wait"), t("desktop.hang.reload")],
      defaultId: 0,
      cancelId: 0,
      signal,
    });
    if (signal.aborted || answer !== 1 || window.isDestroyed()) return;
    isEnding = true;
    contents.forcefullyCrashRenderer();
  }

  window.on("unresponsive", () => {
    if (hanging !== null) return;
    log.warn("The window's page does not answer.");
    const asked = new AbortController();
    hanging = asked;
    askWhileHanging(asked.signal)
      .catch((error: unknown) => log.error("The page could not be brought back.", { error }))
      .finally(() => {
        if (hanging === asked) hanging = null;
      });
  });
  window.on("responsive", () => hanging?.abort());
}
