import { describe, expect, test } from "vitest";
import { diffDefinitions } from "#shared/automation/definition-diff.ts";
import { all, choose, definitionOf, tag } from "../../../support/definitions.ts";

const diff = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) =>
  diffDefinitions(definitionOf(before), definitionOf(after));

describe("[F1] what changed between two revisions", () => {
  test("nothing", () => {
    const same = { steps: [tag("a"), choose("b", { vip: [tag("c")] })] };
    expect(diff(same, same)).toEqual([]);
  });

  test("steps that came, went, changed; a branch is another only by what is its own", () => {
    expect(
      diff(
        { steps: [tag("a"), tag("b"), choose("c", { vip: [tag("d")], old: [] })] },
        { steps: [tag("a", "other"), choose("c", { vip: [tag("d", "more")], new: [] }), tag("e")] },
      ),
    ).toEqual([
      { kind: "step-removed", stepId: "b", type: "add-tags" },
      { kind: "step-changed", stepId: "a", type: "add-tags", properties: ["tags"] },
      { kind: "step-changed", stepId: "c", type: "branch-if", properties: ["arms"] },
      { kind: "step-changed", stepId: "d", type: "add-tags", properties: ["tags"] },
      { kind: "step-added", stepId: "e", type: "add-tags" },
    ]);
  });

  test("moved is who left its list or its order, not who gave way", () => {
    expect(diff({ steps: [tag("a"), tag("b"), tag("c")] }, { steps: [tag("c"), tag("a"), tag("b")] })).toEqual([
      { kind: "step-moved", stepId: "c", type: "add-tags" },
    ]);
    expect(
      diff({ steps: [tag("a"), choose("b", { vip: [] })] }, { steps: [choose("b", { vip: [tag("a")] })] }),
    ).toEqual([{ kind: "step-moved", stepId: "a", type: "add-tags" }]);
  });

  test("triggers and settings", () => {
    expect(
      diff(
        {
          triggers: [
            { id: "t1", type: "ticket-created" },
            { id: "t2", type: "stage-reached", stageId: "one" },
          ],
        },
        {
          triggers: [
            { id: "t2", type: "stage-reached", stageId: "two" },
            { id: "t3", type: "note-added" },
          ],
          filter: all({ object: "ticket", property: "unread", operator: "is-true" }),
          reenrolment: { kind: "always" },
          sources: ["email", "chat"],
        },
      ),
    ).toEqual([
      { kind: "trigger-removed", triggerId: "t1", type: "ticket-created" },
      { kind: "trigger-changed", triggerId: "t2", type: "stage-reached", properties: ["stageId"] },
      { kind: "trigger-added", triggerId: "t3", type: "note-added" },
      { kind: "setting-changed", setting: "filter" },
      { kind: "setting-changed", setting: "reenrolment" },
      { kind: "setting-changed", setting: "sources" },
    ]);
  });
});
