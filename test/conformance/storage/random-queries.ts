import type { Random } from "./random.ts";
import {
  FREE,
  INDEXED,
  type Json,
  listOf,
  randomJson,
  randomNumber,
  randomScalar,
  randomText,
} from "./random-documents.ts";

export type RandomSelector = Record<string, unknown>;
export type RandomQuery = {
  selector: RandomSelector;
  sort?: Record<string, "asc" | "desc">[];
  skip?: number;
  limit?: number;
};

const PATTERNS = ["a", "^a", "^ab?", "b$", "[0-9]+", "^(a|b)", ".", "^$", "Z"];
const OPERATORS = "$eq $ne $gt $gte $lt $lte $in $nin $exists $regex $size $type $mod $not $elemMatch".split(" ");
const TYPES = ["string", "number", "boolean", "null", "array", "object", "int", "undefined", ["string", "null"]];

export function randomQuery(random: Random, wild: boolean): RandomQuery {
  const query: RandomQuery = { selector: randomSelector(random, wild, 0) };
  if (random.chance(0.7)) {
    const sortable = wild
      ? [...INDEXED, "note", "level", "place.zip", "deep.er.est", "mixed"]
      : [...INDEXED, "note", "place.zip"];
    const paths = new Set(listOf(random, 2, () => random.pick(sortable)));
    // Without the id the order of equals would be the storage's own.
    query.sort = [...paths, "id"].map((path) => ({ [path]: random.pick(["asc", "desc"] as const) }));
    if (random.chance(0.4)) query.skip = random.below(8);
    if (random.chance(0.5)) query.limit = random.below(12);
  }
  return query;
}

function randomSelector(random: Random, wild: boolean, depth: number): RandomSelector {
  const selector: RandomSelector = {};
  for (let index = random.below(depth === 0 ? 4 : 3); index > 0; index--) {
    if (depth < 2 && random.chance(0.2)) {
      const branches = [
        randomSelector(random, wild, depth + 1),
        ...listOf(random, 2, () => randomSelector(random, wild, depth + 1)),
      ];
      selector[random.pick(["$and", "$or", "$nor"])] = branches;
    } else {
      selector[random.pick([...INDEXED, ...FREE, "id"])] = randomTests(random, wild);
    }
  }
  return selector;
}

function randomTests(random: Random, wild: boolean): unknown {
  if (random.chance(0.1)) return randomScalar(random, wild);
  const tests: Record<string, unknown> = {};
  for (let index = 1 + random.below(2); index > 0; index--) Object.assign(tests, randomTest(random, wild));
  return tests;
}

function randomTest(random: Random, wild: boolean): Record<string, unknown> {
  const operator = random.pick(OPERATORS);
  switch (operator) {
    case "$in":
    case "$nin": {
      const many = random.chance(0.1) ? 40 : 4;
      return { [operator]: listOf(random, many, () => randomOperand(random, wild)) };
    }
    case "$exists":
      return { $exists: random.chance(0.5) };
    case "$regex":
      return { $regex: random.pick(PATTERNS), ...(random.chance(0.3) ? { $options: "i" } : {}) };
    case "$size":
      return { $size: random.below(4) };
    case "$type":
      return { $type: random.pick(TYPES) };
    case "$mod":
      return { $mod: [1 + random.below(4), random.below(3)] };
    case "$not":
      return { $not: randomTest(random, wild) };
    case "$elemMatch":
      return { $elemMatch: randomElementMatch(random, wild) };
    default:
      return { [operator]: randomOperand(random, wild) };
  }
}

function randomElementMatch(random: Random, wild: boolean): Record<string, unknown> {
  if (random.chance(0.5)) return { [random.pick(["$eq", "$gt", "$lte", "$ne"])]: randomScalar(random, wild) };
  const name = random.pick(["name", "tags", "er.est"]);
  return random.chance(0.7)
    ? { [name]: randomTest(random, wild) }
    : { $or: [{ name: randomText(random, wild) }, { tags: { $size: 1 } }] };
}

function randomOperand(random: Random, wild: boolean): Json {
  if (wild && random.chance(0.1)) return randomJson(random, wild);
  if (random.chance(0.3)) return randomNumber(random, wild);
  return randomScalar(random, wild);
}
