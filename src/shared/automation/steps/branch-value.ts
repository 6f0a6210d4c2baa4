import { z } from "zod";
import { askedOfObject } from "../asked.ts";
import { propertyWords, valueWords } from "../describe/values.ts";
import { listOf, words, type Names, type Phrase } from "../describe/words.ts";
import { folded } from "../filters/evaluate.ts";
import { propertyType, referenceKindOf } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { isPropertyId } from "../../model/setup/property.ts";
import { atProperty } from "../property-reference.ts";
import { isPossible } from "../validate/filters.ts";
import { armsSchema, branchWords, deadValueArms, hasNoFilters, valueArmSchema } from "./branch.ts";
import type { Branch, ValueArm } from "./branch.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type AnyStep, type BranchKind } from "./kind.ts";

/** Takes the arm that has the property's value; '' is the value of what is unknown. */
export interface BranchValueStep<Inner = AnyStep> extends Branch<Inner> {
  readonly type: "branch-value";
  readonly object: string;
  readonly property: string;
  readonly arms: ValueArm<Inner>[];
}

export const branchValue = {
  type: "branch-value",
  category: "branch",
  icon: "arrows-split-2",
  label: "words.kind.branch-value",
  schema: <Inner>(steps: z.ZodType<Inner[]>) =>
    StepBase.extend({
      type: z.literal("branch-value"),
      object: z.string().max(40),
      property: z.string().max(80),
      arms: armsSchema(valueArmSchema(steps)),
      otherwise: steps,
    }),
  defaults: () => ({
    type: "branch-value",
    object: "ticket",
    property: "priority",
    arms: [{ id: "a", name: "", values: ["urgent"], steps: [] }],
    otherwise: [],
  }),
  references(step, path, at) {
    const kind = referenceKindOf(step.object, step.property);
    const property = atProperty(step.property, `${path}.property`, at);
    if (kind === null) return { ...step, property };
    const arms = step.arms.map((arm, index) => ({
      ...arm,
      values: arm.values.map((id, number) => at(kind, id, `${path}.arms.${index}.values.${number}`)),
    }));
    return { ...step, property, arms };
  },
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: ({ object }) => askedOfObject(object),
  changes: changesNothing,
  validate({ object, property, arms }, path, context, report) {
    const type = propertyType(object, property);
    if (type === null || (isPropertyId(property) && !context.has("property", property))) {
      report(`${path}.property`, "unknown-property", `${object}.${property}`);
      return;
    }
    arms.forEach(({ values }, position) =>
      values.forEach((value, index) => {
        if (value !== "" && !isPossible(type, value, context))
          report(`${path}.arms.${position}.values.${index}`, "unknown-value", value);
      }),
    );
  },
  describe: (step, names) =>
    words("words.step.branch-value", {
      property: propertyWords(step.object, step.property, names),
      arms: branchWords(step, (armId) => describeArm(step, armId, names)),
    }),
  choose({ object, property, arms }, { facts }) {
    const value = facts.value(object, property);
    const all = Array.isArray(value) ? (value as readonly string[]) : value === null ? [] : [String(value)];
    // The arm of what is unknown takes a ticket without tags too.
    const held = new Set((all.length === 0 ? [""] : all).map((one) => folded(one.trim())));
    return arms.find(({ values }) => values.some((one) => held.has(folded(one.trim()))))?.id ?? null;
  },
  describeArm,
  deadArms: ({ arms }) => deadValueArms(arms),
  mapFilters: hasNoFilters,
} satisfies BranchKind<BranchValueStep>;

function describeArm({ object, property, arms }: BranchValueStep, armId: string, names: Names): Phrase {
  const arm = arms.find(({ id }) => id === armId);
  if (!arm) return words("words.arm.otherwise");
  const values = arm.values.map((value) => valueWords(object, property, value, names));
  return listOf(values, "or");
}
