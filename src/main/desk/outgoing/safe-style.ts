import { isMailProperty, isMailValue } from "#shared/rules/mail-style/mail-style.ts";

/** The declarations of a `style` attribute that may leave with a mail; '' where none may. No address may: the pictures of a mail are elements. */
export function safeStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (value !== "" && isMailProperty(property) && isMailValue(property, value)) kept.push(`${property}: ${value}`);
  }
  return kept.join("; ");
}
