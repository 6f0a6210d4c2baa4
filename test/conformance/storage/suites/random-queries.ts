import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { prepared, stored, type StoredDocument, testSchema } from "../fixtures.ts";
import { expectedResult } from "../oracle.ts";
import { seededRandom } from "../random.ts";
import { randomDocument } from "../random-documents.ts";
import { randomQuery } from "../random-queries.ts";

const FRESH_SEED = Date.now() % 1_000_000;
const DOCUMENTS = 50;
const QUERIES = 250;

export function randomQuerySuite(bench: Bench): void {
  describe("random documents and queries", () => {
    const cases = [
      { seed: 1, wild: false },
      { seed: 2, wild: false },
      { seed: FRESH_SEED, wild: false },
      ...(bench.subject.toleratesBrokenSchemas
        ? [
            { seed: 3, wild: true },
            { seed: 4, wild: true },
            { seed: FRESH_SEED, wild: true },
          ]
        : []),
    ];
    it.each(cases)("gives what a plain array gives (seed $seed, wild $wild)", async ({ seed, wild }) => {
      const random = seededRandom(seed);
      const schema = testSchema();
      const instance = await bench.open({ schema });
      const documents: StoredDocument[] = [];
      for (let index = 0; index < DOCUMENTS; index++) {
        const id = `id${String(index).padStart(3, "0")}`;
        // Half of the wild runs keep to the schema where it is indexed, so that the fast path meets wild values too.
        const breaks = wild && seed % 2 === 0;
        const fields = randomDocument(random, id, breaks || (wild && index % 5 === 0 && seed % 4 === 1));
        // What JSON can't say (-0, undefined) is not the storage's to keep.
        documents.push(JSON.parse(JSON.stringify(stored({ ...fields, id }))) as StoredDocument);
      }
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      let selective = 0;
      for (let index = 0; index < QUERIES; index++) {
        const query = randomQuery(random, wild);
        const label = `seed ${seed}, query ${index}: ${JSON.stringify(query)}`;
        const expected = expectedResult(schema, documents, query).map(({ id }) => id);
        const { documents: found } = await instance.query(prepared(schema, query));
        const ids = found.map(({ id }) => id);
        // Without a sort, the order of equals is the storage's own.
        expect(query.sort ? ids : ids.toSorted(), label).toEqual(query.sort ? expected : expected.toSorted());
        if (query.skip === undefined && query.limit === undefined) {
          const { count } = await instance.count(prepared(schema, query));
          expect(count, label).toBe(expected.length);
        }
        if (expected.length > 0 && expected.length < DOCUMENTS) selective += 1;
      }
      // A generator that never hits would prove nothing.
      expect(selective).toBeGreaterThan(QUERIES / 10);
    });
  });
}
