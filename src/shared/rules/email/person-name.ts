const MARKS = /\p{M}/gu;
const NO_WORD = /[^\p{L}\p{N}]+/u;

/** The words of a name, however they are written: "Rossi, Anna" and "anna rossi" are one. */
function wordsOf(name: string): string[] {
  return name
    .normalize("NFD")
    .replaceAll(MARKS, "")
    .toLowerCase()
    .split(NO_WORD)
    .filter((word) => word !== "")
    .toSorted();
}

/** Whether two names are the same full name. A first name alone tells nobody apart. */
export function isSamePersonsName(one: string, other: string): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  return left.length > 1 && left.length === right.length && left.every((word, at) => word === right[at]);
}
