import { dialog, type BrowserWindow } from "electron";
import type { Translate } from "#shared/i18n/index.ts";

export type QuitAnswer = "quit" | "stay" | "hide";

/** Asks before mails that wait are left waiting until the next start. */
export async function askBeforeQuit(
  window: BrowserWindow | undefined,
  t: Translate,
  waiting: number,
): Promise<QuitAnswer> {
  const answers = ["quit", "hide", "stay"] as const;
  const box = {
    title: "Pipedesk",
    type: "question" as const,
    message: t("desktop.quit.title", { count: waiting }),
    detail: t("desktop.quit.text"),
    buttons: answers.map((answer) => t(`desktop.quit.${answer}`)),
    defaultId: 1,
    cancelId: 2,
    noLink: true,
  };
  const { response } =
    window === undefined || !window.isVisible()
      ? await dialog.showMessageBox(box)
      : await dialog.showMessageBox(window, box);
  return answers[response] ?? "stay";
}
