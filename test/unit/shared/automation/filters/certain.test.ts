import { describe, expect, test } from "vitest";
import { alwaysTrue, neverTrue } from "#shared/automation/filters/certain.ts";
import { compileFilter, type FactValue } from "#shared/automation/filters/evaluate.ts";
import { Condition, type Filter } from "#shared/automation/filters/filter.ts";
import { OPERATORS } from "#shared/automation/filters/operators.ts";
import { durationMs } from "#shared/automation/steps/common.ts";
import type { Cause } from "#shared/model/cause.ts";
import { RunId, StepId, UserId, WorkflowId } from "#shared/model/ids.ts";

/** A generator of its own: a failure is told by its seed. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % sides;
  };
}

const NOW = Date.UTC(2026, 4, 4);
const TEXTS = ["a", "b", "ab", "aB", "ba"];
const CHOICES = ["low", "high", "urgent", "LOW"];
const PROPERTY = {
  text: "subject",
  number: "messageCount",
  date: "dueAtEpochMs",
  flag: "unread",
  choice: "priority",
  set: "tags",
};
type Kind = keyof typeof PROPERTY;
const AUTHORS = [
  { kind: "anybody" },
  { kind: "any-user" },
  { kind: "user", userId: "u" },
  { kind: "any-workflow" },
  { kind: "workflow", workflowId: "w" },
  { kind: "rule" },
];
const ids = { runId: RunId.parse("r"), stepId: StepId.parse("s") };
const CAUSES: readonly (Cause | null)[] = [
  null,
  { kind: "user", userId: UserId.parse("u") },
  { kind: "user", userId: UserId.parse("v") },
  { kind: "workflow", workflowId: WorkflowId.parse("w"), ...ids },
  { kind: "workflow", workflowId: WorkflowId.parse("x"), ...ids },
  { kind: "rule", rule: "D6" },
];

function conditionOf(kind: Kind, roll: (sides: number) => number): Condition {
  const pick = <One>(from: readonly One[]): One => from[roll(from.length)] as One;
  const operators: readonly string[] = [...OPERATORS[kind], "changed-by", "not-changed-by"];
  const words = kind === "text" ? TEXTS : kind === "choice" ? CHOICES : ["a", "b", "A", "c"];
  const from = roll(3);
  const to = from + roll(3);
  return Condition.parse({
    object: "ticket",
    property: PROPERTY[kind],
    operator: pick(operators),
    value: pick(words),
    values: Array.from({ length: 1 + roll(2) }, () => pick(words)),
    number: roll(6),
    from: kind === "date" ? NOW + from : from,
    to: kind === "date" ? NOW + to : to,
    atEpochMs: NOW + roll(6),
    span: { amount: 1 + roll(3), unit: "minutes" },
    author: pick(AUTHORS),
  });
}

/** Every text of up to five letters, every set, every number near those asked for: by trying all, nothing clever. */
const ALL: Readonly<Record<Kind, readonly FactValue[]>> = {
  text: [null, ...textsUpTo(5)],
  number: [null, ...Array.from({ length: 10 }, (_, at) => at - 2)],
  date: [
    null,
    ...Array.from({ length: 10 }, (_, at) => NOW + at - 2),
    ...[1, 2, 3].flatMap((amount) =>
      [-1, 1].flatMap((way) => [-1, 0, 1].map((by) => NOW + way * durationMs({ amount, unit: "minutes" }) + by)),
    ),
  ],
  flag: [null, true, false],
  choice: [null, "low", "medium", "high", "urgent"],
  set: [null, ...Array.from({ length: 16 }, (_, bits) => ["a", "b", "c", "z"].filter((_one, at) => bits & (1 << at)))],
};

function textsUpTo(length: number): string[] {
  const shorter = length === 0 ? [] : textsUpTo(length - 1);
  return [...new Set(["", ...shorter, ...shorter.flatMap((text) => ["a", "b", "-"].map((letter) => text + letter))])];
}

function outcomes(filter: Filter, kind: Kind): Set<boolean> {
  const holds = compileFilter(filter, null);
  const facts = CAUSES.flatMap((cause) => ALL[kind].map((value) => ({ value: () => value, changedBy: () => cause })));
  return new Set(facts.map((one) => holds({ ...one, nowEpochMs: NOW })));
}

describe("[F12b] a contradiction, and what always holds, by the form of a filter alone", () => {
  test.each(Object.keys(PROPERTY) as Kind[])(
    "of %s: as trying every value says, for two and three conditions",
    (kind) => {
      const differ: string[] = [];
      for (let seed = 1; seed <= 250; seed += 1) {
        const roll = dice(seed * 7919);
        const parts = Array.from({ length: 2 + roll(2) }, () => conditionOf(kind, roll));
        // A fixed date and a span from now may meet at another time than this one.
        const mixed = parts.some((one) => "span" in one) && parts.some((one) => "atEpochMs" in one || "from" in one);
        for (const filter of [
          { match: "all", parts },
          { match: "all", parts: [...parts.slice(1), { match: "all", parts: parts.slice(0, 1) }] },
          { match: "any", parts },
        ] as const) {
          const told = [neverTrue(filter) !== null, alwaysTrue(filter) !== null];
          const seen = outcomes(filter, kind);
          const right = [!seen.has(true), !seen.has(false)];
          const isRight = mixed ? (!told[0] || right[0]) && (!told[1] || right[1]) : String(told) === String(right);
          if (!isRight) differ.push(`seed ${seed}: told ${told.join()}, is ${right.join()}: ${JSON.stringify(filter)}`);
        }
      }
      expect(differ.slice(0, 3)).toEqual([]);
    },
  );
});
