import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { person, prepared, stored, testSchema } from "../fixtures.ts";
import { expectedResult } from "../oracle.ts";

const NAMES = [
  "",
  "a",
  "A",
  "aa",
  "b",
  "ä",
  "z",
  "Z",
  "10",
  "9",
  "\u{1F600}",
  "\uFB01",
  "\uE000",
  "日",
  "a b",
  "a!",
  "ab",
];

export function orderSuite(bench: Bench): void {
  describe("order and pages", () => {
    it.each([
      [[{ name: "asc" }, { id: "asc" }]],
      [[{ name: "desc" }, { id: "asc" }]],
      [[{ flag: "asc" }, { amount: "desc" }, { id: "desc" }]],
      [[{ "place.city": "asc" }, { amount: "asc" }, { id: "asc" }]],
      [[{ note: "asc" }, { id: "asc" }]],
      [[{ "place.zip": "desc" }, { id: "asc" }]],
      [[{ id: "desc" }]],
    ])("sorts by %j as RxDB's comparator does, page by page", async (sort) => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const documents = NAMES.map((name, index) =>
        person(`id${index}`, {
          name,
          note: NAMES[(index * 7) % NAMES.length] ?? "",
          amount: (index * 5) % 4,
          flag: index % 3 === 0,
          place: { city: NAMES[(index * 3) % NAMES.length] ?? "", zip: (index % 5) / 2 },
        }),
      );
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const whole = { selector: {}, sort };
      expect((await instance.query(prepared(schema, whole))).documents).toEqual(
        expectedResult(schema, documents, whole),
      );
      for (const page of [
        { limit: 5 },
        { skip: 3, limit: 4 },
        { skip: 15 },
        { skip: 99 },
        { limit: 0 },
        { skip: 2, limit: 0 },
      ]) {
        const query = { selector: { amount: { $gte: 1 } }, sort, ...page };
        const { documents: found } = await instance.query(prepared(schema, query));
        expect(found, JSON.stringify(page)).toEqual(expectedResult(schema, documents, query));
      }
    });

    it("pages through what only JavaScript can test", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const documents = Array.from({ length: 40 }, (_, index) =>
        person(`id${String(index).padStart(2, "0")}`, { amount: index % 7, mixed: { part: index % 2 } }),
      );
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const query = { selector: { mixed: { part: 1 } }, sort: [{ amount: "desc" }, { id: "asc" }], skip: 4, limit: 9 };
      const { documents: found } = await instance.query(prepared(schema, query));
      expect(found).toEqual(expectedResult(schema, documents, query));
      expect(found).toHaveLength(9);
    });

    it("answers a query that says nothing of skipping, as RxDB's own callers write it, from its beginning", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const documents = Array.from({ length: 12 }, (_, index) =>
        person(`id${String(index).padStart(2, "0")}`, { amount: index % 5, mixed: { part: index % 2 } }),
      );
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const sort = [{ amount: "desc" }, { id: "asc" }];
      for (const query of [
        { selector: {}, sort },
        { selector: { amount: { $gt: 1 } }, sort, limit: 4 },
        { selector: { mixed: { part: 1 } }, sort, limit: 3 },
      ]) {
        const { query: whole, ...plan } = prepared(schema, query);
        const { skip: _none, ...without } = whole;
        const found = await instance.query({ ...plan, query: without as typeof whole });
        expect(found.documents, JSON.stringify(query)).toEqual(expectedResult(schema, documents, query));
        const counted = await instance.count({ ...plan, query: without as typeof whole });
        expect(counted.count).toBe((await instance.count(prepared(schema, query))).count);
      }
    });

    it("puts missing, null, numbers, texts and booleans in RxDB's order where there is no index", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const levels = [true, "a", 3, null, undefined, false, "", -1, 0.5, "B"];
      const documents = levels.map((level, index) => person(`id${index}`, level === undefined ? {} : { level }));
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      for (const direction of ["asc", "desc"]) {
        const query = { selector: {}, sort: [{ level: direction }, { id: "asc" }] };
        const { documents: found } = await instance.query(prepared(schema, query));
        expect(found, direction).toEqual(expectedResult(schema, documents, query));
      }
    });

    if (!bench.subject.toleratesBrokenSchemas) return;
    it("orders and finds documents that break the schema in an indexed property", async () => {
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const names = [null, 1, "a", ["a", "b"], { a: 1 }, true, undefined, "\u{1F600}", "\uFFFF", [], -0.5];
      const documents = names.map((name, index) =>
        stored({
          id: `id${index}`,
          ...(name === undefined ? {} : { name }),
          amount: 1,
          flag: true,
          place: [{ city: "a" }],
        }),
      );
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      for (const selector of [{}, { name: "a" }, { name: null }, { name: { $gt: 0 } }, { "place.city": "a" }]) {
        const query = { selector, sort: [{ id: "asc" }] };
        const { documents: found } = await instance.query(prepared(schema, query));
        expect(found, JSON.stringify(selector)).toEqual(expectedResult(schema, documents, query));
      }
      const scalars = {
        selector: { name: { $not: { $type: ["array", "object"] } } },
        sort: [{ name: "desc" }, { id: "asc" }],
      };
      expect((await instance.query(prepared(schema, scalars))).documents).toEqual(
        expectedResult(schema, documents, scalars),
      );
    });
  });
}
