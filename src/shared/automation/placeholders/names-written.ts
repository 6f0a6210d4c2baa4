/** A placeholder that is written as it is, or through filters. */
const WRITTEN_PATTERN = /\{\{-?\s*(?<name>[a-z]\w*(?:\.\w+)*)\s*(?<filters>\|(?:"[^"]*"|'[^']*'|[^}"'])*)?-?\}\}/giu;

/** The placeholders that a template writes out and gives no other words for, each once: where one is unknown a gap stays in the sentence. */
export function namesWritten(template: string): string[] {
  const names = Array.from(template.matchAll(WRITTEN_PATTERN), ({ groups }) =>
    /\|\s*default\b/u.test(groups?.["filters"] ?? "") ? [] : [groups?.["name"] ?? ""],
  );
  return Array.from(new Set(names.flat()));
}
