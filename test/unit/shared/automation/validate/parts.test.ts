import { expect, test } from "vitest";
import { validateDefinition, type DefinitionContext } from "#shared/automation/validate/validate.ts";
import { all, definitionOf, tag } from "../../../../support/definitions.ts";

const desk: DefinitionContext = {
  has: (kind, id) => id === `${kind}-1`,
  hasStage: (stageId) => stageId === "stage-1",
  pipelineId: null,
};

const issuesOf = (changes: Readonly<Record<string, unknown>>, context: DefinitionContext = desk) =>
  validateDefinition(definitionOf(changes), context).map(({ path, key, about }) => `${path} ${key} ${about}`.trim());

const arm = (id: string, values: readonly string[], steps: readonly unknown[] = []) => ({
  id,
  name: "",
  values,
  steps,
});

test("[F3] conditions name users and workflows that there are, and ranges that hold something", () => {
  const by = (author: object) => ({ object: "ticket", property: "priority", operator: "changed-by", author });
  const between = (from: number, to: number) => ({
    object: "ticket",
    property: "number",
    operator: "between",
    from,
    to,
  });
  expect(
    issuesOf({
      filter: all(
        by({ kind: "user", userId: "user-1" }),
        by({ kind: "user", userId: "gone" }),
        by({ kind: "workflow", workflowId: "gone" }),
        between(1, 1),
        between(2, 1),
      ),
    }),
  ).toEqual([
    "filter.parts.1.author.userId unknown-user gone",
    "filter.parts.2.author.workflowId unknown-workflow gone",
    "filter.parts.4.to does-not-fit 2 > 1",
  ]);
});

test("[F5] branches ask for values and outcomes that there can be", () => {
  const value = (property: string, arms: readonly unknown[]) => ({
    id: `by-${property}`,
    type: "branch-value",
    object: "ticket",
    property,
    arms,
    otherwise: [],
  });
  expect(
    issuesOf({
      steps: [
        value("priority", [arm("a", ["high", ""]), arm("b", ["highest"])]),
        value("ownerId", [arm("a", ["user-1", "gone"])]),
        value("subject", [arm("a", ["anything"])]),
        value("colour", [arm("a", ["red"])]),
        { id: "o", type: "branch-outcome", arms: [arm("a", ["failed", "lost"])], otherwise: [] },
      ],
    }),
  ).toEqual([
    "steps.0.arms.1.values.0 unknown-value highest",
    "steps.1.arms.0.values.1 unknown-value gone",
    "steps.3.property unknown-property ticket.colour",
    "steps.4.arms.0.values.1 unknown-value lost",
  ]);
});

test("[F1] the steps of all arms together are bounded", () => {
  const many = (prefix: string) => Array.from({ length: 600 }, (_, number) => tag(`${prefix}${number}`));
  const branch = { id: "b", type: "branch-outcome", arms: [arm("a", ["done"], many("x"))], otherwise: many("y") };
  expect(issuesOf({ steps: [branch] })).toEqual(["steps too-many-steps 1201"]);
});

test("[E1] a card has its status as its only trigger; [F2] a token is one workflow's", () => {
  const reached = { id: "t1", type: "stage-reached", stageId: "stage-1" };
  const hook = { id: "t2", type: "incoming-webhook", token: "x".repeat(20) };
  const card = { ...desk, cardOf: "stage-1" };
  expect([
    issuesOf({ triggers: [reached] }, card),
    issuesOf({ triggers: [reached, hook] }, card),
    issuesOf({ triggers: [hook] }, { ...desk, isTokenInUse: (token) => token.startsWith("x") }),
  ]).toEqual([[], ["triggers not-a-status-card stage-1"], ["triggers.0.token token-in-use"]]);
});
