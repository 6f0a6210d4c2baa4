/**
 * Month names in the languages that programs put into a Date field. English first, as the standard has it; all others from the runtime's own language data.
 */
const ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A name that two languages give to different months ("lis", "srp") counts in the one that stands first. */
const LANGUAGES =
  "de fr es it pt nl pl cs sv da nb fi ru uk tr el hu ro sk sl hr sr-Latn sr bg lt lv et ca gl eu id ms vi is ga cy sq mk he ar fa hi th".split(
    " ",
  );

/** Short forms of programs and of old systems that language data no longer has. */
const EXTRA: readonly (readonly [string, number])[] = [
  ["mrz", 2],
  ["mae", 2],
  ["maerz", 2],
  ["mai", 4],
  ["maj", 4],
  ["mei", 4],
  ["mag", 4],
  ["okt", 9],
  ["out", 9],
  ["ott", 9],
  ["dez", 11],
  ["des", 11],
  ["dic", 11],
  ["dis", 11],
  ["paz", 9],
];

/** 0 for January; -1 where the word is no month. Case, accents and a full stop don't matter. */
export function monthOf(word: string): number {
  const plain = folded(word);
  const exact = ENGLISH.indexOf(plain);
  if (exact >= 0) return exact;
  // "Sept", "March", and the English names' kin in other languages; not "marraskuu", which is November.
  const names = namesOfAll();
  return names.get(plain) ?? longestStem(plain, names) ?? ENGLISH.indexOf(plain.slice(0, 3));
}

/** A declined form ("października", "lokakuuta") begins like a known one; the longest such stem tells most. */
function longestStem(word: string, known: ReadonlyMap<string, number>): number | undefined {
  for (let length = word.length - 1; length >= 4; length -= 1) {
    const month = known.get(word.slice(0, length));
    if (month !== undefined) return month;
  }
  return undefined;
}

function folded(word: string): string {
  return word
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .normalize("NFD")
    .replace(/[^\p{L}]/gu, "");
}

/** Read when the first foreign date comes: a tenth of a second that most desks never need. */
const namesOfAll = onFirstUse(readNames);

function onFirstUse<Value>(read: () => Value): () => Value {
  let value: { readonly read: Value } | null = null;
  return () => (value ??= { read: read() }).read;
}

function readNames(): ReadonlyMap<string, number> {
  const found = new Map<string, number>(EXTRA);
  for (const language of LANGUAGES) {
    for (const month of ["long", "short"] as const) {
      // The name alone and beside a day: many languages decline it there.
      for (const day of [undefined, "numeric"] as const) {
        const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { month, day, timeZone: "UTC" });
        for (let index = 0; index < 12; index += 1) {
          const part = format.formatToParts(Date.UTC(2026, index, 15)).find(({ type }) => type === "month");
          const name = folded(part?.value ?? "");
          if (name.length > 2 && !found.has(name)) found.set(name, index);
        }
      }
    }
  }
  return withBeginnings(found);
}

/** Programs cut names to three letters ("ноя", "сен"); what begins several months' names is none of them. */
function withBeginnings(names: Map<string, number>): ReadonlyMap<string, number> {
  const months = new Map<string, Set<number>>();
  for (const [name, month] of names) {
    const beginning = name.slice(0, 3);
    months.set(beginning, (months.get(beginning) ?? new Set()).add(month));
  }
  for (const [beginning, [month, ...others]] of months)
    if (month !== undefined && others.length === 0 && !names.has(beginning)) names.set(beginning, month);
  return names;
}
