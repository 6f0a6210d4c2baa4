import { dialog, type BrowserWindow } from "electron";
import type { FileRisk } from "#shared/rules/files/dangerous-types.ts";
import type { FileJudgement } from "#shared/rules/files/judge-file.ts";
import type { Translate } from "#shared/i18n/index.ts";

const ANSWERS = ["cancel", "save", "open"] as const;
export type RiskAnswer = (typeof ANSWERS)[number];

/** Asks whether a file that can do harm is to be opened all the same. By the system's dialog: what runs in a page can't press its buttons. */
export async function askAboutRisk(
  window: BrowserWindow,
  t: Translate,
  { name, isDisguised }: FileJudgement,
  risk: FileRisk,
): Promise<RiskAnswer> {
  const reasons = [t(`file.risk.${risk}`), ...(isDisguised ? [t("file.risk.disguised")] : []), t("file.risk.ask")];
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: t("file.risk.title", { name }),
    detail: reasons.join("\n\n"),
    buttons: ANSWERS.map((answer) => t(`file.risk.${answer}`)),
    defaultId: ANSWERS.indexOf("cancel"),
    cancelId: ANSWERS.indexOf("cancel"),
    noLink: true,
  });
  return ANSWERS[response] ?? "cancel";
}
