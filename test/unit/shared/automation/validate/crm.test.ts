import { describe, expect, test } from "vitest";
import { Step } from "#shared/automation/steps/step.ts";
import { validateStep, type DefinitionContext } from "#shared/automation/validate/validate.ts";

const desk: DefinitionContext = {
  has: (kind, id) => id === `${kind}-1`,
  hasStage: (stageId, pipelineId) => stageId === "stage-1" && pipelineId === "pipeline-1",
  pipelineId: null,
};

function issuesOf(step: Readonly<Record<string, unknown>>): string[] {
  const issues: string[] = [];
  validateStep(Step.parse({ id: "one", ...step }), "at", desk, (path, key, about = "") => {
    issues.push(`${path} ${key} ${about}`.trim());
  });
  return issues;
}

const ticket = { type: "create-ticket", subject: "x", pipelineId: "pipeline-1", stageId: "stage-1" };
const copy = (from: string, to: string) => {
  const [object, property] = from.split(".");
  return { type: "copy-property", from: { object, property }, to };
};

describe("[F5] CRM steps name what the desk has", () => {
  test.each([
    [{ type: "create-task", title: "Call {{ contact.firstname }}", userId: "user-1" }, []],
    [
      { type: "create-task", title: "{{ contact.shoe }}", detail: "{% if %}", userId: "nobody" },
      [
        "at.title bad-placeholder There is no placeholder contact.shoe.",
        "at.detail bad-placeholder",
        "at.userId unknown-user nobody",
      ],
    ],
    [{ ...ticket, owner: "user-1" }, []],
    [{ ...ticket, owner: "same", stageId: "gone" }, ["at.stageId unknown-stage gone"]],
    [
      { ...ticket, pipelineId: "gone", owner: "nobody-known" },
      ["at.pipelineId unknown-pipeline gone", "at.owner unknown-user nobody-known"],
    ],
    [{ type: "rotate-owner", userIds: ["user-1"], teamIds: ["team-1"] }, []],
    [{ type: "rotate-owner" }, ["at nobody-named"]],
    [
      { type: "rotate-owner", userIds: ["user-1", "gone"], teamIds: ["gone"] },
      ["at.userIds.1 unknown-user gone", "at.teamIds.0 unknown-team gone"],
    ],
    [{ type: "enrol-in", workflowId: "workflow-1" }, []],
    [{ type: "unenrol-from", workflowId: "gone" }, ["at.workflowId unknown-workflow gone"]],
    [{ type: "link-ticket", other: "oldest-open-of-contact" }, []],
  ])("%o", (step, expected) => {
    const found = issuesOf(step);
    // A parser's words are its own.
    expect(
      found.map((issue, at) => (issue.startsWith(expected[at] ?? issue) ? (expected[at] ?? issue) : issue)),
    ).toEqual(expected);
  });
});

describe("[F5] data steps fit their properties", () => {
  test.each([
    [copy("contact.name", "subject"), []],
    [copy("ticket.priority", "subject"), []],
    [copy("message.text", "priority"), []],
    [copy("ticket.dueAtEpochMs", "closedAtEpochMs"), []],
    [copy("ticket.ownerId", "subject"), ["at.to does-not-fit ticket.ownerId → subject"]],
    [copy("ticket.ownerId", "ownerId"), ["at.to does-not-fit ticket.ownerId → ownerId"]],
    [copy("ticket.tags", "subject"), ["at.to does-not-fit ticket.tags → subject"]],
    [copy("ticket.number", "dueAtEpochMs"), ["at.to does-not-fit ticket.number → dueAtEpochMs"]],
    [copy("ticket.stageId", "ownerId"), ["at.to does-not-fit ticket.stageId → ownerId"]],
    [copy("contact.shoe", "subject"), ["at.from.property unknown-property contact.shoe"]],
    [{ type: "increase-property", change: { property: "priority", by: 1 } }, []],
    [{ type: "increase-property", change: { property: "priority", by: 0 } }, ["at.change.by does-not-fit 0"]],
    [{ type: "format-property", property: "tags", template: "{{ contact.domain }}" }, []],
    [
      { type: "format-property", property: "tags", template: "{{ nothing }}" },
      ["at.template bad-placeholder There is no placeholder nothing."],
    ],
  ])("%o", (step, expected) => {
    expect(issuesOf(step)).toEqual(expected);
  });
});
