/** Every kind of step and of trigger has its whole room: the walkers below know no kind by name. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { createSpeaker, say, words, type Words } from "#shared/automation/describe/words.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { mapReferences, referencesOf } from "#shared/automation/references.ts";
import { STEP_CATEGORIES } from "#shared/automation/steps/kind.ts";
import { kindOf, Step, STEP_KINDS, type StepType } from "#shared/automation/steps/step.ts";
import { TRIGGER_CATEGORIES } from "#shared/automation/triggers/kind.ts";
import { Trigger, TRIGGER_KINDS, type TriggerType } from "#shared/automation/triggers/trigger.ts";
import { validateDefinition, validateStep, type DefinitionContext } from "#shared/automation/validate/validate.ts";
import { LANGUAGES, type Language } from "#shared/i18n/index.ts";
import { PipelineId, StageId, StepId, UserId, WorkflowId } from "#shared/model/ids.ts";
import { definitionOf } from "../../../support/definitions.ts";

const OFFER: Offer = {
  pipelineId: PipelineId.parse("the-pipeline"),
  stageId: StageId.parse("the-stage"),
  userId: UserId.parse("the-user"),
  workflowId: WorkflowId.parse("the-workflow"),
  stepId: StepId.parse("first"),
  timeZone: "Europe/Rome",
};

const people = { userIds: ["the-user"], teamIds: ["the-team"] };
const arm = (parts: object) => ({ arms: [{ id: "a", name: "", steps: [], ...parts }], otherwise: [] });
const inStage = { object: "ticket", property: "stageId", operator: "is", value: "the-stage" };

/** Where a kind can hold more than a new step or trigger of it does. */
const RICHER: readonly (Readonly<Record<string, unknown>> & { readonly type: StepType | TriggerType })[] = [
  { type: "send-email", mail: { kind: "template", templateId: "the-mail-template" } },
  { type: "notify", to: people, title: "x" },
  { type: "send-internal-email", to: people, subject: "x", body: "x" },
  { type: "rotate-owner", ...people },
  { type: "create-task", title: "x", userId: "the-user" },
  { type: "create-ticket", subject: "x", pipelineId: "the-pipeline", stageId: "the-stage", owner: "the-user" },
  { type: "branch-value", object: "ticket", property: "ownerId", ...arm({ values: ["the-user"] }) },
  { type: "branch-if", ...arm({ filter: { match: "all", parts: [inStage] } }) },
  {
    type: "send-webhook",
    url: "https://shop.example/in",
    headers: { "X-Ticket": "{{ ticket.number }}" },
    body: "{{ ticket.subject }}",
  },
  { type: "property-changed", property: "ownerId", from: "the-user", to: "the-user" },
];
const richerOf = (type: string) => RICHER.filter((one) => one.type === type).map((one) => ({ id: "one", ...one }));

const stepTypes = Object.keys(STEP_KINDS) as StepType[];
const triggerTypes = Object.keys(TRIGGER_KINDS) as TriggerType[];
const newStep = (type: StepType) => ({ id: "one", ...STEP_KINDS[type].defaults(OFFER) });
const newTrigger = (type: TriggerType) => ({ id: "one", ...TRIGGER_KINDS[type].defaults(OFFER) });
const stepsOf = (type: StepType) => [newStep(type), ...richerOf(type)].map((step) => Step.parse(step));
const triggersOf = (type: TriggerType) => [newTrigger(type), ...richerOf(type)].map((one) => Trigger.parse(one));
const first = { id: "first", type: "wait-for", duration: { amount: 1, unit: "hours" } };

/** Definitions with every form of every kind, one in each. */
const definitions = [
  ...stepTypes.flatMap((type) =>
    stepsOf(type).map((step) => ({ type, definition: definitionOf({ steps: [first, step] }) })),
  ),
  ...triggerTypes.flatMap((type) =>
    triggersOf(type).map((one) => ({ type, definition: definitionOf({ triggers: [one] }) })),
  ),
];

/** Paths and values of all ids of the desk, whatever the kind. */
function idsIn(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.startsWith("the-") ? [`${path.slice(1)} ${value}`] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => idsIn(one, `${path}.${name}`));
}

const deskWith = (isThere: boolean): DefinitionContext => ({
  has: () => isThere,
  hasStage: () => isThere,
  pipelineId: null,
});

describe("a new step or trigger", () => {
  test.each(stepTypes)("[F5] %s can be read, and nothing is missing in it", (type) => {
    expect(Step.parse(newStep(type))).toEqual(newStep(type));
    expect(newStep(type).type).toBe(type);
  });

  test.each(triggerTypes)("[F2] %s can be read, and nothing is missing in it", (type) => {
    expect(Trigger.parse(newTrigger(type))).toEqual(newTrigger(type));
    expect(newTrigger(type).type).toBe(type);
  });

  test("can be saved on a desk that has what it names", () => {
    const refused = definitions.filter(({ definition }) => validateDefinition(definition, deskWith(true)).length > 0);
    // Which of the desk's own properties is meant, only a person can say.
    expect(refused.map(({ type }) => type)).toEqual(["set-value", "copy-value", "increase-value"]);
  });
});

describe.each(Object.keys(LANGUAGES) as Language[])("in words of %s", (language) => {
  const said = (phrase: Words) => say(phrase, createSpeaker(language, "UTC"));
  // A template that is repeated has braces of its own.
  const isWhole = (text: string) =>
    text !== "" && !/[{}]|undefined|\bwords\./u.test(text.replaceAll(/\{\{.*?\}\}/gu, ""));
  const names = (_kind: string, id: string) => `“${id}”`;

  test("[F5] what every kind of step does and is called, and where it belongs", () => {
    for (const type of stepTypes) {
      expect(said(words(STEP_KINDS[type].label))).toSatisfy(isWhole);
      expect(STEP_CATEGORIES).toContain(STEP_KINDS[type].category);
      for (const step of stepsOf(type)) expect(said(describeStep(step, names))).toSatisfy(isWhole);
    }
  });

  test("[F2] what every kind of trigger waits for and is called, and where it belongs", () => {
    for (const type of triggerTypes) {
      expect(said(words(TRIGGER_KINDS[type].label))).toSatisfy(isWhole);
      expect(TRIGGER_CATEGORIES).toContain(TRIGGER_KINDS[type].category);
      for (const trigger of triggersOf(type)) expect(said(describeTrigger(trigger, names))).toSatisfy(isWhole);
    }
  });

  test("no two kinds of steps, and no two categories, are called the same", () => {
    const labels = stepTypes.map((type) => said(words(STEP_KINDS[type].label)));
    const ofSteps = STEP_CATEGORIES.map((category) => said(words(`words.stepCategory.${category}`)));
    const ofTriggers = TRIGGER_CATEGORIES.map((category) => said(words(`words.triggerCategory.${category}`)));
    for (const all of [labels, ofSteps, ofTriggers]) expect(new Set(all).size).toBe(all.length);
  });
});

describe("[F12] documents that a kind names", () => {
  test.each(definitions)("$type: the walker finds each at its path, and replaces it", ({ definition }) => {
    const found = referencesOf(definition).map(({ id, path }) => `${path} ${id}`);
    expect(found.toSorted()).toEqual(idsIn(definition).toSorted());
    expect(idsIn(mapReferences(definition, ({ kind }) => `other-${kind}`))).toEqual([]);
  });

  test("are missed where the desk has none of them", () => {
    const silent = definitions.filter(
      ({ definition }) => idsIn(definition).length > 0 && validateDefinition(definition, deskWith(false)).length === 0,
    );
    expect(silent.map(({ type }) => type)).toEqual([]);
  });
});

test("[F6] every template lies where its kind says, and a mistake in it is told there", () => {
  for (const type of stepTypes)
    for (const step of stepsOf(type)) {
      const templates = kindOf(step).templates(step);
      if (templates.length === 0) expect(JSON.stringify(step), type).not.toContain("{{");
      for (const { field, text } of templates) {
        expect(at(step, field), `${type} ${field}`).toBe(text);
        const told: string[] = [];
        validateStep(withMistake(step, field), "steps.0", deskWith(true), (path, key) => told.push(`${path} ${key}`));
        expect(told).toEqual([`steps.0.${field} bad-placeholder`]);
      }
    }
});

describe("the tables", () => {
  test.each(["steps", "triggers"])("have every kind that is written in the folder of %s", async (folder) => {
    const path = fileURLToPath(new URL(`../../../../src/shared/automation/${folder}/`, import.meta.url));
    const table: object = folder === "steps" ? STEP_KINDS : TRIGGER_KINDS;
    const registered: ReadonlySet<unknown> = new Set<unknown>(Object.values(table));
    const written: unknown[] = [];
    for (const file of await readdir(path)) {
      const module = (await import(`${path}${file}`)) as Readonly<Record<string, unknown>>;
      written.push(
        ...Object.values(module).filter(
          (value) => typeof value === "object" && value !== null && "schema" in value && "label" in value,
        ),
      );
    }
    expect(written.filter((kind) => !registered.has(kind))).toEqual([]);
    expect(written).toHaveLength(registered.size);
  });

  test("each kind's icon is one that the interface has", () => {
    const fileOf = (icon: string) =>
      `Icon${icon.replaceAll(/(?:^|-)(.)/gu, (_all, letter: string) => letter.toUpperCase())}.mjs`;
    const folder = new URL("../../../../node_modules/@tabler/icons-react/dist/esm/icons/", import.meta.url);
    const icons = [...Object.values(STEP_KINDS), ...Object.values(TRIGGER_KINDS)].map(({ icon }) => icon);
    expect(icons.filter((icon) => !existsSync(new URL(fileOf(icon), folder)))).toEqual([]);
  });
});

/** The step with a placeholder that is not there in the place of a template. */
function withMistake(step: Step, field: string): Step {
  const copy: unknown = structuredClone(step);
  const names = field.split(".");
  const last = names.pop() ?? "";
  Object.assign(at(copy, names.join(".")) as object, { [last]: "{{ no.such }}" });
  return Step.parse(copy);
}

/** What stands at a path as the validator tells it; '' is the whole. */
function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path === "" ? [] : path.split("."))
    found =
      typeof found === "object" && found !== null ? (found as Readonly<Record<string, unknown>>)[name] : undefined;
  return found;
}
