import type { RefusedChange } from "#shared/contract/membership.ts";

/** Where a person's own words stand in what is stored, in the order in which they are read. */
const WRITTEN = ["subject", "name", "title", "text", "visibleText", "note", "description"] as const;

/** What a person wrote of a refused change: its words alone, where it has some; else all of it as it is stored. */
export function refusedText({ document }: Pick<RefusedChange, "document">): string {
  const words = WRITTEN.flatMap((name) => {
    const value = document[name];
    return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
  });
  // What a mail quotes is in its text a second time.
  const told = words.filter((word, index) => !words.some((other, at) => at < index && other.includes(word)));
  return told.length === 0 ? refusedSource({ document }) : told.join("\n\n");
}

/** All of it, as it is stored. */
export function refusedSource({ document }: Pick<RefusedChange, "document">): string {
  return JSON.stringify(document, null, 2);
}
