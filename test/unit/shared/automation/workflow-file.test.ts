import { describe, expect, test } from "vitest";
import { referencesOf } from "#shared/automation/references.ts";
import { withoutSecrets, withTokens } from "#shared/automation/secret-parts.ts";
import { readWorkflowFile, readWorkflowText } from "#shared/automation/workflow-file.ts";
import { all, definitionOf, tag } from "../../../support/definitions.ts";

const file = (changes: Readonly<Record<string, unknown>> = {}) => ({
  format: "pipedesk-workflow",
  version: 1,
  name: "VIP",
  definition: definitionOf({ steps: [tag("a")] }),
  ...changes,
});
const bundle = (...workflows: readonly unknown[]) => ({ format: "pipedesk-workflows", version: 1, workflows });
const issues = (value: unknown) => {
  const read = readWorkflowFile(value);
  return read.kind === "refused" ? read.issues.map(({ path }) => path) : read.kind;
};

describe("[F12] a file of workflows", () => {
  test("is read as text or as what was parsed, one workflow or several", () => {
    const one = { ...file(), description: "", pipelineId: null, overridesRules: false, references: [], leftOut: [] };
    expect([readWorkflowText(JSON.stringify(file())), readWorkflowFile(bundle(file(), file()))]).toEqual([
      { kind: "read", workflows: [one] },
      { kind: "read", workflows: [one, one] },
    ]);
  });

  test("is refused with the path of what is wrong", () => {
    expect({
      list: issues([]),
      nothing: issues(null),
      other: issues({ format: "other" }),
      newer: issues(file({ version: 2 })),
      noName: issues(file({ name: " " })),
      none: issues(bundle()),
      inside: issues(bundle(file(), file({ name: "" }))),
      definition: issues(file({ definition: 7 })),
      step: issues(file({ definition: { ...file().definition, steps: [tag("a"), { id: "x", type: "fly" }] } })),
      deep: issues(
        file({
          definition: {
            ...file().definition,
            steps: [
              {
                id: "b",
                type: "branch-if",
                arms: [{ id: "x", name: "", filter: all(), steps: [{ id: "c", type: "move-stage" }] }],
                otherwise: [],
              },
            ],
          },
        }),
      ),
    }).toEqual({
      list: [""],
      nothing: [""],
      other: ["format"],
      newer: ["version"],
      noName: ["name"],
      none: ["workflows"],
      inside: ["workflows.1.name"],
      definition: ["definition"],
      step: ["definition.steps.1.type"],
      deep: ["definition.steps.0.arms.0.steps.0.stageId"],
    });
  });

  test("that is too large or too deep is refused before it is looked into", () => {
    const long = JSON.stringify(file({ description: "x".repeat(10_000_000) }));
    const deep = `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`;
    let nested: unknown = 1;
    for (let depth = 0; depth < 50_000; depth += 1) nested = [nested];
    expect([
      readWorkflowText(long).kind,
      readWorkflowText(deep).kind,
      readWorkflowText('{"format":'),
      readWorkflowFile(file({ references: Array.from({ length: 500_000 }, () => 0) })).kind,
      readWorkflowFile(file({ definition: nested })).kind,
      // Brackets in a text are none.
      readWorkflowText(JSON.stringify(file({ description: '{"['.repeat(300) }))).kind,
    ]).toEqual([
      "too-large",
      "refused",
      { kind: "refused", issues: [{ path: "", message: "not JSON" }] },
      "too-large",
      "refused",
      "read",
    ]);
  });
});

test("[F12] every document that a definition names is found, with its path", () => {
  const definition = definitionOf({
    triggers: [
      { id: "t1", type: "stage-reached", stageId: "s1" },
      { id: "t2", type: "property-changed", property: "ownerId", from: null, to: "u1" },
    ],
    filter: all(
      { object: "ticket", property: "stageId", operator: "is", value: "s2" },
      { object: "ticket", property: "followerIds", operator: "has-any-of", values: ["u2"] },
      {
        object: "ticket",
        property: "priority",
        operator: "changed-by",
        author: { kind: "workflow", workflowId: "w1" },
      },
      { object: "contact", property: "companyId", operator: "is", value: "c1" },
      { object: "ticket", property: "source", operator: "is", value: "email" },
    ),
    unenrolment: { on: [], filter: all({ object: "ticket", property: "channelId", operator: "is", value: "ch1" }) },
    steps: [
      { id: "a", type: "move-stage", stageId: "s3", pipelineId: "p1" },
      { id: "b", type: "notify", title: "x", to: { userIds: ["u3"], teamIds: ["t1"] } },
      { id: "c", type: "send-email", mail: { kind: "template", templateId: "m1" } },
      {
        id: "d",
        type: "branch-value",
        object: "ticket",
        property: "pipelineId",
        arms: [
          {
            id: "x",
            name: "",
            values: ["p2"],
            steps: [
              { id: "e", type: "enrol-in", workflowId: "w2" },
              { id: "f", type: "rotate-owner", userIds: ["u4"], teamIds: ["t2"] },
              { id: "g", type: "create-ticket", subject: "x", pipelineId: "p3", stageId: "s4", owner: "u5" },
              { id: "h", type: "create-task", title: "x", userId: "u6" },
            ],
          },
        ],
        otherwise: [{ id: "i", type: "add-followers", userIds: ["u7"] }],
      },
    ],
  });
  expect(
    referencesOf(definition)
      .map(({ kind, id, path }) => `${path} ${kind} ${id}`)
      .toSorted(),
  ).toEqual([
    "filter.parts.0.value stage s2",
    "filter.parts.1.values.0 user u2",
    "filter.parts.2.author.workflowId workflow w1",
    "filter.parts.3.value company c1",
    "steps.0.pipelineId pipeline p1",
    "steps.0.stageId stage s3",
    "steps.1.to.teamIds.0 team t1",
    "steps.1.to.userIds.0 user u3",
    "steps.2.mail.templateId mail-template m1",
    "steps.3.arms.0.steps.0.workflowId workflow w2",
    "steps.3.arms.0.steps.1.teamIds.0 team t2",
    "steps.3.arms.0.steps.1.userIds.0 user u4",
    "steps.3.arms.0.steps.2.owner user u5",
    "steps.3.arms.0.steps.2.pipelineId pipeline p3",
    "steps.3.arms.0.steps.2.stageId stage s4",
    "steps.3.arms.0.steps.3.userId user u6",
    "steps.3.arms.0.values.0 pipeline p2",
    "steps.3.otherwise.0.userIds.0 user u7",
    "triggers.0.stageId stage s1",
    "triggers.1.to user u1",
    "unenrolment.filter.parts.0.value channel ch1",
  ]);
});

test("[F12] secrets are left out and told; tokens are made anew, or stay those of the same trigger", () => {
  const definition = definitionOf({
    triggers: [{ id: "t1", type: "incoming-webhook", token: "s".repeat(30) }],
    steps: [
      { id: "a", type: "post-chat", url: "https://hooks.example.com/services/T0/SECRET", text: "x" },
      {
        id: "b",
        type: "send-webhook",
        url: "https://me:SECRET@api.example.com/x?api_key=SECRET&page=2",
        headers: { Authorization: "Bearer SECRET", "X-Api-Key": "SECRET", Accept: "text/plain" },
      },
      { id: "c", type: "send-webhook", url: "https://api.example.com/y?page=2", secretName: "billing" },
    ],
  });
  const { definition: open, leftOut } = withoutSecrets(definition);
  expect(JSON.stringify(open)).not.toMatch(/SECRET|sss/u);
  expect(leftOut).toEqual(["steps.0.url", "steps.1.headers.Authorization", "steps.1.headers.X-Api-Key", "steps.1.url"]);
  expect(open.steps[2]).toEqual(definition.steps[2]);
  const tokenOf = ({ triggers: [trigger] }: typeof open) => trigger?.type === "incoming-webhook" && trigger.token;
  const made = () => "m".repeat(30);
  expect([tokenOf(withTokens(open, null, made)), tokenOf(withTokens(open, definition, made))]).toEqual([
    "m".repeat(30),
    "s".repeat(30),
  ]);
});
