/**
 * What the person chose for this computer, and how the window stood: one small file in the window's folder. It may be gone, old or damaged: then the defaults hold.
 */
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { DesktopChanges, type DesktopSettings } from "#shared/contract/desktop/shell.ts";
import { UpdateChannel } from "#shared/contract/desktop/updates.ts";
import { isLanguage } from "#shared/i18n/index.ts";
import { WindowState } from "../window/window-state.ts";

/** Finished versions, unless somebody wants the others. */
const NEVER_CHOSEN = { channel: "stable" as const, postponedUntilEpochMs: null };

const Kept = z.object({
  settings: DesktopChanges.catch({}),
  window: WindowState.nullable().catch(null),
  /** Of the interface, as its page told it last; null: never. */
  language: z.string().refine(isLanguage).nullable().catch(null),
  updates: z.object({ channel: UpdateChannel, postponedUntilEpochMs: z.number().nullable() }).catch(NEVER_CHOSEN),
});
type Kept = z.infer<typeof Kept>;

const NOTHING_KEPT: Kept = { settings: {}, window: null, language: null, updates: NEVER_CHOSEN };

export type KeptSettings = {
  now(): Kept;
  /** Written behind: what fails is told to the log, and the program goes on with what it has in memory. */
  change(changes: Partial<Kept>): void;
  /** Resolves when all that was changed is written, or could not be. */
  written(): Promise<void>;
};

/** Read at once: the window's size is needed before there is a window. */
export function openSettings(path: string, onFailure: (error: unknown) => void): KeptSettings {
  let kept = read(path, onFailure);
  let writing: Promise<void> = Promise.resolve();
  return {
    now: () => kept,
    change: (changes) => {
      kept = { ...kept, ...changes };
      const text = JSON.stringify(kept);
      writing = writing.then(() => write(path, text)).catch(onFailure);
    },
    written: () => writing,
  };
}

/** What is chosen where nobody chose: macOS keeps programs without windows, and checks spelling by itself; elsewhere a dictionary would have to be fetched first. */
export function withDefaults(settings: DesktopChanges, isMac: boolean): DesktopSettings {
  return {
    launchAtLogin: settings.launchAtLogin ?? false,
    keepRunning: settings.keepRunning ?? isMac,
    notify: settings.notify ?? true,
    spellCheck: settings.spellCheck ?? isMac,
    spellLanguages: settings.spellLanguages ?? [],
  };
}

function read(path: string, onFailure: (error: unknown) => void): Kept {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const isNew = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isNew) onFailure(error);
    return NOTHING_KEPT;
  }
}

/** Whole or not at all: a power cut leaves the old file. */
async function write(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, text);
  await rename(fresh, path);
}
