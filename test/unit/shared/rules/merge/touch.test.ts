import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { anyHistory, emptySample, merge, play, SETS, stamp, type Sample } from "./replicas.ts";

describe("touch", () => {
  it("[H3] stamps what changes and nothing else", () => {
    expect(touch(emptySample(), { subject: "New", messageCount: 0, priority: null }, stamp(1), SETS)).toEqual({
      ...emptySample(),
      subject: "New",
      priority: null,
      stamps: { subject: stamp(1), priority: stamp(1) },
    });
  });

  it("[H3] does not change the document it was given", () => {
    const before = Object.freeze({ ...emptySample(), stamps: Object.freeze({}) });
    touch(before, { subject: "New", tags: [] }, stamp(1), SETS);
    expect(before).toEqual(emptySample());
  });

  it("[H3] stamps the elements of a set that come and go, and keeps them in the order of their adding", () => {
    const once = touch(emptySample(), { tags: ["z", "first", "y"] }, stamp(1), SETS);
    expect(once).toEqual({
      ...emptySample(),
      tags: ["first", "y", "z"],
      stamps: { "tags+z": stamp(1), "tags+y": stamp(1) },
    });
    const twice = touch(once, { tags: ["a", "z", "y"] }, stamp(2), SETS);
    expect(twice).toEqual({
      ...emptySample(),
      tags: ["y", "z", "a"],
      stamps: { "tags+z": stamp(1), "tags+y": stamp(1), "tags+a": stamp(2), "tags-first": stamp(2) },
    });
    expect(touch(twice, { tags: ["first", "y", "z", "a"] }, stamp(3), SETS).tags).toEqual(["y", "z", "a", "first"]);
  });

  it("[H3] undefined removes a property, and that is a change", () => {
    const { subject: _subject, ...rest } = emptySample();
    expect(touch<Sample>(emptySample(), Object.fromEntries([["subject", undefined]]), stamp(1), SETS)).toEqual({
      ...rest,
      stamps: { subject: stamp(1) },
    });
  });

  it("[H3] a change wins over what its author saw, also where that came from a clock that runs ahead", () => {
    const ahead: Sample = {
      ...emptySample(),
      subject: "from tomorrow",
      tags: [],
      stamps: { subject: stamp(99, "z"), "tags-first": stamp(99, "z") },
    };
    const changed = touch(ahead, { subject: "now", tags: ["first"] }, stamp(5), SETS);
    const justAfter = formatStamp({ epochMs: 99, counter: 1, deviceId: "a" });
    expect(changed).toEqual({
      ...ahead,
      subject: "now",
      tags: ["first"],
      stamps: { subject: justAfter, "tags-first": stamp(99, "z"), "tags+first": justAfter },
    });
    expect(merge(changed, ahead)).toEqual(changed);
  });

  it("[H3] a change is what the merge with the copy before it gives, after any history and with any stamp", () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.record({ subject: fc.string(), tags: fc.uniqueArray(fc.string({ maxLength: 3 })), _deleted: fc.boolean() }),
        fc.integer({ min: 0, max: 90_000_000 }),
        (history, changes, epochMs) => {
          const [before] = play(history);
          const after = touch(before, changes, stamp(epochMs, "x"), SETS);
          expect({ subject: after.subject, tags: new Set(after.tags), _deleted: after._deleted }).toEqual({
            ...changes,
            tags: new Set(changes.tags),
          });
          expect(merge(before, after)).toEqual(after);
          expect(touch(after, changes, stamp(epochMs + 1, "x"), SETS)).toEqual(after);
        },
      ),
    );
  });
});
