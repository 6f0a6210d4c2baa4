import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { person, prepared, revised, type StoredDocument, testSchema } from "../fixtures.ts";
import { expectedResult } from "../oracle.ts";

const DOCUMENTS: readonly StoredDocument[] = [
  person("a", { note: "alpha", level: 1, tags: ["red", "green"], scores: [1, 2], deep: { er: { est: "x" } } }),
  person("b", { name: "Bea", note: "Beta", level: "1", tags: [], scores: [3], people: [{ name: "Zoe", tags: ["t"] }] }),
  person("c", {
    name: "Carl",
    level: true,
    tags: ["red"],
    scores: [[1], [4]],
    people: [{ name: "Ann" }, "Ann", ["Ann"]],
  }),
  person("d", {
    name: "Dora",
    amount: 7,
    flag: false,
    level: null,
    tags: ["blue", "red"],
    deep: { er: [{ est: "x" }] },
  }),
  person("e", {
    name: "Eve",
    amount: 12,
    flag: false,
    level: [1, "1"],
    mixed: { a: { b: 2 } },
    people: [{ name: null }],
    deep: { er: { est: [["x"]] } },
  }),
  person("f", {
    name: "Flo",
    amount: 100,
    place: { city: "Ärl", zip: 0.5 },
    level: { a: 1 },
    mixed: [],
    deep: { er: null },
  }),
];

/** One or more selectors per operator; each is compared with RxDB's own matcher over the plain array. */
const SELECTORS: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  "equality by value": [
    { name: "Ada" },
    { amount: 1 },
    { flag: false },
    { "place.city": "Turin" },
    { level: null },
    { level: 1 },
  ],
  $eq: [
    { level: { $eq: "1" } },
    { level: { $eq: true } },
    { level: { $eq: { a: 1 } } },
    { level: { $eq: [1, "1"] } },
    { note: { $eq: null } },
  ],
  $ne: [{ level: { $ne: 1 } }, { name: { $ne: "Ada" } }, { note: { $ne: null } }, { flag: { $ne: true } }],
  $gt: [
    { amount: { $gt: 1 } },
    { name: { $gt: "Bea" } },
    { level: { $gt: 0 } },
    { scores: { $gt: 2 } },
    { flag: { $gt: false } },
  ],
  $gte: [{ amount: { $gte: 12 } }, { level: { $gte: null } }, { "place.zip": { $gte: 0.5 } }, { note: { $gte: "a" } }],
  $lt: [
    { amount: { $lt: 7 } },
    { name: { $lt: "Bea" } },
    { level: { $lt: 5 } },
    { level: { $lt: null } },
    { level: { $lt: "5" } },
  ],
  $lte: [{ amount: { $lte: 7 } }, { name: { $lte: "Carl" } }, { id: { $lte: "c" } }, { level: { $lte: true } }],
  $in: [
    { name: { $in: ["Ada", "Eve", "nobody"] } },
    { level: { $in: [1, null] } },
    { tags: { $in: ["blue", "green"] } },
    { amount: { $in: [] } },
    { level: { $in: [{ a: 1 }] } },
    { amount: { $in: Array.from({ length: 100 }, (_, index) => index) } },
    { id: { $in: Array.from({ length: 40_000 }, (_, index) => `id${index}`).concat("b") } },
  ],
  $nin: [{ name: { $nin: ["Ada"] } }, { level: { $nin: [1, null] } }, { tags: { $nin: ["red"] } }],
  $exists: [
    { note: { $exists: true } },
    { note: { $exists: false } },
    { level: { $exists: true } },
    { "deep.er.est": { $exists: true } },
  ],
  $type: [
    { level: { $type: "string" } },
    { level: { $type: "number" } },
    { level: { $type: "null" } },
    { level: { $type: "array" } },
    { level: { $type: ["object", "boolean"] } },
    { "place.zip": { $type: "int" } },
    { name: { $type: "string" } },
  ],
  $size: [{ tags: { $size: 0 } }, { tags: { $size: 2 } }, { name: { $size: 3 } }, { mixed: { $size: 0 } }],
  $mod: [
    { amount: { $mod: [5, 2] } },
    { level: { $mod: [2, 1] } },
    { "place.zip": { $mod: [1, 0.5] } },
    { scores: { $mod: [2, 0] } },
  ],
  $regex: [
    { name: { $regex: "^E" } },
    { note: { $regex: "^b", $options: "i" } },
    { tags: { $regex: "re" } },
    { name: { $regex: "^Ad?|Flo" } },
  ],
  $not: [
    { name: { $not: { $in: ["Ada"] } } },
    { amount: { $not: { $gt: 5 } } },
    { note: { $not: { $regex: "a" } } },
    { tags: { $not: { $size: 0 } } },
  ],
  $and: [
    { $and: [{ amount: { $gt: 1 } }, { flag: false }] },
    { $and: [{ tags: "red" }, { $or: [{ id: "a" }, { id: "d" }] }] },
  ],
  $or: [{ $or: [{ name: "Ada" }, { amount: 12 }] }, { $or: [{ tags: "blue" }, { level: { $eq: { a: 1 } } }] }],
  $nor: [{ $nor: [{ name: "Ada" }, { amount: { $gt: 10 } }] }],
  $elemMatch: [
    { scores: { $elemMatch: { $gt: 1, $lt: 3 } } },
    { people: { $elemMatch: { name: "Ann" } } },
    { people: { $elemMatch: { name: "Zoe", tags: { $size: 1 } } } },
    { people: { $elemMatch: { name: null } } },
    { scores: { $elemMatch: { $elemMatch: { $gt: 3 } } } },
    { tags: { $elemMatch: { $in: ["green"] } } },
    { people: { $elemMatch: {} } },
  ],
  "paths through objects and arrays": [
    { "deep.er.est": "x" },
    { "people.name": "Ann" },
    { "people.name": { $in: ["Zoe", null] } },
    { "people.0.name": "Zoe" },
    { "tags.1": "red" },
    { "mixed.a.b": 2 },
    { "mixed.a": { b: 2 } },
    { "people.tags": "t" },
  ],
  "several tests of one property": [
    { amount: { $gte: 1, $lt: 12, $ne: 7 } },
    { name: { $gt: "A", $lte: "Carl" }, flag: true },
  ],
  "names that need quoting": [
    { "it's": { $exists: false } },
    { 'say "hi"': null },
    { "a?b": { $exists: true } },
    { constructor: { $exists: false } },
  ],
  "no condition": [{}],
};

export function querySuite(bench: Bench): void {
  describe("querying", () => {
    for (const [operator, selectors] of Object.entries(SELECTORS)) {
      it(`answers ${operator} as RxDB's matcher does`, async () => {
        const schema = testSchema();
        const instance = await bench.open({ schema });
        await instance.bulkWrite(
          DOCUMENTS.map((document) => ({ document })),
          "test",
        );
        for (const selector of selectors) {
          const query = { selector, sort: [{ id: "asc" }] };
          const expected = expectedResult(schema, DOCUMENTS, query);
          const { documents } = await instance.query(prepared(schema, query));
          expect(documents, JSON.stringify(selector).slice(0, 200)).toEqual(expected);
          const { count } = await instance.count(prepared(schema, { selector }));
          expect(count, `count ${JSON.stringify(selector).slice(0, 200)}`).toBe(expected.length);
        }
      });
    }

    it("tells deleted documents by their flag only", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      await instance.bulkWrite(
        DOCUMENTS.map((document) => ({ document })),
        "test",
      );
      const [first] = DOCUMENTS;
      if (!first) throw new Error("There are documents.");
      await instance.bulkWrite([{ previous: first, document: revised(first, { _deleted: true }) }], "test");
      const idsOf = async (selector: object): Promise<string[]> => {
        const { documents } = await instance.query(prepared(schema, { selector, sort: [{ id: "asc" }] }));
        return documents.map(({ id }) => id);
      };
      expect(await idsOf({ _deleted: false })).toEqual(["b", "c", "d", "e", "f"]);
      expect(await idsOf({ _deleted: { $eq: true } })).toEqual(["a"]);
      expect(await idsOf({})).toEqual(["a", "b", "c", "d", "e", "f"]);
      expect(await idsOf({ _deleted: { $in: [true, null] } })).toEqual(["a"]);
      expect(await idsOf({ _deleted: { $ne: true }, name: "Ada" })).toEqual([]);
    });

    it("counts what a query with the same bounds would give", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      await instance.bulkWrite(
        DOCUMENTS.map((document) => ({ document })),
        "test",
      );
      const { count, mode } = await instance.count(prepared(schema, { selector: { amount: { $gte: 7 } } }));
      expect({ count, mode }).toEqual({ count: 3, mode: "fast" });
    });

    it("finds by _meta.lwt and _rev", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const documents = [1, 2, 3].map((lwt) => ({
        ...person(`p${lwt}`),
        _meta: { lwt: lwt * 10.25 },
        _rev: `${lwt}-x`,
      }));
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const find = async (selector: object) =>
        (await instance.query(prepared(schema, { selector, sort: [{ id: "asc" }] }))).documents.map(({ id }) => id);
      expect(await find({ "_meta.lwt": { $gt: 10.25 } })).toEqual(["p2", "p3"]);
      expect(await find({ _rev: "2-x" })).toEqual(["p2"]);
    });
  });
}
