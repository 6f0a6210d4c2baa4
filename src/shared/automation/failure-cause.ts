/** What in a failure's words differs from ticket to ticket, and says nothing of its cause: addresses, ids, moments, amounts of time and bytes, long numbers. */
const OF_ONE_TICKET = new RegExp(
  [
    String.raw`[^\s<>"'@]+@[^\s<>"'@]+\.[^\s<>"'@.,;]+`,
    String.raw`\bhttps?://[^\s<>"']+`,
    String.raw`\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b`,
    String.raw`\b[a-z]{1,3}_[0-9a-z]{8,}\b`,
    String.raw`\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b`,
    String.raw`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?`,
    String.raw`\b\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\b`,
    String.raw`#\d+`,
    String.raw`\b\d+(?:[.,]\d+)*(?=\s?(?:ms|s|sec|seconds?|min|minutes?|bytes?|[kKMG]i?B)\b)`,
    String.raw`\b\d{4,}\b`,
  ].join("|"),
  "giu",
);

/** Of a failure's words no more than this tells causes apart; of more the look for what is of one ticket would take long. */
const MAX_CAUSE_CHARACTERS = 200;
const MAX_READ_CHARACTERS = 600;

/** What failures of one cause have in common: their words without what is of one ticket. Pure. */
export function causeOf(reason: string): string {
  const words = reason.slice(0, MAX_READ_CHARACTERS).replace(OF_ONE_TICKET, "…");
  return words.replace(/\s+/gu, " ").trim().slice(0, MAX_CAUSE_CHARACTERS);
}
