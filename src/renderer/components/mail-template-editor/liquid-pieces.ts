/** Liquid within a text, as the engine cuts it: placeholders `{{ … }}` and tags `{% … %}`. Pure. */

export type Piece = { readonly kind: "text" | "liquid"; readonly text: string };

/** All of a text, in its order; what begins as Liquid and never ends is text. */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (let at = nextOpen(template, 0); at >= 0; at = nextOpen(template, done)) {
    const end = template[at + 1] === "{" ? endOfOutput(template, at + 2) : endOfTag(template, at + 2);
    if (end < 0) break;
    if (at > done) pieces.push({ kind: "text", text: template.slice(done, at) });
    pieces.push({ kind: "liquid", text: template.slice(at, end) });
    done = end;
  }
  if (done < template.length) pieces.push({ kind: "text", text: template.slice(done) });
  return pieces;
}

function nextOpen(template: string, from: number): number {
  const found = template.slice(from).search(/\{[{%]/u);
  return found < 0 ? -1 : from + found;
}

function endOfTag(template: string, from: number): number {
  const end = template.indexOf("%}", from);
  return end < 0 ? -1 : end + 2;
}

/** Two braces in quotes end nothing. */
function endOfOutput(template: string, from: number): number {
  let quote = "";
  for (let at = from; at < template.length; at += 1) {
    const character = template[at] ?? "";
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "}" && template[at + 1] === "}") return at + 2;
  }
  return -1;
}

/** What stands between the braces, without the dashes that eat blanks. */
export function insideOf(source: string): string {
  return source.slice(2, -2).replace(/^-|-$/gu, "").trim();
}

export function isTag(source: string): boolean {
  return source.startsWith("{%");
}
