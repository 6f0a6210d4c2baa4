/** A person's first name out of "Anna Rossi", "Rossi, Anna" or "Dr. Anna Rossi"; null where there is none, as in an address. */
export function firstNameOf(name: string): string | null {
  return partsOf(name).first;
}

/** The rest of it; null where the name is one word. */
export function lastNameOf(name: string): string | null {
  return partsOf(name).last;
}

const TITLES_PATTERN = /^(?:(?:dr|prof|mr|mrs|ms|ing|avv|dott(?:\.?ssa)?|sig(?:\.?ra)?)\.?\s+)+/iu;

function partsOf(name: string): { readonly first: string | null; readonly last: string | null } {
  const words = name
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .replace(TITLES_PATTERN, "");
  if (words === "" || words.includes("@")) return { first: null, last: null };
  const [before = "", after] = words.split(",", 2).map((part) => part.trim());
  if (after !== undefined && after !== "") return { first: after, last: before || null };
  const [first = "", ...rest] = before.split(" ");
  return { first: first || null, last: rest.join(" ") || null };
}
