import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { person, testSchema } from "../fixtures.ts";

export function lifecycleSuite(bench: Bench): void {
  describe("lifecycle", () => {
    it("tells what it was made of", async () => {
      const schema = testSchema();
      const instance = await bench.open({ databaseName: "named", collectionName: "people", schema });
      const { databaseName, collectionName, options } = instance;
      expect({ databaseName, collectionName, options }).toEqual({
        databaseName: "named",
        collectionName: "people",
        options: {},
      });
      expect(instance.schema).toBe(schema);
      expect(instance.internals).toBeTypeOf("object");
      await instance.remove();
    });

    it("closes as often as it is asked to", async () => {
      const instance = await bench.open();
      const closed = await Promise.all([instance.close(), instance.close()]);
      expect([...closed, await instance.close()]).toEqual([undefined, undefined, undefined]);
    });

    it("opens many collections of one database at once", async () => {
      const storage = bench.storage();
      const databaseName = `many${Math.trunc(performance.now() * 1000)}`;
      const instances = await Promise.all(
        Array.from({ length: 20 }, (_, index) => bench.open({ storage, databaseName, collectionName: `c${index}` })),
      );
      await Promise.all(
        instances.map((instance, index) => instance.bulkWrite([{ document: person(`id${index}`) }], "test")),
      );
      const found = await Promise.all(instances.map((instance) => instance.findDocumentsById(["id7"], false)));
      expect(found.map(({ length }) => length)).toEqual(instances.map((_, index) => (index === 7 ? 1 : 0)));
    });

    it("keeps schema versions of a collection apart", async () => {
      const storage = bench.storage();
      const databaseName = "versions";
      const [old, current] = await Promise.all([
        bench.open({ storage, databaseName, schema: testSchema({ version: 0 }) }),
        bench.open({ storage, databaseName, schema: testSchema({ version: 1 }) }),
      ]);
      await old.bulkWrite([{ document: person("a") }], "test");
      expect(await current.findDocumentsById(["a"], true)).toEqual([]);
      await Promise.all([old.remove(), current.remove()]);
    });

    it("removes a collection with all it holds, for everybody who has it open", async () => {
      const storage = bench.storage();
      const databaseName = "removal";
      const one = await bench.open({ storage, databaseName });
      const other = await bench.open({ storage, databaseName });
      const neighbour = await bench.open({ storage, databaseName, collectionName: "neighbour" });
      await one.bulkWrite([{ document: person("a") }], "test");
      await neighbour.bulkWrite([{ document: person("n") }], "test");
      await one.remove();
      await expect((async () => one.remove())()).rejects.toThrow();
      await expect((async () => other.bulkWrite([{ document: person("b") }], "test"))()).rejects.toThrow(/removed/);
      expect((await neighbour.findDocumentsById(["n"], false)).map(({ id }) => id)).toEqual(["n"]);
      const again = await bench.open({ storage, databaseName });
      expect(await again.findDocumentsById(["a", "b"], true)).toEqual([]);
      await Promise.all([again.remove(), neighbour.remove()]);
    });

    it("refuses what only a wrapper can do: compressed keys, encryption", async () => {
      await expect(bench.open({ schema: { ...testSchema(), keyCompression: true } })).rejects.toThrow(/UT5/);
      await expect(bench.open({ schema: { ...testSchema(), encrypted: ["note"] } })).rejects.toThrow(/UT6/);
    });

    it("accepts names that need quoting", async () => {
      const instance = await bench.open({ databaseName: "db$_-1", collectionName: 'odd "name"; --' });
      const document = person("a");
      await instance.bulkWrite([{ document }], "test");
      expect(await instance.findDocumentsById(["a"], false)).toEqual([document]);
      await instance.remove();
    });
  });
}
