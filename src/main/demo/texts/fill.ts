import type { Random } from "../random.ts";

export type Slots = Readonly<Record<string, string>>;

const INNERMOST_BRACES = /\{([^{}]*)\}/u;
/** Templates nest two deep; more than this many braces in one text is a mistake in it. */
const MAX_BRACES = 200;

/**
 * Fills a template: `{a|b|c}` becomes one of the three, `{order}` the slot of that name; braces nest.
 * Throws RangeError for a slot that nobody gave.
 */
export function fill(template: string, slots: Slots, random: Random): string {
  let text = template;
  for (let count = 0; count < MAX_BRACES; count += 1) {
    const match = INNERMOST_BRACES.exec(text);
    if (match === null) return text;
    const inner = match[1] ?? "";
    const value = inner.includes("|") ? random.pick(inner.split("|")) : slots[inner];
    if (value === undefined)
      throw new RangeError(`The demo text "${template}" asks for "${inner}", which nobody gave.`);
    text = text.slice(0, match.index) + value + text.slice(match.index + match[0].length);
  }
  throw new RangeError(`The demo text "${template}" never ends.`);
}
