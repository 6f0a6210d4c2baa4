import type { Random } from "./random.ts";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Texts chosen to tell orders apart: case, accents, prefixes, digits, and planes that UTF-8 and UTF-16 order differently. */
const TEXTS = [
  "",
  "a",
  "A",
  "ab",
  "b",
  "ä",
  "10",
  "9",
  "zz",
  "\u{1F600}",
  "\uFB01",
  "null",
  "true",
  "[1]",
  '"q"',
  "it's",
];
const WILD_TEXTS = [...TEXTS, "a\t", "a\n", "\u0000", "a\u0000b", "\uD83D", "\uFFFF", "\u{10FFFF}", "a\\", "%_", "?"];
const NUMBERS = [-1, 0, 1, 2, 3, 5, 7, 10, 42];
const WILD_NUMBERS = [
  ...NUMBERS,
  0.1,
  1 / 3,
  -2.5,
  1e-7,
  1e21,
  -1e300,
  2 ** 53 - 1,
  2 ** 53 + 2,
  2 ** 60,
  123456789.125,
];

export const INDEXED = ["name", "amount", "flag", "place.city"] as const;
export const FREE = [
  "note",
  "level",
  "tags",
  "scores",
  "people",
  "place.zip",
  "deep.er.est",
  "people.name",
  "people.tags",
  "mixed",
];

export function randomText(random: Random, wild: boolean): string {
  return random.pick(wild ? WILD_TEXTS : TEXTS);
}

export function randomNumber(random: Random, wild: boolean): number {
  return random.pick(wild ? WILD_NUMBERS : NUMBERS);
}

export function randomScalar(random: Random, wild: boolean): Json {
  const roll = random.below(10);
  if (roll < 4) return randomText(random, wild);
  if (roll < 7) return randomNumber(random, wild);
  return roll < 9 ? random.chance(0.5) : null;
}

export function randomJson(random: Random, wild: boolean, depth = 0): Json {
  const roll = random.below(10);
  if (depth > 2 || roll < 6) return randomScalar(random, wild);
  if (roll < 8) return listOf(random, 3, () => randomJson(random, wild, depth + 1));
  return Object.fromEntries(
    listOf(random, 3, () => [random.pick(["name", "tags", "er", "est"]), randomJson(random, wild, depth + 1)]),
  );
}

export function listOf<Item>(random: Random, most: number, make: () => Item): Item[] {
  return Array.from({ length: random.below(most + 1) }, make);
}

/** Keeps to the schema in what is indexed; `wild` breaks it there too. */
export function randomDocument(random: Random, id: string, wild: boolean): Record<string, Json> {
  const document: Record<string, Json> = {
    id,
    name: randomText(random, wild),
    amount: random.pick([0, 1, 2, 3, 5, 8, 50, 99]),
    flag: random.chance(0.5),
    place: { city: randomText(random, wild), zip: randomNumber(random, wild) },
  };
  const maybe = (name: string, make: () => Json): void => {
    if (random.chance(0.7)) document[name] = make();
  };
  maybe("note", () => randomText(random, wild));
  maybe("level", () => randomScalar(random, wild));
  maybe("tags", () => listOf(random, 3, () => randomText(random, wild)));
  maybe("scores", () => listOf(random, 4, () => randomNumber(random, wild)));
  maybe("people", () =>
    listOf(random, 3, () => ({
      name: randomText(random, wild),
      ...(random.chance(0.5) ? { tags: listOf(random, 2, () => randomText(random, wild)) } : {}),
    })),
  );
  maybe("deep", () => ({
    er: random.chance(0.8) ? { est: wild ? randomJson(random, wild) : randomScalar(random, wild) } : null,
  }));
  maybe("mixed", () => randomJson(random, wild));
  if (wild) breakSchema(random, document);
  return document;
}

function breakSchema(random: Random, document: Record<string, Json>): void {
  for (const name of ["name", "amount", "flag", "place"]) {
    if (random.chance(0.15)) document[name] = randomJson(random, true);
    else if (random.chance(0.1)) delete document[name];
  }
}
