import fc from "fast-check";
import type { Stamps } from "#shared/model/stamps.ts";
import { createHybridClock } from "#shared/rules/clock/hybrid-clock.ts";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import { mergeDocuments, touch } from "#shared/rules/merge/merge-documents.ts";

/** A document with every kind of property that merging knows. */
export type Sample = {
  id: string;
  subject?: string | null;
  priority?: string | number | null;
  tags: string[];
  messageCount: number;
  _deleted: boolean;
  stamps: Stamps;
};

export const SETS = ["tags"];
export const merge = (a: Sample, b: Sample): Sample => mergeDocuments(a, b, { sets: SETS });

export function emptySample(): Sample {
  return {
    id: "t",
    subject: "Hello",
    tags: ["first"],
    messageCount: 0,
    _deleted: false,
    stamps: {},
  };
}

export function stamp(epochMs: number, deviceId = "a"): string {
  return formatStamp({ epochMs, counter: 0, deviceId });
}

const TAGS = ["first", "vip", "+", "-", "a-b", "tags+vip"];

const anyStamp = fc.constantFrom(stamp(1), stamp(2), stamp(2, "b"), stamp(3));

/** Copies that no device would write: any values with any stamps, arrays at odds with the stamps of their elements. */
export const anySample: fc.Arbitrary<Sample> = fc
  .record({
    subject: fc.option(fc.constantFrom(null, "", "Hello", "Ciao"), { nil: undefined }),
    priority: fc.option(fc.constantFrom<(string | number | null)[]>(null, 2, 10, "low", "10"), { nil: undefined }),
    tags: fc.array(fc.constantFrom(...TAGS), { maxLength: 4 }),
    messageCount: fc.integer({ min: 0, max: 12 }),
    deleted: fc.boolean(),
    stamps: fc.dictionary(
      fc.constantFrom("subject", "priority", "_deleted", ...TAGS.flatMap((tag) => [`tags+${tag}`, `tags-${tag}`])),
      anyStamp,
      { maxKeys: 8 },
    ),
  })
  .map(({ subject, priority, deleted, ...rest }) => ({
    id: "t",
    ...(subject === undefined ? {} : { subject }),
    ...(priority === undefined ? {} : { priority }),
    ...rest,
    _deleted: deleted,
  }));

type Operation =
  | { kind: "set"; replica: number; change: Partial<Pick<Sample, "subject" | "priority" | "_deleted">> }
  | { kind: "tags"; replica: number; tags: string[] }
  | { kind: "count"; replica: number }
  | { kind: "sync"; replica: number; with: number };

const REPLICAS = 3;
const replica = fc.integer({ min: 0, max: REPLICAS - 1 });
const change = fc.oneof(
  fc.record({ subject: fc.constantFrom("Hello", "Ciao", "Hallo") }),
  fc.record({ priority: fc.constantFrom(null, "low", "high") }),
  fc.record({ _deleted: fc.boolean() }),
);

/** What people do on three devices whose clocks differ by up to a day, with syncs in any direction in between. */
export const anyHistory: fc.Arbitrary<{ operations: Operation[]; skewsMs: number[] }> = fc.record({
  operations: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("set" as const), replica, change }),
      fc.record({
        kind: fc.constant("tags" as const),
        replica,
        tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 4 }),
      }),
      fc.record({ kind: fc.constant("count" as const), replica }),
      fc.record({ kind: fc.constant("sync" as const), replica, with: replica }),
    ),
    { maxLength: 25 },
  ),
  skewsMs: fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: REPLICAS, maxLength: REPLICAS }),
});

/** Plays a history and returns each replica's copy at the end. */
export function play({
  operations,
  skewsMs,
}: {
  operations: Operation[];
  skewsMs: number[];
}): [Sample, Sample, Sample] {
  let nowEpochMs = 1_000;
  const clocks = skewsMs.map((skewMs, index) =>
    createHybridClock({ nowEpochMs: () => nowEpochMs + skewMs, deviceId: `d${index}` }),
  );
  const copies: [Sample, Sample, Sample] = [emptySample(), emptySample(), emptySample()];
  for (const operation of operations) {
    nowEpochMs += 1;
    const index = operation.replica as 0 | 1 | 2;
    const clock = clocks[index];
    if (clock === undefined) throw new Error("a clock is missing");
    if (operation.kind === "sync") {
      const other = operation.with as 0 | 1 | 2;
      copies[index] = merge(copies[index], copies[other]);
      for (const seen of Object.values(copies[index].stamps)) clock.observe(seen);
      continue;
    }
    const next = clock.next();
    const copy = copies[index];
    if (operation.kind === "set") copies[index] = touch(copy, operation.change, next, SETS);
    if (operation.kind === "tags") copies[index] = touch(copy, { tags: operation.tags }, next, SETS);
    if (operation.kind === "count") copies[index] = { ...copy, messageCount: copy.messageCount + 1 };
  }
  return copies;
}
