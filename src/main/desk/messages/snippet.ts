import type { Message } from "#shared/model/message.ts";

const SNIPPET_CHARACTERS = 140;
/** All blanks but single spaces, which are most of them and stay as they are. */
const WIDE_BLANKS = /[^\S ]\s*| \s+/gu;

/** The first words of a message, in one line, as lists show it. */
export function snippetOf({ visibleText, text }: Pick<Message, "visibleText" | "text">): string {
  const words = (visibleText.trim() || text.trim()).slice(0, SNIPPET_CHARACTERS * 4).replaceAll(WIDE_BLANKS, " ");
  return words.length <= SNIPPET_CHARACTERS ? words : `${words.slice(0, SNIPPET_CHARACTERS - 1).trimEnd()}…`;
}
