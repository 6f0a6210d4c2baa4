import type { EventBulk, RxStorageChangeEvent } from "rxdb";
import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { person, revised, type TestDocument } from "../fixtures.ts";

type Bulk = EventBulk<RxStorageChangeEvent<TestDocument>, unknown>;

export function instanceSuite(bench: Bench): void {
  describe("several instances of one collection", () => {
    it("share their documents", async () => {
      const storage = bench.storage();
      const databaseName = "shared";
      const a = await bench.open({ storage, databaseName });
      const b = await bench.open({ storage, databaseName });
      const document = person("a");
      await a.bulkWrite([{ document }], "test");
      expect(await b.findDocumentsById(["a"], false)).toEqual([document]);
      const { error } = await b.bulkWrite([{ document: person("a") }], "test");
      expect(error.map(({ status }) => status)).toEqual([409]);
      const next = revised(document, { name: "Grace" });
      await b.bulkWrite([{ previous: document, document: next }], "test");
      expect(await a.findDocumentsById(["a"], false)).toEqual([next]);
      await a.close();
      expect(await b.findDocumentsById(["a"], false)).toEqual([next]);
      await b.remove();
    });

    it("hear of each other's changes, each bulk once", async () => {
      const storage = bench.storage();
      const databaseName = "heard";
      const a = await bench.open({ storage, databaseName, multiInstance: true });
      const b = await bench.open({ storage, databaseName, multiInstance: true });
      const heardByA: Bulk[] = [];
      const heardByB: Bulk[] = [];
      a.changeStream().subscribe((bulk) => heardByA.push(bulk));
      b.changeStream().subscribe((bulk) => heardByB.push(bulk));
      const fromA = firstValueFrom(b.changeStream());
      await a.bulkWrite([{ document: person("a") }], "from a");
      await fromA;
      const fromB = firstValueFrom(a.changeStream());
      await b.bulkWrite([{ document: person("b") }], "from b");
      await fromB;
      expect(heardByA).toEqual(heardByB);
      expect(heardByA.map(({ context }) => context)).toEqual(["from a", "from b"]);
      await a.remove();
      await b.close();
    });
  });
}
