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
