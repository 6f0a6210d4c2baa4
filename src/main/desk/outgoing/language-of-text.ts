import { isLanguage, type Language } from "#shared/i18n/index.ts";

/** Words that stand in nearly every text of a language, and in hardly any of the other. */
const COMMON: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    "the and you your our is are of to for with this that have hello we will not if what from at be it can".split(" "),
  ),
  it: new Set(
    "il lo gli di che per una un con del della nel sono hai la le tuo tua ciao ti non questo questa grazie e è alla dei".split(
      " ",
    ),
  ),
};

/** Which language of the interface a text is most likely written in; English where nothing tells. */
export function languageOfText(text: string): Language {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let [best, most]: [Language, number] = ["en", 0];
  for (const [language, common] of Object.entries(COMMON)) {
    const count = words.filter((word) => common.has(word)).length;
    if (isLanguage(language) && count > most) [best, most] = [language, count];
  }
  return best;
}
