import { describe, expect, test } from "vitest";
import { conditionTree, type ConditionTree } from "#renderer/features/ticket/workflows/condition-tree.ts";
import { enrolmentChecks } from "#renderer/features/ticket/workflows/enrolment-checks.ts";
import { explainFilter } from "#shared/automation/filters/explain.ts";
import type { Filter } from "#shared/automation/filters/filter.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import { conditionsOfReport } from "#main/desk/queries/past-evaluations.ts";

const contains = (value: string) => ({ object: "ticket", property: "subject", operator: "contains", value }) as const;
const facts = { nowEpochMs: 0, value: () => "Boots and a tent", changedBy: () => null };

/** As `all(boots, any(x, all(tent)))`, what fails with an exclamation mark. */
function drawn(part: ConditionTree | ConditionTree["parts"][number]): string {
  if (part.kind === "condition") {
    const { condition, holds } = part.condition;
    return `${holds ? "" : "!"}${"value" in condition ? condition.value : ""}`;
  }
  return `${part.holds ? "" : "!"}${part.match}(${part.parts.map(drawn).join(", ")})`;
}

describe("[F9b] the conditions of a filter", () => {
  test("stand in each other as the filter has them, each where it was", () => {
    const filter: Filter = {
      match: "all",
      parts: [
        { match: "any", parts: [contains("stove"), { match: "all", parts: [contains("boots"), contains("rope")] }] },
        contains("boots"),
        { match: "any", parts: [] },
        ...Array.from({ length: 9 }, (_, number) => contains(number === 8 ? "tent" : "boots")),
      ],
    };
    const { conditions, groups } = conditionsOfReport(explainFilter(filter, facts, null));
    const tree = conditionTree(groups, conditions);
    expect(tree && drawn(tree)).toBe(
      `!all(!any(!stove, !all(boots, !rope)), boots, !any(), ${"boots, ".repeat(8)}tent)`,
    );
  });

  test("of which there are none are an empty group, and those that were not asked no tree", () => {
    const { conditions, groups } = conditionsOfReport(explainFilter({ match: "all", parts: [] }, facts, null));
    expect([conditionTree(groups, conditions), conditionTree([], [])]).toEqual([
      { kind: "group", path: "", match: "all", holds: true, parts: [] },
      null,
    ]);
  });
});

describe("[F9b] what stands between a ticket and a workflow", () => {
  const explanation = (changes: Partial<Explanation>): Explanation => ({
    enabled: true,
    pipelineFits: true,
    sourceFits: true,
    paused: false,
    isMerged: false,
    isAside: false,
    isIn: false,
    beenThrough: false,
    mayEnrol: true,
    meetsFilter: true,
    conditions: [],
    groups: [],
    firstFailed: null,
    moments: [],
    lastEnrolment: null,
    evaluations: [],
    ...changes,
  });
  const failing = (changes: Partial<Explanation>) =>
    enrolmentChecks(explanation(changes)).flatMap(({ key, holds }) => (holds ? [] : [key]));

  test("is named by itself", () => {
    expect([
      failing({}),
      failing({ enabled: false }),
      failing({ pipelineFits: false }),
      failing({ sourceFits: false }),
      failing({ paused: true }),
      failing({ isMerged: true }),
      failing({ isAside: true }),
      failing({ isIn: true, mayEnrol: false }),
      failing({ beenThrough: true, mayEnrol: false }),
      failing({ meetsFilter: false }),
    ]).toEqual([
      [],
      ["enabled"],
      ["pipeline"],
      ["source"],
      ["notPaused"],
      ["notMerged"],
      ["notAside"],
      ["notIn"],
      ["again"],
      ["filter"],
    ]);
  });
});
