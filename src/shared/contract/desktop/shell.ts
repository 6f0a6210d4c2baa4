import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { LANGUAGES } from "../../i18n/index.ts";
import { DesktopEvent } from "./events.ts";
import { procedure } from "../base.ts";

/** A language by its BCP 47 tag, as a spelling dictionary is called. */
const DictionaryLanguage = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u);

/** What a person chooses for this computer. */
export const DesktopSettings = z.object({
  launchAtLogin: z.boolean(),
  /** A closed window leaves the program at work, with its icon in the tray. */
  keepRunning: z.boolean(),
  /** Notifications of the system, beside those in the window. */
  notify: z.boolean(),
  spellCheck: z.boolean(),
  /** Empty: the interface's own language. */
  spellLanguages: z.array(DictionaryLanguage).max(5),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

/** Some of them; the others stay. */
export const DesktopChanges = DesktopSettings.partial().strict();
export type DesktopChanges = z.infer<typeof DesktopChanges>;

export const DesktopFacts = z.object({
  platform: z.enum(["linux", "darwin", "win32"]),
  version: z.string(),
  electron: z.string(),
  settings: DesktopSettings,
  /** Languages that the spelling can be checked in; on macOS the system chooses, and there are none to choose from. */
  dictionaries: z.array(z.string()),
  /** Where passwords are kept: by the system's keychain, or in an encrypted file, as this system has none. */
  secretsIn: z.enum(["keychain", "file"]),
  /** The folder of the log files. */
  logFolder: z.string(),
});
export type DesktopFacts = z.infer<typeof DesktopFacts>;

/** As long as a path of any system may be. */
const MAX_PATH_CHARACTERS = 4096;

const Done = z.object({ done: z.literal(true) });

/** What the desktop app is to its own page: the system around the window. */
export const shell = {
  facts: procedure.output(DesktopFacts),
  /** Everything from outside since the page asked, and first what came before it did. */
  events: procedure.output(eventIterator(DesktopEvent)),
  /** @throws PD_DESKTOP_SETTING where the system refuses it */
  change: procedure.input(DesktopChanges).output(DesktopSettings),
  /** What only the page knows: the language that it speaks, for menus and notifications. */
  tell: procedure.input(z.object({ language: z.enum(Object.keys(LANGUAGES) as ["en", "it"]) }).strict()).output(Done),
  /** The system's print dialog with the present screen. */
  print: procedure.output(Done),
  /** Asks for a place and writes the present screen there as a PDF. `path` is null where the person changed their mind. @throws PD_DESKTOP_WRITE */
  savePdf: procedure
    .input(z.object({ title: z.string().max(200) }).strict())
    .output(z.object({ path: z.string().nullable() })),
  /** Asks for a folder. null where the person changed their mind. */
  chooseFolder: procedure
    .input(z.object({ title: z.string().max(200) }).strict())
    .output(z.object({ path: z.string().nullable() })),
  /** Asks for a backup to put back, beginning at a place of the machine. null where the person changed their mind. */
  chooseBackup: procedure
    .input(z.object({ title: z.string().max(200), from: z.string().max(MAX_PATH_CHARACTERS) }).strict())
    .output(z.object({ path: z.string().nullable() })),
  /** Imports a file that was opened with the app; watch the desk's status. @throws PD_DESKTOP_FILE_GONE, PD_IMPORT_RUNNING */
  importFile: procedure.input(z.object({ token: z.string().max(64) }).strict()).output(Done),
  /** What a bug report needs, without what mails say. */
  diagnostics: procedure.output(z.object({ text: z.string() })),
  openLogs: procedure.output(Done),
};
