import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, dialog, type BrowserWindow } from "electron";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { fileNameOf, paperOf } from "./paper.ts";

/** The reason that Chromium gives where the person closed the dialog. */
const CANCELLED = /cancel/iu;

/** The system's print dialog with what the window shows; resolves when the person is done with it. @throws PD_DESKTOP_OPEN where there is no printer, or it refused */
export function printPage({ webContents }: BrowserWindow): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  webContents.print({ printBackground: true }, (isDone, reason) => {
    if (isDone || CANCELLED.test(reason)) resolve();
    else reject(new PipedeskError("PD_DESKTOP_OPEN", reason, { details: { what: "printer" } }));
  });
  return promise;
}

/** Asks where to, and writes what the window shows there. @returns null where the person changed their mind @throws PD_DESKTOP_WRITE */
export async function savePageAsPdf(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath: join(app.getPath("documents"), `${fileNameOf(window.getTitle())}.pdf`),
    filters: [{ name: "PDF", extensions: ["pdf"] }],
  });
  if (canceled || filePath === "") return null;
  try {
    const pdf = await window.webContents.printToPDF({
      printBackground: true,
      pageSize: paperOf(app.getLocaleCountryCode()),
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate:
        '<div style="width:100%;font-size:8px;text-align:center;color:#666"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
    });
    await writeFile(filePath, pdf);
  } catch (error) {
    throw new PipedeskError("PD_DESKTOP_WRITE", "The file could not be written.", {
      details: { what: filePath },
      cause: error,
    });
  }
  return filePath;
}
