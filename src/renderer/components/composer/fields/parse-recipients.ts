/** Reads what a person typed or pasted into a recipients' field. Pure. */
import type { DraftRecipient } from "../draft/mail-draft.ts";

/** A comma, semicolon or line end between mailboxes; not one in a quoted name. */
const SEPARATOR = /[,;\n\r]/u;

/**
 * Splits `"Rossi, Anna" <anna@x.example>, b@y.example; c@z.example` into mailboxes. What is no mailbox comes back as it was typed, in `address`:
 * the field shows that it is none.
 */
export function parseRecipients(text: string): DraftRecipient[] {
  return splitList(text)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .flatMap(parseOne);
}

function parseOne(part: string): DraftRecipient[] {
  const named = /^(?<name>.*?)<(?<address>[^<>]*)>$/su.exec(part);
  if (named?.groups !== undefined) {
    const name = (named.groups["name"] ?? "")
      .trim()
      .replace(/^"(.*)"$/su, "$1")
      .replace(/\\(.)/gsu, "$1");
    return [{ name: name.replace(/[\p{Cc}]+/gu, " ").trim(), address: (named.groups["address"] ?? "").trim() }];
  }
  // A column of addresses that was pasted: `a@x.example b@y.example`.
  const words = part.split(/\s+/u);
  if (words.length > 1 && words.every((word) => word.includes("@")))
    return words.map((address) => ({ name: "", address }));
  return [{ name: "", address: part }];
}

function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let escaped = false;
  for (const letter of text) {
    if (escaped) escaped = false;
    else if (letter === "\\" && quoted) escaped = true;
    else if (letter === '"') quoted = !quoted;
    if (!quoted && SEPARATOR.test(letter)) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  // A quotation mark that nothing closes is only a letter: better two tokens than one that swallows a list.
  if (quoted && part.includes('"')) return [...parts, ...part.split(SEPARATOR)];
  return [...parts, part];
}

/** Adds what isn't there yet; an address counts once, whatever its case. */
export function addRecipients(present: readonly DraftRecipient[], added: readonly DraftRecipient[]): DraftRecipient[] {
  const seen = new Set(present.map(({ address }) => address.toLowerCase()));
  const fresh = added.filter(({ address }) => !seen.has(address.toLowerCase()) && seen.add(address.toLowerCase()));
  return [...present, ...fresh];
}

/** Suggestions that fit what is typed, without those chosen already. */
export function matchingSuggestions(
  suggestions: readonly DraftRecipient[],
  typed: string,
  chosen: readonly DraftRecipient[],
  max: number,
): DraftRecipient[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const taken = new Set(chosen.map(({ address }) => address.toLowerCase()));
  return suggestions
    .filter(({ name, address }) => {
      const text = `${name} ${address}`.toLowerCase();
      return !taken.has(address.toLowerCase()) && words.every((word) => text.includes(word));
    })
    .slice(0, max);
}
