import { describe, expect, test } from "vitest";
import { compileFilter, type FactValue, type Facts } from "#shared/automation/filters/evaluate.ts";
import { explainFilter, firstFailed } from "#shared/automation/filters/explain.ts";
import { Filter, type Condition } from "#shared/automation/filters/filter.ts";
import { MAX_FILTER_DEPTH } from "#shared/automation/filters/limits.ts";
import { operatorFits, OPERATORS } from "#shared/automation/filters/operators.ts";
import { PROPERTIES, propertyType } from "#shared/automation/filters/properties.ts";
import { WEEKDAYS_NINE_TO_FIVE, type BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Cause } from "#shared/model/cause.ts";
import { UserId } from "#shared/model/ids.ts";

const NOW = Date.UTC(2026, 4, 4, 9);
const HOUR_MS = 3_600_000;

function facts(values: Readonly<Record<string, FactValue>>, causes: Readonly<Record<string, Cause>> = {}): Facts {
  return {
    nowEpochMs: NOW,
    value: (object, property) => values[`${object}.${property}`] ?? null,
    changedBy: (property) => causes[property] ?? null,
  };
}

const subject = { object: "ticket", property: "subject" };
const priority = { object: "ticket", property: "priority" };
const tags = { object: "ticket", property: "tags" };
const due = { object: "ticket", property: "dueAtEpochMs" };
const count = { object: "ticket", property: "messageCount" };
const unread = { object: "ticket", property: "unread" };

const holds = (condition: Condition, values: Readonly<Record<string, FactValue>>) =>
  compileFilter({ match: "all", parts: [condition] }, null)(facts(values));

describe("[F3] operators", () => {
  const cases: [Condition, FactValue, boolean][] = [
    [{ ...subject, operator: "is", value: "Return" }, "  RETURN ", true],
    [{ ...subject, operator: "is", value: "Return" }, "Returns", false],
    [{ ...subject, operator: "is-not", value: "Return" }, null, true],
    [{ ...subject, operator: "contains", value: "ÜBER" }, "Frage über Schuhe", true],
    [{ ...subject, operator: "contains", value: "" }, "anything", false],
    [{ ...subject, operator: "contains", value: "x" }, null, false],
    [{ ...subject, operator: "contains-not", value: "x" }, null, true],
    [{ ...subject, operator: "starts-with", value: "re:" }, "Re: Boots", true],
    [{ ...subject, operator: "ends-with", value: "boots" }, "Re: Boots ", true],
    [{ ...priority, operator: "is-any-of", values: ["high", "urgent"] }, "urgent", true],
    [{ ...priority, operator: "is-any-of", values: ["high", "urgent"] }, null, false],
    [{ ...priority, operator: "is-none-of", values: ["high"] }, null, true],
    [{ ...priority, operator: "is-known" }, "low", true],
    [{ ...priority, operator: "is-unknown" }, null, true],
    [{ ...tags, operator: "has-any-of", values: ["vip", "b2b"] }, ["VIP", "x"], true],
    [{ ...tags, operator: "has-all-of", values: ["vip", "x"] }, ["VIP", "x"], true],
    [{ ...tags, operator: "has-all-of", values: ["vip", "y"] }, ["VIP", "x"], false],
    [{ ...tags, operator: "has-none-of", values: ["vip"] }, [], true],
    [{ ...tags, operator: "is-unknown" }, [], true],
    [{ ...count, operator: "greater", number: 2 }, 3, true],
    [{ ...count, operator: "greater", number: 2 }, null, false],
    [{ ...count, operator: "less", number: 2 }, 2, false],
    [{ ...count, operator: "equals", number: 2 }, 2, true],
    [{ ...count, operator: "not-equals", number: 2 }, null, true],
    [{ ...count, operator: "between", from: 5, to: 1 }, 3, true],
    [{ ...due, operator: "before", atEpochMs: NOW }, NOW - 1, true],
    [{ ...due, operator: "after", atEpochMs: NOW }, NOW, false],
    [{ ...due, operator: "in-last", span: { amount: 1, unit: "hours" } }, NOW - HOUR_MS, true],
    [{ ...due, operator: "in-last", span: { amount: 1, unit: "hours" } }, NOW - HOUR_MS - 1, false],
    [{ ...due, operator: "in-last", span: { amount: 1, unit: "hours" } }, NOW + 1, false],
    [{ ...due, operator: "not-in-last", span: { amount: 1, unit: "hours" } }, null, true],
    [{ ...due, operator: "in-next", span: { amount: 1, unit: "hours" } }, NOW + HOUR_MS, true],
    [{ ...due, operator: "not-in-next", span: { amount: 1, unit: "hours" } }, NOW + HOUR_MS, false],
    [{ ...unread, operator: "is-true" }, true, true],
    [{ ...unread, operator: "is-false" }, null, true],
  ];
  test.each(cases)("%j of %j: %j", (condition, value, expected) => {
    expect(holds(condition, { [`${condition.object}.${condition.property}`]: value })).toBe(expected);
  });

  test("changed by a user, a workflow, a rule, anybody; never changed is nobody", () => {
    const anna = UserId.parse("anna");
    const by = (author: Extract<Condition, { author: unknown }>["author"], cause: Cause | null) =>
      compileFilter(
        { match: "all", parts: [{ ...priority, operator: "changed-by", author }] },
        null,
      )(facts({}, cause ? { priority: cause } : {}));
    const user: Cause = { kind: "user", userId: anna };
    expect([
      by({ kind: "user", userId: anna }, user),
      by({ kind: "user", userId: UserId.parse("bert") }, user),
      by({ kind: "any-user" }, user),
      by({ kind: "any-workflow" }, user),
      by({ kind: "rule" }, { kind: "rule", rule: "D6" }),
      by({ kind: "anybody" }, user),
      by({ kind: "anybody" }, null),
    ]).toEqual([true, false, true, false, true, true, false]);
  });

  test("groups nest; an empty AND holds, an empty OR does not", () => {
    const vip: Condition = { ...tags, operator: "has-any-of", values: ["vip"] };
    const urgent: Condition = { ...priority, operator: "is", value: "urgent" };
    const nested: Filter = {
      match: "all",
      parts: [vip, { match: "any", parts: [urgent, { ...count, operator: "greater", number: 3 }] }],
    };
    const isMet = compileFilter(nested, null);
    expect([
      isMet(facts({ "ticket.tags": ["vip"], "ticket.messageCount": 4 })),
      isMet(facts({ "ticket.tags": ["vip"], "ticket.messageCount": 3 })),
      isMet(facts({ "ticket.tags": [], "ticket.priority": "urgent" })),
      compileFilter({ match: "all", parts: [] }, null)(facts({})),
      compileFilter({ match: "any", parts: [] }, null)(facts({})),
    ]).toEqual([true, false, false, true, false]);
  });
});

test("[F9b] the report holds what each condition saw, and the first that failed", () => {
  const vip: Condition = { ...tags, operator: "has-any-of", values: ["vip"] };
  const urgent: Condition = { ...priority, operator: "is", value: "urgent" };
  const many: Condition = { ...count, operator: "greater", number: 3 };
  const filter: Filter = { match: "all", parts: [vip, { match: "any", parts: [urgent, many] }] };
  const report = explainFilter(filter, facts({ "ticket.tags": ["vip"], "ticket.messageCount": 3 }), null);
  expect(report).toEqual({
    kind: "group",
    match: "all",
    holds: false,
    parts: [
      { kind: "condition", condition: vip, saw: ["vip"], holds: true },
      {
        kind: "group",
        match: "any",
        holds: false,
        parts: [
          { kind: "condition", condition: urgent, saw: null, holds: false },
          { kind: "condition", condition: many, saw: 3, holds: false },
        ],
      },
    ],
  });
  expect(firstFailed(report)?.condition).toEqual(urgent);
  expect(firstFailed(explainFilter({ match: "all", parts: [] }, facts({}), null))).toBeNull();
});

test("[F3] each property has operators, and only those that fit its type", () => {
  for (const [object, properties] of Object.entries(PROPERTIES)) {
    for (const name of Object.keys(properties)) {
      const type = propertyType(object, name);
      expect(type && OPERATORS[type.kind].every((operator) => operatorFits(operator, type, object))).toBe(true);
    }
  }
  const text = propertyType("ticket", "subject");
  expect(text && operatorFits("greater", text, "ticket")).toBe(false);
  expect(text && operatorFits("changed-by", text, "ticket")).toBe(true);
  expect(text && operatorFits("changed-by", text, "contact")).toBe(false);
  expect([propertyType("ticket", "nothing"), propertyType("__proto__", "toString")]).toEqual([null, null]);
});

test("filters deeper than a screen can show are refused by the schema", () => {
  const nest = (depth: number): unknown =>
    depth === 1 ? { match: "all", parts: [] } : { match: "all", parts: [nest(depth - 1)] };
  expect(Filter.safeParse(nest(MAX_FILTER_DEPTH)).success).toBe(true);
  expect(Filter.safeParse(nest(MAX_FILTER_DEPTH + 1)).success).toBe(false);
});

test("[F3] in the last business days: so many working days back from now, in the hours of the workflow", () => {
  const hours = { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "UTC", holidays: ["2026-05-04"] };
  const ask = (operator: "in-last" | "not-in-last" | "in-next", businessHours: BusinessHours) => {
    const span = { amount: 2, unit: "business-days" as const };
    // Wednesday, 10:00.
    const nowEpochMs = Date.UTC(2026, 4, 6, 10);
    return (value: number) =>
      compileFilter(
        { match: "all", parts: [{ ...due, operator, span }] },
        businessHours,
      )({
        ...facts({ "ticket.dueAtEpochMs": value }),
        nowEpochMs,
      });
  };
  // Monday is off: Tuesday and Friday are the two.
  const last = [Date.UTC(2026, 4, 1, 10), Date.UTC(2026, 4, 1, 10) - 1, Date.UTC(2026, 4, 6, 10) + 1];
  expect(last.map(ask("in-last", hours))).toEqual([true, false, false]);
  expect(last.map(ask("not-in-last", hours))).toEqual([false, true, true]);
  const next = [Date.UTC(2026, 4, 8, 10), Date.UTC(2026, 4, 8, 10) + 1, Date.UTC(2026, 4, 6, 10) - 1];
  expect(next.map(ask("in-next", hours))).toEqual([true, false, false]);
  const never = { ...hours, week: hours.week.map(() => []) as unknown as BusinessHours["week"] };
  expect(last.map(ask("in-last", never))).toEqual([false, false, false]);
});
