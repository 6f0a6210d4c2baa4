import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowFile } from "#shared/automation/workflow-file.ts";
import { UserId, WorkflowId } from "#shared/model/ids.ts";
import { all, definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { moveTo, refusalOf, WEBHOOK } from "./manage-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

/** Another desk; the one before is left. */
async function elsewhere(): Promise<void> {
  await desk.close();
  desk = await openTestDesk();
}

/** As it comes out of a file. */
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A pipeline with stages of the desk's own ids, and what else a workflow may name. */
async function furnish(team = "Second level") {
  const pipeline = await desk.client.pipelines.create({ name: "Returns" });
  const [first] = pipeline.stages;
  if (!first) throw new Error("A pipeline has stages.");
  return { pipeline, stageId: first.id, team: await desk.client.teams.create({ name: team }) };
}

async function exported(changes: Readonly<Record<string, unknown>> = {}): Promise<WorkflowFile> {
  const { pipeline, stageId, team } = await furnish();
  const made = await desk.client.workflows.create({
    name: "Returned",
    description: "Boots.",
    pipelineId: pipeline.id,
    overridesRules: true,
    enabled: true,
    definition: definitionOf({
      triggers: [{ id: "t1", type: "stage-reached", stageId }],
      steps: [{ id: "n", type: "notify", title: "Look", to: { teamIds: [team.id] } }],
      ...changes,
    }),
  });
  return desk.client.workflows.exportOne({ id: made.id });
}

describe("[F12] export and import", () => {
  test("to another desk: what it names is found by its name, and it lands switched off", async () => {
    const file = await exported();
    expect(file.references.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "pipeline Returns",
      "stage New",
      "team Second level",
    ]);
    await elsewhere();
    const { pipeline, stageId, team } = await furnish();
    const { items, unresolved } = await desk.client.workflows.import({ file: throughJson(file) });
    expect(unresolved).toEqual([]);
    expect(items).toMatchObject([
      {
        name: "Returned",
        description: "Boots.",
        pipelineId: pipeline.id,
        overridesRules: true,
        enabled: false,
        origin: "user",
        revision: 1,
        definition: {
          triggers: [{ id: "t1", type: "stage-reached", stageId }],
          steps: [{ id: "n", type: "notify", title: "Look", to: { teamIds: [team.id] } }],
        },
      },
    ]);
  });

  test("to the same desk: what is there is what is meant, of two with one name too", async () => {
    const file = await exported();
    await desk.client.teams.create({ name: "Second level 2" });
    const { items } = await desk.client.workflows.import({ file: throughJson(file) });
    expect(items[0]?.definition).toEqual(file.definition);
  });

  test("asks for what it does not find, makes nothing, and takes the answer", async () => {
    const file = await exported();
    await elsewhere();
    const { pipeline, stageId, team } = await furnish("Other");
    await desk.client.pipelines.update({ id: pipeline.id, name: "Rücksendungen" });
    const before = await desk.client.workflows.list({});
    const asked = await desk.client.workflows.import({ file: throughJson(file) });
    expect(asked.items).toEqual([]);
    // The stage is called so in both pipelines of that desk.
    expect(asked.unresolved.map(({ kind, name, paths, candidates }) => [kind, name, paths, candidates.length])).toEqual(
      [
        ["pipeline", "Returns", ["workflows.0.pipelineId"], 0],
        ["stage", "New", ["workflows.0.definition.triggers.0.stageId"], 2],
        ["team", "Second level", ["workflows.0.definition.steps.0.to.teamIds.0"], 0],
      ],
    );
    expect(await desk.client.workflows.list({})).toEqual(before);
    const idOf = (kind: string) => asked.unresolved.find((one) => one.kind === kind)?.id ?? "";
    const mapping = [
      { kind: "pipeline" as const, id: idOf("pipeline"), to: pipeline.id },
      { kind: "team" as const, id: idOf("team"), to: team.id },
    ];
    const { items, unresolved } = await desk.client.workflows.import({ file: throughJson(file), mapping });
    expect([unresolved, items[0]?.pipelineId, items[0]?.definition.triggers]).toEqual([
      [],
      pipeline.id,
      [{ id: "t1", type: "stage-reached", stageId }],
    ]);
    // An answer that names nothing is none.
    const wrong = await desk.client.workflows.import({
      file: throughJson(file),
      mapping: [{ kind: "team", id: idOf("team"), to: "nobody" }],
    });
    expect(wrong.unresolved.map(({ kind }) => kind)).toEqual(["pipeline", "stage", "team"]);
  });

  test("several in one file keep naming each other", async () => {
    const second = await desk.client.workflows.create({
      name: "Second",
      definition: definitionOf({ steps: [tag("a")] }),
    });
    const first = await desk.client.workflows.create({
      name: "First",
      definition: definitionOf({ steps: [{ id: "e", type: "enrol-in", workflowId: second.id }] }),
    });
    const file = await desk.client.workflows.exportMany({ ids: [first.id, second.id] });
    const one = await desk.client.workflows.exportOne({ id: first.id });
    await elsewhere();
    const { items } = await desk.client.workflows.import({ file: throughJson(file) });
    expect(items.map(({ name }) => name)).toEqual(["First", "Second"]);
    expect(items[0]?.definition.steps).toEqual([{ id: "e", type: "enrol-in", workflowId: items[1]?.id }]);
    expect((items[1]?.order ?? 0) - (items[0]?.order ?? 0)).toBe(1);
    // Alone, the first finds the second by its name.
    const alone = await desk.client.workflows.import({
      file: throughJson(one),
    });
    expect(alone.items[0]?.definition.steps).toEqual(items[0]?.definition.steps);
  });

  test("tokens and keys stay here; a new token is made, and what has to be filled in again is told", async () => {
    const made = await desk.client.workflows.create({
      name: "Hook",
      definition: definitionOf({
        triggers: [WEBHOOK],
        steps: [{ id: "c", type: "post-chat", url: "https://hooks.example.com/services/SECRET", text: "x" }],
      }),
    });
    const file = await desk.client.workflows.exportOne({ id: made.id });
    expect(JSON.stringify(file)).not.toMatch(/SECRET|x{32}/u);
    const { items, leftOut } = await desk.client.workflows.import({ file: throughJson(file) });
    const [trigger] = items[0]?.definition.triggers ?? [];
    expect(leftOut).toEqual(["workflows.0.definition.steps.0.url"]);
    expect(trigger?.type === "incoming-webhook" && /^[\w-]{32}$/u.test(trigger.token)).toBe(true);
    expect(trigger).not.toEqual(WEBHOOK);
  });

  test("definitions of older versions are brought up to date", async () => {
    const definition = {
      version: 1,
      triggers: [{ type: "customer-replied" }],
      reenrolment: "every-time",
      steps: [moveTo(STAGES.closed)],
    };
    const file = { format: "pipedesk-workflow", version: 1, name: "Old", definition };
    const { items } = await desk.client.workflows.import({ file });
    expect([items[0]?.definition.version, items[0]?.definition.steps]).toEqual([2, [moveTo(STAGES.closed)]]);
  });
});

describe("[F12] files that are no good", () => {
  const file = (changes: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) => ({
    format: "pipedesk-workflow",
    version: 1,
    name: "Odd",
    definition: { ...definitionOf({ steps: [tag("a")] }), ...changes },
    ...more,
  });
  const refused = (value: unknown) => refusalOf(desk.client.workflows.import({ file: value }));

  test("are refused with the path, and nothing is made", async () => {
    const before = await desk.client.workflows.list({});
    const loop = [
      { id: "a", type: "go-to", stepId: "b" },
      { id: "b", type: "go-to", stepId: "a" },
    ];
    const gone = all({ object: "ticket", property: "colour", operator: "is", value: "red" });
    expect({
      none: await refused(undefined),
      text: await refused("VIP"),
      newer: await refused(file({}, { version: 9 })),
      step: (await refused(file({ steps: [{ id: "a", type: "fly" }] })))[1]?.split(" ")[0],
      loop: await refused(file({ steps: loop })),
      property: await refused(file({ filter: gone })),
      large: await refused(file({}, { description: "x".repeat(10_000_000) })),
    }).toEqual({
      none: ["PD_INPUT_INVALID", "not an object"],
      text: ["PD_INPUT_INVALID", "not an object"],
      newer: ["PD_INPUT_INVALID", "version made by a newer program"],
      step: "definition.steps.0.type",
      loop: ["PD_INPUT_INVALID", "workflows.0.definition.steps endless-loop: a"],
      property: ["PD_INPUT_INVALID", "workflows.0.definition.filter.parts.0.property unknown-property: ticket.colour"],
      large: ["PD_INPUT_TOO_LARGE"],
    });
    expect(await desk.client.workflows.list({})).toEqual(before);
  });

  test("that name what is nowhere ask for it", async () => {
    const steps = [moveTo("stage-x"), { id: "o", type: "set-owner", userId: UserId.parse("user-x") }];
    const { items, unresolved } = await desk.client.workflows.import({ file: file({ steps }) });
    expect([items, unresolved]).toEqual([
      [],
      [
        { kind: "stage", id: "stage-x", name: "", paths: ["workflows.0.definition.steps.0.stageId"], candidates: [] },
        { kind: "user", id: "user-x", name: "", paths: ["workflows.0.definition.steps.1.userId"], candidates: [] },
      ],
    ]);
  });
});

describe("[F12b] the linter over the desk", () => {
  test("tells mistakes and warnings of a definition that is not saved, of any version", async () => {
    const lint = (definition: unknown) => desk.client.workflows.lint({ definition, pipelineId: SUPPORT });
    const replied = { triggers: [{ id: "t1", type: "customer-replied" }] };
    expect({
      odd: await lint(definitionOf({ ...replied, steps: [moveTo(STAGES.closed), moveTo("gone", "m2")] })),
      old: await lint({
        version: 1,
        triggers: [{ type: "ticket-created" }],
        reenrolment: "never",
        steps: [moveTo("gone")],
      }),
      none: (await lint({ version: 2 })).errors.map(({ path, key }) => `${path} ${key}`)[0],
      self: await desk.client.workflows.problems({ id: WorkflowId.parse("workflow-pipeline-support-d2") }),
    }).toEqual({
      odd: {
        errors: [{ path: "steps.1.stageId", key: "unknown-stage", about: "gone" }],
        warnings: [
          {
            path: "triggers.0",
            key: "same-property",
            about: "stageId",
            workflowId: "workflow-pipeline-support-d2",
          },
        ],
      },
      old: { errors: [{ path: "steps.0.stageId", key: "unknown-stage", about: "gone" }], warnings: [] },
      none: "triggers not-valid",
      self: { errors: [], warnings: [] },
    });
  });
});
