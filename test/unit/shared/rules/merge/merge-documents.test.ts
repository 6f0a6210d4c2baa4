import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConflictHandler, mergeDocuments } from "#shared/rules/merge/merge-documents.ts";
import { anyHistory, anySample, emptySample, merge, play, SETS, stamp, type Sample } from "./replicas.ts";

describe("[H3] two devices changed one document", () => {
  it("[H3] per property the later change wins", () => {
    const a: Sample = {
      ...emptySample(),
      subject: "by a",
      priority: "low",
      stamps: { subject: stamp(5), priority: stamp(1) },
    };
    const b: Sample = {
      ...emptySample(),
      subject: "by b",
      priority: "high",
      stamps: { subject: stamp(4), priority: stamp(2) },
    };
    expect(merge(a, b)).toEqual({
      ...emptySample(),
      subject: "by a",
      priority: "high",
      stamps: { subject: stamp(5), priority: stamp(2) },
    });
  });

  it("[H3] the later of two stamps of one moment is decided by counter and device, not by who merges", () => {
    const a: Sample = { ...emptySample(), subject: "by a", stamps: { subject: stamp(5, "a") } };
    const b: Sample = { ...emptySample(), subject: "by b", stamps: { subject: stamp(5, "b") } };
    expect([merge(a, b).subject, merge(b, a).subject]).toEqual(["by b", "by b"]);
  });

  it("[H3] a later removal of a property wins over its value", () => {
    const { subject: _subject, ...rest } = emptySample();
    const removed: Sample = { ...rest, stamps: { subject: stamp(2) } };
    expect(merge({ ...emptySample(), stamps: { subject: stamp(1) } }, removed)).toEqual(removed);
  });

  it("[H3] a stamped property wins over one that was never changed", () => {
    const changed: Sample = { ...emptySample(), subject: "A", stamps: { subject: stamp(1) } };
    expect(merge({ ...emptySample(), subject: "Z" }, changed)).toEqual(changed);
  });

  it("[H3] tags merge per element: each was added or removed on its own", () => {
    const a: Sample = {
      ...emptySample(),
      tags: ["first", "a", "both"],
      stamps: { "tags+a": stamp(2), "tags+both": stamp(4) },
    };
    const b: Sample = {
      ...emptySample(),
      tags: ["b"],
      stamps: { "tags+b": stamp(1), "tags-first": stamp(3), "tags-both": stamp(3) },
    };
    expect(merge(a, b)).toEqual({
      ...emptySample(),
      tags: ["b", "a", "both"],
      stamps: {
        "tags+a": stamp(2),
        "tags+b": stamp(1),
        "tags-first": stamp(3),
        "tags+both": stamp(4),
        "tags-both": stamp(3),
      },
    });
  });

  it("[H3] an element added and removed in one moment is out", () => {
    const a: Sample = { ...emptySample(), tags: ["x"], stamps: { "tags+x": stamp(1) } };
    const b: Sample = { ...emptySample(), tags: [], stamps: { "tags-x": stamp(1) } };
    expect(merge(a, b).tags).toEqual([]);
  });

  it("[H3] a number that only grows takes its greatest value", () => {
    expect(merge({ ...emptySample(), messageCount: 9 }, { ...emptySample(), messageCount: 10 }).messageCount).toBe(10);
  });

  it("[H3] deleting is a change like another: the later of deleting and restoring wins", () => {
    const deleted: Sample = { ...emptySample(), _deleted: true, stamps: { _deleted: stamp(1) } };
    const restored: Sample = { ...emptySample(), stamps: { _deleted: stamp(2) } };
    expect([merge(deleted, restored)._deleted, merge(deleted, emptySample())._deleted]).toEqual([false, true]);
  });

  it("refuses to make one document of two", () => {
    expect(() => merge(emptySample(), { ...emptySample(), id: "other" })).toThrow(
      expect.objectContaining({ code: "PD_INTERNAL" }),
    );
  });

  it("leaves properties out that the document never had", () => {
    expect(mergeDocuments({ id: "p", stamps: {} }, { id: "p", stamps: {} }, { sets: SETS })).toEqual({
      id: "p",
      stamps: {},
    });
  });
});

describe("[H3] all devices end in the same state whatever the order in which they sync", () => {
  it("[H3] merging is commutative for any two copies", () => {
    fc.assert(
      fc.property(anySample, anySample, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a));
      }),
    );
  });

  it("[H3] merging is associative for any three copies", () => {
    fc.assert(
      fc.property(anySample, anySample, anySample, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
    );
  });

  it("[H3] merging is idempotent: what has been merged in once changes nothing a second time", () => {
    fc.assert(
      fc.property(anySample, anySample, (a, b) => {
        const merged = merge(a, b);
        expect(merge(merged, merged)).toEqual(merged);
        expect(merge(merged, a)).toEqual(merged);
        expect(merge(b, merged)).toEqual(merged);
      }),
    );
  });

  it("[H3] a copy that a device wrote is its own merge with itself", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        for (const copy of play(history)) expect(merge(copy, copy)).toEqual(copy);
      }),
    );
  });

  it("[H3] copies of any history meet in one state in every order, and no count is lost", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const [a, b, c] = play(history);
        const all = merge(merge(a, b), c);
        expect([merge(merge(c, b), a), merge(b, merge(a, c)), merge(merge(c, a), merge(b, c))]).toEqual([
          all,
          all,
          all,
        ]);
        expect(all.messageCount).toBe(Math.max(a.messageCount, b.messageCount, c.messageCount));
      }),
    );
  });
});

describe("conflict handler", () => {
  it("[H3] resolves by merging, whichever side is the master", async () => {
    const handler = createConflictHandler(SETS);
    await fc.assert(
      fc.asyncProperty(anySample, anySample, async (a, b) => {
        expect(await handler.resolve({ newDocumentState: a, realMasterState: b })).toEqual(merge(a, b));
        expect(await handler.resolve({ newDocumentState: b, realMasterState: a })).toEqual(merge(a, b));
      }),
    );
  });

  it("finds copies equal that differ only in the order of their keys or in what the storage keeps", () => {
    const handler = createConflictHandler(SETS);
    const sample = emptySample();
    const reversed = Object.fromEntries(Object.entries(sample).toReversed());
    expect(handler.isEqual(sample, { ...reversed, _rev: "1-x", _meta: { lwt: 1 }, _attachments: {} })).toBe(true);
    expect(handler.isEqual(sample, { ...sample, stamps: { subject: stamp(1) } })).toBe(false);
  });

  it("refuses what is no document", async () => {
    const conflict = { newDocumentState: {}, realMasterState: emptySample() };
    await expect(createConflictHandler(SETS).resolve<object>(conflict)).rejects.toMatchObject({ code: "PD_INTERNAL" });
  });
});
