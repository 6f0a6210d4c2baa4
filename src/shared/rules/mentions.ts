import type { UserId } from "../model/ids.ts";

export type Mention = { readonly userId: UserId; readonly start: number; readonly end: number };

/** Further ones in a note are a list of everybody, and tell nobody more. */
const MAX_MENTIONS = 50;

/**
 * Where a note names colleagues: `@` and the whole name, at the beginning of a word and with no letter behind it. Of two names of which one begins the other, the longer. Pure.
 * @param users whoever can be meant
 */
export function mentionsIn(text: string, users: readonly { readonly id: UserId; readonly name: string }[]): Mention[] {
  const lower = text.toLowerCase();
  const named = users
    .map(({ id, name }) => ({ id, name: name.trim().toLowerCase() }))
    .filter(({ name }) => name !== "")
    .toSorted((a, b) => b.name.length - a.name.length);
  const found: Mention[] = [];
  for (let at = lower.indexOf("@"); at >= 0 && found.length < MAX_MENTIONS; at = lower.indexOf("@", at + 1)) {
    if (at > 0 && LETTER.test(lower[at - 1] ?? "")) continue;
    const meant = named.find(
      ({ name }) => lower.startsWith(name, at + 1) && !LETTER.test(lower[at + 1 + name.length] ?? ""),
    );
    if (meant) found.push({ userId: meant.id, start: at, end: at + 1 + meant.name.length });
  }
  return found;
}

const LETTER = /[\p{L}\p{N}_]/u;
