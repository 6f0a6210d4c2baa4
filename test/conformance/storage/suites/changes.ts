import type { EventBulk, RxStorageChangeEvent } from "rxdb";
import { describe, expect, it } from "vitest";
import type { Bench, TestInstance } from "../subject.ts";
import { person, revised, type StoredDocument, type TestDocument } from "../fixtures.ts";

type Bulk = EventBulk<RxStorageChangeEvent<TestDocument>, { id: string; lwt: number }>;

function recorded(instance: TestInstance): Bulk[] {
  const bulks: Bulk[] = [];
  instance.changeStream().subscribe((bulk) => bulks.push(bulk));
  return bulks;
}

export function changeSuite(bench: Bench): void {
  describe("changes", () => {
    it("announces each bulk once, with its context, its checkpoint and whole documents", async () => {
      const instance = await bench.open();
      const bulks = recorded(instance);
      const [a, b] = [person("a"), person("b")];
      await instance.bulkWrite([{ document: a }, { document: b }], "insert");
      const updated = revised(a, { name: "Grace" });
      await instance.bulkWrite([{ previous: a, document: updated }], "update");
      const deleted = revised(updated, { _deleted: true });
      await instance.bulkWrite([{ previous: updated, document: deleted }], "delete");
      const again = revised(deleted, { _deleted: false });
      await instance.bulkWrite([{ previous: deleted, document: again }], "again");
      const checkpoint = (document: StoredDocument) => ({ id: document.id, lwt: document._meta.lwt });
      expect(bulks.map(({ id: _id, ...bulk }) => bulk)).toEqual([
        {
          context: "insert",
          checkpoint: checkpoint(b),
          events: [
            { documentId: "a", operation: "INSERT", documentData: a, previousDocumentData: undefined },
            { documentId: "b", operation: "INSERT", documentData: b, previousDocumentData: undefined },
          ],
        },
        {
          context: "update",
          checkpoint: checkpoint(updated),
          events: [{ documentId: "a", operation: "UPDATE", documentData: updated, previousDocumentData: a }],
        },
        {
          context: "delete",
          checkpoint: checkpoint(deleted),
          events: [{ documentId: "a", operation: "DELETE", documentData: deleted, previousDocumentData: updated }],
        },
        {
          context: "again",
          checkpoint: checkpoint(again),
          events: [{ documentId: "a", operation: "INSERT", documentData: again, previousDocumentData: null }],
        },
      ]);
      expect(new Set(bulks.map(({ id }) => id)).size).toBe(4);
    });

    it("announces before the write's promise resolves, and only what was written", async () => {
      const instance = await bench.open();
      const first = person("a");
      await instance.bulkWrite([{ document: first }], "test");
      const bulks = recorded(instance);
      await instance.bulkWrite([{ document: person("a") }, { document: person("b") }], "test");
      expect(bulks.map(({ events }) => events.map(({ documentId }) => documentId))).toEqual([["b"]]);
      await instance.bulkWrite([{ document: person("a") }], "test");
      expect(bulks).toHaveLength(1);
    });

    it("says nothing about a document that arrives deleted", async () => {
      const instance = await bench.open();
      const bulks = recorded(instance);
      await instance.bulkWrite([{ document: person("a", {}, { _deleted: true }) }], "test");
      expect(bulks).toEqual([]);
    });
  });

  describe("changes since a checkpoint", () => {
    const since = async (instance: TestInstance, limit: number, checkpoint?: { id: string; lwt: number }) => {
      if (instance.getChangedDocumentsSince) return instance.getChangedDocumentsSince(limit, checkpoint);
      const { getChangedDocumentsSince } = await import("rxdb");
      return getChangedDocumentsSince(instance, limit, checkpoint);
    };

    it("gives every change once, page by page, ties in time by id", async () => {
      const instance = await bench.open();
      const documents = Array.from({ length: 25 }, (_, index) => ({
        ...person(`id${String((index * 7) % 25).padStart(2, "0")}`),
        _meta: { lwt: 1000 + Math.floor(index / 5) + 0.01 },
      }));
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      const expected = documents.toSorted((a, b) => a._meta.lwt - b._meta.lwt || (a.id < b.id ? -1 : 1));
      const given: StoredDocument[] = [];
      let checkpoint: { id: string; lwt: number } | undefined;
      for (;;) {
        const page = await since(instance, 4, checkpoint);
        given.push(...page.documents);
        checkpoint = page.checkpoint;
        if (page.documents.length < 4) break;
      }
      expect(given).toEqual(expected);
      expect(await since(instance, 4, checkpoint)).toEqual({ documents: [], checkpoint });
    });

    it("gives the current state only, deleted documents included", async () => {
      const instance = await bench.open();
      const [a, b] = [person("a"), person("b")];
      await instance.bulkWrite([{ document: a }, { document: b }], "test");
      const start = (await since(instance, 10)).checkpoint;
      const updated = revised(a, { name: "Grace" });
      const deleted = revised(b, { _deleted: true });
      await instance.bulkWrite([{ previous: a, document: updated }], "test");
      await instance.bulkWrite([{ previous: b, document: deleted }], "test");
      expect((await since(instance, 10, start)).documents).toEqual([updated, deleted]);
      expect((await since(instance, 10)).documents).toEqual([updated, deleted]);
    });

    it("starts from nothing", async () => {
      const instance = await bench.open();
      expect(await since(instance, 10)).toEqual({ documents: [], checkpoint: { id: "", lwt: 0 } });
    });

    it("continues from the checkpoint of an event", async () => {
      const instance = await bench.open();
      const bulks = recorded(instance);
      await instance.bulkWrite([{ document: person("a") }, { document: person("b") }], "test");
      const [bulk] = bulks;
      const c = person("c");
      await instance.bulkWrite([{ document: c }], "test");
      expect((await since(instance, 10, bulk?.checkpoint)).documents).toEqual([c]);
    });
  });

  describe("cleanup", () => {
    it("purges what has been deleted for long enough, and nothing else", async () => {
      const instance = await bench.open();
      const [kept, gone, alive] = [person("kept"), person("gone"), person("alive")];
      const old = { ...revised(gone, { _deleted: true }), _meta: { lwt: Date.now() - 60_000 } };
      const recent = revised(kept, { _deleted: true });
      await instance.bulkWrite([{ document: kept }, { document: gone }, { document: alive }], "test");
      await instance.bulkWrite(
        [
          { previous: gone, document: old },
          { previous: kept, document: recent },
        ],
        "test",
      );
      expect(await instance.cleanup(30_000)).toBe(true);
      expect(await instance.findDocumentsById(["kept", "gone", "alive"], true)).toEqual([recent, alive]);
      // A purged id is free again, without a previous state.
      expect(await instance.bulkWrite([{ document: person("gone") }], "test")).toEqual({ error: [] });
    });

    it("gets to the end of many in as many calls as it asks for", async () => {
      const instance = await bench.open();
      const documents = Array.from({ length: 3_500 }, (_, index) => ({
        ...person(`id${index}`),
        _deleted: true,
        _meta: { lwt: 1 + index / 100 },
      }));
      await instance.bulkWrite(
        documents.map((document) => ({ document })),
        "test",
      );
      let calls = 0;
      while (!(await instance.cleanup(0)) && calls < 3_500) calls += 1;
      expect(
        await instance.findDocumentsById(
          documents.map(({ id }) => id),
          true,
        ),
      ).toEqual([]);
    });
  });
}
