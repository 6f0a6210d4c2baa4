import type { Language } from "#shared/i18n/index.ts";

/** Words that may stand within others, on a line of their own. */
export function sentence(text: string, language: Language): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
