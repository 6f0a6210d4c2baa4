import { describe, expect, test } from "vitest";
import type { Facts, FactValue } from "#shared/automation/filters/evaluate.ts";
import { branchValue } from "#shared/automation/steps/branch-value.ts";
import { propertyChanged } from "#shared/automation/triggers/property-changed.ts";
import { EventId } from "#shared/model/ids.ts";

const COMPOSED = "Caf\u00e9";
const DECOMPOSED = "CAFE\u0301";

describe("[F2] [F3] triggers on a value compare as conditions do", () => {
  const fires = (change: Readonly<Record<string, unknown>>, from: unknown, to: unknown) => {
    const trigger = propertyChanged.schema.parse({ id: "t", type: "property-changed", ...change });
    const body = { type: "ticket.property-changed", property: trigger.property, from, to } as never;
    const event = {
      id: EventId.parse("e"),
      atEpochMs: 0,
      stamp: "",
      cause: { kind: "import", source: "" },
      depth: 0,
      body,
    };
    return propertyChanged.matches(trigger, event as never);
  };

  test.each([
    [{ property: "tags", to: COMPOSED }, [], [DECOMPOSED], true],
    [{ property: "tags", to: COMPOSED }, [COMPOSED], [DECOMPOSED, "x"], false],
    [{ property: "tags", from: "vip" }, ["VIP", "x"], ["x"], true],
    [{ property: "tags", to: null }, ["x"], [], true],
    [{ property: "tags", to: null }, ["x", "y"], ["x"], false],
    [{ property: "tags", from: null }, [], ["x"], true],
    [{ property: "tags", from: null }, ["x"], ["x", "y"], false],
    [{ property: "followerIds", from: null, to: "u" }, [], ["u"], true],
    [{ property: "subject", to: " boots" }, "Shoes", "BOOTS", true],
    [{ property: "priority", to: null }, "low", null, true],
    [{ property: "priority", from: "low", to: "high" }, "low", "urgent", false],
    [{ property: "dueAtEpochMs", to: 5 }, null, 5, true],
  ])("%j from %j to %j: %s", (change, from, to, does) => {
    expect(fires(change, from, to)).toBe(does);
  });
});

describe("[F5] a branch on a value", () => {
  const arm = (property: string, values: readonly string[], value: FactValue) => {
    const facts: Facts = { nowEpochMs: 0, value: () => value, changedBy: () => null };
    const arms = [{ id: "a", name: "", values: [...values], steps: [] }];
    const step = { id: "b", type: "branch-value", object: "ticket", property, arms, otherwise: [] };
    return branchValue.choose(step as never, { facts, lastOutcome: null, lot: 0, businessHours: null });
  };

  test.each([
    ["tags", [""], [], "a"],
    ["tags", [""], ["x"], null],
    ["tags", [COMPOSED], ["y", DECOMPOSED], "a"],
    ["priority", [""], null, "a"],
    ["subject", ["boots "], " Boots", "a"],
    ["unread", ["true"], true, "a"],
  ] as const)("%s with the arm %j of %j: %s", (property, values, value, taken) => {
    expect(arm(property, values, value)).toBe(taken);
  });
});
