/** Finds addresses in plain text. Linear: every pattern moves forward only. */

export type TextPiece = { readonly text: string; /** Absent for plain words. */ readonly href?: string };

const ADDRESS =
  /\b(?:https?:\/\/[^\s<>"'`\u00a0]{1,2000}|www\.[^\s<>"'`\u00a0]{3,2000}|[\w.+-]{1,64}@[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,8})/giu;
const TRAILING = /[.,;:!?'"»”’\]}*_]+$/u;

/** Splits text into words and links; joined again the pieces are the text. */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, href: hrefOfAddress(address) });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function hrefOfAddress(address: string): string {
  if (/^https?:/iu.test(address)) return address;
  return /^www\./iu.test(address) ? `https://${address}` : `mailto:${address}`;
}

/** A sentence's full stop and a bracket opened before the address belong to the sentence. */
function withoutTrailing(found: string): string {
  let address = found;
  for (;;) {
    const shorter = address.replace(TRAILING, "");
    const unbalanced = shorter.endsWith(")") && count(shorter, ")") > count(shorter, "(");
    const next = unbalanced ? shorter.slice(0, -1) : shorter;
    if (next === address || next === "") return address;
    address = next;
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
