/**
 * The browser's formatters, each made once: making one costs more than a hundred uses, and a board formats several dates a card. Keyed by the
 * time zone's offset too, since a formatter keeps the zone in which it was made and people travel.
 */
import type { Language } from "#shared/i18n/index.ts";

/**
 * The person's own kind of the language, where the browser knows one: the 6th of July is `6 Jul` in Britain and `Jul 6` in America. A system
 * without a language (`LANG=C`) makes Chromium tell `en-US@posix`, which is no language tag (BCP 47) and which every formatter throws at.
 */
function localeOf(language: Language): string {
  if (typeof document === "undefined") return language;
  const ownKind = (tag: string) => tag === language || tag.startsWith(`${language}-`);
  return navigator.languages.filter(ownKind).find(isLanguageTag) ?? language;
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const offset = new Date().getTimezoneOffset();
  return kept(`date ${offset}`, language, options, () => new Intl.DateTimeFormat(localeOf(language), options));
}

export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept("number", language, options, () => new Intl.NumberFormat(localeOf(language), options));
}

export function distanceFormat(language: Language, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  return kept("distance", language, options, () => new Intl.RelativeTimeFormat(localeOf(language), options));
}

/** `Ada, Bo and Cleo`. */
export function listFormat(language: Language): Intl.ListFormat {
  return kept("list", language, {}, () => new Intl.ListFormat(localeOf(language)));
}

/** Grows by the kinds of formats the program asks for, which are some dozens. */
const formats = new Map<string, object>();

function kept<Format extends object>(kind: string, language: Language, options: object, make: () => Format): Format {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) as Format | undefined;
  if (known !== undefined) return known;
  const made = make();
  formats.set(key, made);
  return made;
}
