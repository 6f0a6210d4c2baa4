import type { Session } from "electron";
import type { DesktopSettings } from "#shared/contract/desktop/shell.ts";

/**
 * The dictionaries for languages that were asked for: exactly that one, else one of the same language, the system's own country first.
 * @param known the dictionaries there are; none where the system chooses by itself
 */
export function dictionariesFor(wanted: readonly string[], known: readonly string[], systemLocale: string): string[] {
  const found = wanted.flatMap((language) => {
    const same = known.filter((tag) => primaryOf(tag) === primaryOf(language));
    const best = [language, systemLocale].find((tag) => same.includes(tag)) ?? same[0];
    return best === undefined ? [] : [best];
  });
  return [...new Set(found)];
}

function primaryOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

/** Checks the spelling as the person chose. Off: nothing is checked and no dictionary is fetched. */
export function applySpelling(
  session: Pick<Session, "setSpellCheckerEnabled" | "setSpellCheckerLanguages" | "availableSpellCheckerLanguages">,
  { spellCheck, spellLanguages }: DesktopSettings,
  {
    language,
    systemLocale,
    isMac,
  }: { readonly language: string; readonly systemLocale: string; readonly isMac: boolean },
): void {
  session.setSpellCheckerEnabled(spellCheck);
  // On a Mac the system finds out the language by itself, and refuses to be told.
  if (!spellCheck || isMac) return;
  const wanted = spellLanguages.length === 0 ? [language] : spellLanguages;
  session.setSpellCheckerLanguages(dictionariesFor(wanted, session.availableSpellCheckerLanguages, systemLocale));
}
