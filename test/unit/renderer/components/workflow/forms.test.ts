import { describe, expect, test } from "vitest";
import { conditionWith, newCondition } from "#renderer/components/workflow/form/conditions.ts";
import { fieldsOf, variantOf, withValue, type Field } from "#renderer/components/workflow/form/fields.ts";
import { intervalsOf } from "#renderer/components/workflow/panel/intervals.ts";
import { placeOfPath } from "#renderer/components/workflow/problems/place-of-path.ts";
import { Condition, type Operator } from "#shared/automation/filters/filter.ts";
import { OPERATORS } from "#shared/automation/filters/operators.ts";
import { PROPERTIES, propertyType } from "#shared/automation/filters/properties.ts";
import type { Offer } from "#shared/automation/kind.ts";
import { schemaOf, STEP_KINDS, type StepType } from "#shared/automation/steps/step.ts";
import { TRIGGER_KINDS, triggerSchemaOf, type TriggerType } from "#shared/automation/triggers/trigger.ts";
import { messages as en } from "#shared/i18n/en/index.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

const OFFER = {
  pipelineId: "p",
  stageId: "s",
  userId: "u",
  workflowId: "w",
  stepId: "a",
  timeZone: "Europe/Rome",
} as Offer;
const stepTypes = Object.keys(STEP_KINDS) as StepType[];
const forms: readonly { readonly type: string; readonly fields: readonly Field[]; readonly made: object }[] = [
  ...stepTypes.map((type) => ({ type, fields: fieldsOf(schemaOf(type)), made: STEP_KINDS[type].defaults(OFFER) })),
  ...(Object.keys(TRIGGER_KINDS) as TriggerType[]).map((type) => ({
    type,
    fields: fieldsOf(triggerSchemaOf(type)),
    made: TRIGGER_KINDS[type].defaults(OFFER),
  })),
];

/** With those in groups and in variants. */
const allFields = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [
    field,
    ...(field.shape.kind === "group" ? allFields(field.shape.fields) : []),
    ...(field.shape.kind === "variants" ? field.shape.options.flatMap((option) => allFields(option.fields)) : []),
  ]);

describe("[E6] the form of a kind", () => {
  test.each(forms)("$type asks for all that its steps have, and for nothing else", ({ type, fields, made }) => {
    const beside = new Set(["type", "arms", "otherwise", ...(type === "branch-value" ? ["object"] : [])]);
    const missing = Object.keys(made).filter(
      (name) => !beside.has(name) && !fields.some((field) => field.name === name),
    );
    expect(missing).toEqual([]);
    expect(fields.filter(({ name }) => beside.has(name))).toEqual([]);
  });

  test("[F5] has a name for each field and each value", () => {
    const keys = forms.flatMap(({ fields }) =>
      allFields(fields).flatMap(({ name, shape }) => [
        `workflows.field.${name}`,
        ...("values" in shape ? shape.values.map((value) => `workflows.value.${name}.${value}`) : []),
        ...(shape.kind === "reference" ? shape.extra.map((value) => `workflows.value.${name}.${value}`) : []),
        ...(shape.kind === "duration" ? shape.units.map((unit) => `workflows.value.unit.${unit}`) : []),
        ...(shape.kind === "variants" ? shape.options.map(({ value }) => `workflows.value.${shape.tag}.${value}`) : []),
      ]),
    );
    expect(Array.from(new Set(keys)).filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  test("[F5] fills what is chosen of several forms so that it can be read once a person has said what only they know", () => {
    const mail = fieldsOf(schemaOf("send-email")).find(({ name }) => name === "mail");
    if (mail?.shape.kind !== "variants") throw new Error("A mail has two forms.");
    const made = mail.shape.options.map((option) => variantOf("kind", option));
    expect(made).toEqual([
      { kind: "template", templateId: null },
      { kind: "custom", subject: "", body: "", html: false, marketing: false },
    ]);
  });

  test("takes away what is said no more", () => {
    expect([
      withValue({ a: 1, b: 2 }, "a", undefined),
      withValue({ a: 1 }, "a", null),
      withValue({ a: 1 }, "b", 2),
    ]).toEqual([{ b: 2 }, { a: null }, { a: 1, b: 2 }]);
  });
});

describe("[F3] conditions", () => {
  const properties = Object.entries(PROPERTIES).flatMap(([object, ofObject]) =>
    Object.keys(ofObject).map((property) => [object, property] as const),
  );

  test("a new one of any property can be read but for the value that is still to be said", () => {
    const wrong = properties.filter(
      ([object, property]) => !Condition.safeParse(withSomeValue(newCondition(object, property))).success,
    );
    expect(wrong).toEqual([]);
  });

  test("keep what fits when the comparison is another one", () => {
    const all = (object: string, property: string): readonly Operator[] => {
      const type = propertyType(object, property);
      return type === null ? [] : OPERATORS[type.kind];
    };
    for (const [object, property] of properties)
      for (const operator of all(object, property))
        expect(
          Condition.safeParse(withSomeValue(conditionWith(newCondition(object, property), operator))).success,
        ).toBe(true);
    const is = { object: "ticket", property: "priority", operator: "is", value: "high" } as const;
    const anyOf = conditionWith(is, "is-any-of");
    expect([anyOf, conditionWith(anyOf, "is-not")]).toEqual([
      { object: "ticket", property: "priority", operator: "is-any-of", values: ["high"] },
      { ...is, operator: "is-not" },
    ]);
  });

  test("have a word for every comparison and every object", () => {
    const operators = Condition.options.flatMap(({ shape }) =>
      "options" in shape.operator ? shape.operator.options : Array.from(shape.operator.values),
    );
    const keys = [
      ...operators.map((one) => `workflows.operator.${one}`),
      ...Object.keys(PROPERTIES).map((one) => `workflows.value.object.${one}`),
    ];
    expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  /** A person says it. */
  function withSomeValue(condition: Condition): Condition {
    if ("values" in condition && condition.values.length === 0) return { ...condition, values: ["x"] };
    return condition;
  }
});

test("hours of a day are read as people write them, or not at all", () => {
  expect(["9-12:30, 14:00–18", "", "18-9", "nine to five", "9-25", "9:75-10", "14-18, 9-12"].map(intervalsOf)).toEqual([
    [
      { fromMinute: 540, toMinute: 750 },
      { fromMinute: 840, toMinute: 1080 },
    ],
    [],
    null,
    null,
    null,
    null,
    [
      { fromMinute: 540, toMinute: 720 },
      { fromMinute: 840, toMinute: 1080 },
    ],
  ]);
});

test("[E6] a mistake is told at the box and the field that its path names", () => {
  const definition = definitionOf({
    steps: [tag("a"), choose("b", { vip: [tag("c")] }, [choose("g", { x: [tag("h")] })])],
  });
  const place = (path: string, about = "") => {
    const { boxId, field } = placeOfPath(definition, path, about);
    return `${boxId} ${field}`;
  };
  expect([
    place("steps.0.tags.0"),
    place("steps.1.arms.0.filter.parts.0.value"),
    place("steps.1.arms.0"),
    place("steps.1.arms.0.steps.0.tags"),
    place("steps.1.otherwise.0.arms.0.steps.0"),
    place("steps.1.otherwise"),
    place("steps.1.arms"),
    place("steps", "h"),
    place("steps"),
    place("steps.7.tags"),
    place("filter.parts.0"),
    place("triggers.0.stageId"),
  ]).toEqual([
    "a tags.0",
    "b/arm/vip filter.parts.0.value",
    "b/arm/vip ",
    "c tags",
    "h ",
    "b/otherwise ",
    "b arms",
    "h ",
    "triggers ",
    "triggers ",
    "triggers filter.parts.0",
    "triggers triggers.0.stageId",
  ]);
});
