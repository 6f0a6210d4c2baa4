import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { describe, expect, test } from "vitest";
import { WorkflowDefinition } from "#shared/automation/definition.ts";
import { migrateDefinition } from "#shared/automation/migrate-definition.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { BranchStep } from "#shared/automation/steps/step.ts";
import { validateDefinition, type DefinitionContext } from "#shared/automation/validate/validate.ts";
import { StepId } from "#shared/model/ids.ts";

const NOTHING = { match: "all", parts: [] };

function define(changes: Readonly<Record<string, unknown>>): WorkflowDefinition {
  return WorkflowDefinition.parse({
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: NOTHING,
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps: [],
    ...changes,
  });
}

const desk: DefinitionContext = {
  has: (kind, id) => id === `${kind}-1`,
  hasStage: (stageId) => stageId === "stage-1",
  pipelineId: null,
};

const issuesOf = (changes: Readonly<Record<string, unknown>>) =>
  validateDefinition(define(changes), desk).map(({ path, key, about }) => `${path} ${key} ${about}`.trim());

const arm = (id: string, steps: unknown[] = []) => ({ id, name: id, filter: NOTHING, steps });

describe("[F1] a definition's parts fit the desk, or the path says which does not", () => {
  test("what is right has no issue", () => {
    expect(
      issuesOf({
        triggers: [
          { id: "t1", type: "stage-reached", stageId: "stage-1" },
          { id: "t2", type: "note-added" },
        ],
        filter: {
          match: "all",
          parts: [{ object: "ticket", property: "priority", operator: "is-any-of", values: ["high", "urgent"] }],
        },
        reenrolment: { kind: "on", triggerIds: ["t2"] },
        steps: [
          { id: "a", type: "move-stage", stageId: "stage-1" },
          { id: "b", type: "branch-if", arms: [arm("x", [{ id: "c", type: "stop" }])], otherwise: [] },
        ],
      }),
    ).toEqual([]);
  });

  test("triggers, filters, values", () => {
    expect(
      issuesOf({
        triggers: [
          { id: "t1", type: "stage-reached", stageId: "stage-9" },
          { id: "t1", type: "property-changed", property: "mood" },
        ],
        filter: {
          match: "any",
          parts: [
            { object: "ticket", property: "mood", operator: "is-known" },
            { object: "ticket", property: "subject", operator: "greater", number: 1 },
            { match: "all", parts: [{ object: "ticket", property: "priority", operator: "is", value: "very high" }] },
            { object: "ticket", property: "ownerId", operator: "is", value: "user-9" },
          ],
        },
        reenrolment: { kind: "on", triggerIds: ["t9"] },
      }),
    ).toEqual([
      "triggers.0.stageId unknown-stage stage-9",
      "triggers.1.id duplicate-trigger-id t1",
      "triggers.1.property unknown-property mood",
      "reenrolment.triggerIds.0 unknown-trigger t9",
      "filter.parts.0.property unknown-property ticket.mood",
      "filter.parts.1.operator operator-does-not-fit greater",
      "filter.parts.2.parts.0 unknown-value very high",
      "filter.parts.3 unknown-value user-9",
    ]);
  });

  test("business days, where the workflow has no hours: in triggers, conditions and steps", () => {
    const days = { amount: 2, unit: "business-days" };
    const lately = {
      match: "all",
      parts: [{ object: "ticket", property: "createdAtEpochMs", operator: "in-last", span: days }],
    };
    const asked = {
      triggers: [
        { id: "t1", type: "silence", after: "customer-message", duration: days },
        { id: "t2", type: "date-reached", property: "dueAtEpochMs", offset: { duration: days, direction: "before" } },
      ],
      filter: lately,
      unenrolment: { on: [], filter: { match: "any", parts: [lately] } },
      steps: [
        { id: "a", type: "wait-for", duration: days },
        {
          id: "b",
          type: "branch-if",
          arms: [{ ...arm("x", [{ id: "c", type: "set-due", after: days }]), filter: lately }],
          otherwise: [],
        },
        { id: "d", type: "increase-property", change: { property: "dueAtEpochMs", by: days, direction: "later" } },
        { id: "e", type: "wait-for-event", event: "customer-replied", timeout: days },
        { id: "f", type: "create-task", title: "Call", dueAfter: days },
      ],
    };
    expect(issuesOf(asked)).toEqual(
      [
        "triggers.0.duration",
        "triggers.1.offset.duration",
        "filter.parts.0.span",
        "unenrolment.filter.parts.0.parts.0.span",
        "steps.0.duration",
        "steps.1.arms.0.filter.parts.0.span",
        "steps.1.arms.0.steps.0.after",
        "steps.2.change.by",
        "steps.3.timeout",
        "steps.4.dueAfter",
      ].map((path) => `${path}.unit no-business-hours`),
    );
    expect(issuesOf({ ...asked, businessHours: { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "UTC" } })).toEqual([]);
  });

  test("steps, in arms too", () => {
    expect(
      issuesOf({
        steps: [
          { id: "a", type: "wait-for", duration: { amount: 1, unit: "days" }, businessHours: true },
          {
            id: "b",
            type: "branch-if",
            arms: [arm("x", [{ id: "a", type: "set-owner", userId: "user-9" }]), arm("x")],
            otherwise: [{ id: "c", type: "go-to", stepId: "nowhere" }],
          },
          { id: "f", type: "wait-until-date", date: { kind: "property", property: "subject" } },
        ],
      }),
    ).toEqual([
      "steps.0.businessHours no-business-hours",
      "steps.1.arms.0.steps.0.id duplicate-step-id a",
      "steps.1.arms.0.steps.0.userId unknown-user user-9",
      "steps.1.arms.1.id duplicate-arm-id x",
      "steps.1.otherwise.0.stepId unknown-step nowhere",
      "steps.2.date.property unknown-property subject",
    ]);
  });

  test("a loop needs something that waits on its way", () => {
    const loop = (between: unknown[]) =>
      issuesOf({
        steps: [
          { id: "a", type: "add-tags", tags: ["again"] },
          ...between,
          { id: "b", type: "branch-if", arms: [arm("x", [{ id: "back", type: "go-to", stepId: "a" }])], otherwise: [] },
        ],
      });
    expect(loop([])).toEqual(["steps endless-loop back"]);
    expect(loop([{ id: "w", type: "wait-for", duration: { amount: 1, unit: "hours" } }])).toEqual([]);
  });
});

test("[F5] out of an arm a run goes on behind the branch; an empty arm goes there at once", () => {
  const { steps } = define({
    steps: [
      {
        id: "b",
        type: "branch-if",
        arms: [arm("x", [{ id: "in", type: "add-tags", tags: ["x"] }]), arm("empty")],
        otherwise: [{ id: "else", type: "stop" }],
      },
      { id: "after", type: "stop" },
    ],
  });
  const tree = createStepTree(steps);
  const branch = tree.find("b") as BranchStep;
  expect([
    tree.first,
    tree.enter(branch, "x"),
    tree.next(StepId.parse("in")),
    tree.enter(branch, "empty"),
    tree.enter(branch, null),
    tree.next(StepId.parse("after")),
    tree.successors(branch),
  ]).toEqual(["b", "in", "after", "after", "else", null, ["in", "after", "else"]]);
});

test("definitions of version 1 load", () => {
  const migrated = migrateDefinition({
    version: 1,
    triggers: [{ type: "customer-replied" }, { type: "stage-reached", stageId: "stage-1" }],
    reenrolment: "every-time",
    steps: [
      { id: "set-status", type: "move-stage", stageId: "stage-1" },
      { id: "p", type: "set-property", change: { property: "priority", value: "high" } },
    ],
  });
  expect(migrated).toEqual(
    define({
      triggers: [
        { id: "t1", type: "customer-replied" },
        { id: "t2", type: "stage-reached", stageId: "stage-1" },
      ],
      reenrolment: { kind: "always" },
      sources: ["email", "form", "manual"],
      steps: [
        { id: "set-status", type: "move-stage", stageId: "stage-1" },
        { id: "p", type: "set-property", change: { property: "priority", value: "high" } },
      ],
    }),
  );
  expect(migrateDefinition(migrated)).toEqual(migrated);
  expect(() => migrateDefinition({ version: 3 })).toThrow();
});
