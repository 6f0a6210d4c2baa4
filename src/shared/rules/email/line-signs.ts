/** What a line of a mail's text shows at once: quotation marks, an address, a moment. */

const QUOTED_LINE_PATTERN = /^\s{0,3}(?:[A-Z]{0,3}>|\|\s)/u;
export const ADDRESS_PATTERN = /[^\s@<>[\]()]@[^\s@<>[\]()]/u;
const CLOCK_PATTERN = /(?<!\p{Nd})\p{Nd}{1,2}\s?[:.h時时]\s?\p{Nd}{2}(?!\p{Nd})/u;
const YEAR_PATTERN = /(?<!\p{Nd})(?:(?:19|20)\d{2}|[٠-٩۰-۹]{4})(?!\p{Nd})/u;
const DAY_PATTERN = /(?<!\p{Nd})\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}(?!\p{Nd})/u;

export function isQuotedLine(line: string): boolean {
  // ">:" alone is the torn end of "… <john@example.com\n>:".
  return QUOTED_LINE_PATTERN.test(line) && !/^\s*>\s?[:：]\s*$/u.test(line);
}

export function isDateLike(text: string): boolean {
  return CLOCK_PATTERN.test(text) || YEAR_PATTERN.test(text) || DAY_PATTERN.test(text);
}

export function isDayTold(text: string): boolean {
  return YEAR_PATTERN.test(text) || DAY_PATTERN.test(text);
}

/** A day or year, and an hour. */
export function isMoment(text: string): boolean {
  return CLOCK_PATTERN.test(text) && isDayTold(text);
}
