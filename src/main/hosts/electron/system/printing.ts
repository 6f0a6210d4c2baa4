import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, dialog, type BrowserWindow } from "electron";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** Where paper is measured in inches. */
const LETTER_COUNTRIES: ReadonlySet<string> = new Set([
  "US",
  "CA",
  "MX",
  "CL",
  "CO",
  "CR",
  "GT",
  "PA",
  "PH",
  "PR",
  "SV",
  "VE",
]);

/** Characters that no system's file names may have, and what is put where a name needs something. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Bidi_Control}]/gu;
const MAX_NAME_CHARACTERS = 100;

/** @param country ISO 3166-1 alpha-2, '' where it isn't known */
export function paperOf(country: string): "A4" | "Letter" {
  return LETTER_COUNTRIES.has(country) ? "Letter" : "A4";
}

/** A file name made of a window's title. */
export function fileNameOf(title: string): string {
  const name = title.replaceAll(FORBIDDEN, " ").replaceAll(/\s+/gu, " ").trim().slice(0, MAX_NAME_CHARACTERS);
  return name.replace(/^\.+/u, "").replace(/[. ]+$/u, "") || "Pipedesk";
}

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
