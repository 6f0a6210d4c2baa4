import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";
import { person, revised } from "../fixtures.ts";

export function writeSuite(bench: Bench): void {
  describe("writing", () => {
    it("keeps a document exactly as it was written", async () => {
      const instance = await bench.open();
      const document = person("a", {
        note: 'quotes " \\ and \n lines, \u{1F600}, \u0000, ünïcode, a lone \ud83d surrogate',
        level: [1e-7, 0.1 + 0.2, 2 ** 53 - 1, 1e21, -1e300, 5e-324, 123456789.123],
        mixed: { deep: [{ er: null }, [], {}, [[]]], "a b": true, "": 0 },
      });
      expect(await instance.bulkWrite([{ document }], "test")).toEqual({ error: [] });
      expect(await instance.findDocumentsById(["a"], false)).toEqual([document]);
    });

    it("answers an insert over an existing document with the stored one", async () => {
      const instance = await bench.open();
      const first = person("a");
      await instance.bulkWrite([{ document: first }], "test");
      const writeRow = { document: person("a", { name: "Grace" }) };
      expect(await instance.bulkWrite([writeRow], "again")).toEqual({
        error: [{ isError: true, status: 409, documentId: "a", writeRow, documentInDb: first, context: "again" }],
      });
      expect(await instance.findDocumentsById(["a"], false)).toEqual([first]);
    });

    it("answers an update from an outdated revision with the stored document", async () => {
      const instance = await bench.open();
      const first = person("a");
      const second = revised(first, { name: "Grace" });
      await instance.bulkWrite([{ document: first }], "test");
      await instance.bulkWrite([{ previous: first, document: second }], "test");
      const writeRow = { previous: first, document: revised(first, { name: "Mary" }) };
      expect(await instance.bulkWrite([writeRow], "late")).toEqual({
        error: [{ isError: true, status: 409, documentId: "a", writeRow, documentInDb: second, context: "late" }],
      });
    });

    it("lets the first of two simultaneous inserts win", async () => {
      const instance = await bench.open();
      const [first, second] = [person("a", { name: "first" }), person("a", { name: "second" })];
      const [one, two] = await Promise.all([
        instance.bulkWrite([{ document: first }], "test"),
        instance.bulkWrite([{ document: second }], "test"),
      ]);
      expect([one?.error.length, two?.error.map((error) => error.status)]).toEqual([0, [409]]);
      expect(await instance.findDocumentsById(["a"], false)).toEqual([first]);
    });

    it("writes what it can of a bulk in which others conflict", async () => {
      const instance = await bench.open();
      const [a, b, c] = [person("a"), person("b"), person("c")];
      await instance.bulkWrite([{ document: b }], "test");
      const { error } = await instance.bulkWrite(
        [{ document: a }, { document: person("b", { name: "other" }) }, { document: c }],
        "test",
      );
      expect(error.map(({ documentId, status }) => [documentId, status])).toEqual([["b", 409]]);
      expect(await instance.findDocumentsById(["a", "b", "c"], false)).toEqual([a, b, c]);
    });

    it("updates, deletes and inserts again", async () => {
      const instance = await bench.open();
      const inserted = person("a");
      const updated = revised(inserted, { name: "Grace", place: { city: "Rome" } });
      const deleted = revised(updated, { _deleted: true });
      const again = revised(deleted, { _deleted: false, name: "Ada II" });
      await instance.bulkWrite([{ document: inserted }], "test");
      await instance.bulkWrite([{ previous: inserted, document: updated }], "test");
      expect(await instance.findDocumentsById(["a"], false)).toEqual([updated]);
      await instance.bulkWrite([{ previous: updated, document: deleted }], "test");
      expect(await instance.findDocumentsById(["a"], false)).toEqual([]);
      expect(await instance.findDocumentsById(["a"], true)).toEqual([deleted]);
      const refused = await instance.bulkWrite([{ document: person("a") }], "test");
      expect(refused.error.map(({ status }) => status)).toEqual([409]);
      await instance.bulkWrite([{ previous: deleted, document: again }], "test");
      expect(await instance.findDocumentsById(["a"], false)).toEqual([again]);
    });

    it("inserts documents that are deleted already, as replication does", async () => {
      const instance = await bench.open();
      const deleted = person("a", {}, { _deleted: true });
      expect(await instance.bulkWrite([{ document: deleted }], "test")).toEqual({ error: [] });
      expect(await instance.findDocumentsById(["a"], true)).toEqual([deleted]);
      expect(await instance.findDocumentsById(["a"], false)).toEqual([]);
    });

    it("accepts an update whose previous state it has never seen", async () => {
      const instance = await bench.open();
      const previous = person("a");
      const document = revised(previous, { name: "Grace" });
      expect(await instance.bulkWrite([{ previous, document }], "test")).toEqual({ error: [] });
      expect(await instance.findDocumentsById(["a"], false)).toEqual([document]);
    });

    it("gives documents by id in the order asked, whatever the number of ids", async () => {
      const instance = await bench.open();
      const documents = Array.from({ length: 60 }, (_, index) => person(`id${index}`));
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const asked = documents.toReversed();
      const ids = ["nobody", ...asked.map(({ id }) => id), "nobody else"];
      expect(await instance.findDocumentsById(ids, false)).toEqual(asked);
      expect(await instance.findDocumentsById(["id7", "nobody", "id3"], false)).toEqual([documents[7], documents[3]]);
      expect(await instance.findDocumentsById([], true)).toEqual([]);
    });

    it("keeps ids apart that differ in case, accent or plane only", async () => {
      const instance = await bench.open();
      const ids = ["a", "A", "ä", "a\u0308", "\u{1F600}", "\uFB01", "日本", "a'b", 'a"b', "a.b", "a%b"];
      const documents = ids.map((id) => person(id));
      expect(
        await instance.bulkWrite(
          documents.map((document) => ({ document })),
          "test",
        ),
      ).toEqual({ error: [] });
      expect(await instance.findDocumentsById(ids, false)).toEqual(documents);
    });

    it("doesn't write into the caller's objects", async () => {
      const instance = await bench.open();
      const document = person("a");
      const copy = structuredClone(document);
      await instance.bulkWrite([{ document }], "test");
      expect(document).toEqual(copy);
    });
  });
}
