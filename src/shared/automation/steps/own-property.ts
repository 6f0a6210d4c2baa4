/** Steps on the properties that the desk made for itself: set or empty one, copy into it, let it grow (F5). */
import { z } from "zod";
import { isOfType, OwnValue, typeOfPropertyId } from "../../model/setup/property.ts";
import { asksAll, asksNothing } from "../asked.ts";
import { listOf, words } from "../describe/words.ts";
import { propertyWords, valueWords } from "../describe/values.ts";
import { propertyType, referenceKindOf } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { atProperty } from "../property-reference.ts";
import { sets } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/** Names no property: a new step that nobody has filled in yet. */
const NONE_YET = "";
const named = z.string().max(128);

const setSchema = StepBase.extend({
  type: z.literal("set-value"),
  propertyId: named,
  /** Null: the property is emptied. */
  value: OwnValue.nullable(),
});
export type SetValueStep = z.infer<typeof setSchema>;

export const setValue: ActionKind<typeof setSchema> = {
  type: "set-value",
  category: "data",
  icon: "forms",
  label: "words.kind.set-value",
  schema: setSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "set-value", propertyId: NONE_YET, value: null }),
  references(step, path, at) {
    const kind = referenceKindOf("ticket", step.propertyId);
    const { value } = step;
    const kept =
      kind === null || value === null
        ? value
        : Array.isArray(value)
          ? value.map((id, index) => at(kind, id, `${path}.value.${index}`))
          : typeof value === "string"
            ? at(kind, value, `${path}.value`)
            : value;
    return { ...step, propertyId: atProperty(step.propertyId, `${path}.propertyId`, at), value: kept };
  },
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ propertyId, value }) => [
    typeof value === "object" && value !== null ? sets(propertyId) : sets(propertyId, plainOf(value)),
  ],
  validate({ propertyId, value }, path, context, report) {
    const type = typeOfPropertyId(propertyId);
    if (type === null || !context.has("property", propertyId)) {
      report(`${path}.propertyId`, "unknown-property", propertyId);
      return;
    }
    if (value === null) return;
    if (!isOfType(type, value)) report(`${path}.value`, "does-not-fit", String(value));
    const kind = referenceKindOf("ticket", propertyId);
    const ids = Array.isArray(value) ? value : [String(value)];
    if (kind !== null) for (const id of ids) if (!context.has(kind, id)) report(`${path}.value`, "unknown-value", id);
  },
  describe({ propertyId, value }, names) {
    const property = propertyWords("ticket", propertyId, names);
    if (value === null) return words("words.step.clear-property", { property });
    const said = (Array.isArray(value) ? value : [value]).map((one) => valueWords("ticket", propertyId, one, names));
    return words("words.step.set-property", { property, value: listOf(said, "and") });
  },
};

/** As changes are compared. */
const plainOf = (value: string | number | boolean | null) => (typeof value === "boolean" ? String(value) : value);

const copySchema = StepBase.extend({
  type: z.literal("copy-value"),
  from: z.object({ object: z.string().max(40), property: z.string().max(80) }),
  propertyId: named,
});
export type CopyValueStep = z.infer<typeof copySchema>;

/** What does not fit is seen when the step runs: it is skipped then, with the reason. */
export const copyValue: ActionKind<typeof copySchema> = {
  type: "copy-value",
  category: "data",
  icon: "copy",
  label: "words.kind.copy-value",
  schema: copySchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "copy-value", from: { object: "message", property: "subject" }, propertyId: NONE_YET }),
  references: (step, path, at) => ({
    ...step,
    from: { ...step.from, property: atProperty(step.from.property, `${path}.from.property`, at) },
    propertyId: atProperty(step.propertyId, `${path}.propertyId`, at),
  }),
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksAll,
  changes: ({ propertyId }) => [sets(propertyId)],
  validate({ from, propertyId }, path, context, report) {
    const name = `${from.object}.${from.property}`;
    const type = propertyType(from.object, from.property);
    if (type === null) report(`${path}.from.property`, "unknown-property", name);
    const to = propertyType("ticket", propertyId);
    if (to === null || !context.has("property", propertyId))
      report(`${path}.propertyId`, "unknown-property", propertyId);
    else if (
      from.property === propertyId ||
      (type !== null && to.kind !== "text" && to.kind !== type.kind && type.kind !== "text")
    )
      report(`${path}.propertyId`, "does-not-fit", `${name} → ${propertyId}`);
  },
  describe: ({ from, propertyId }, names) =>
    words("words.step.copy-property", {
      from: propertyWords(from.object, from.property, names),
      to: propertyWords("ticket", propertyId, names),
    }),
};

const increaseSchema = StepBase.extend({
  type: z.literal("increase-value"),
  propertyId: named,
  /** Of a date, days. Less than nothing takes away. */
  by: z.number().int().min(-1_000_000).max(1_000_000),
});
export type IncreaseValueStep = z.infer<typeof increaseSchema>;

export const increaseValue: ActionKind<typeof increaseSchema> = {
  type: "increase-value",
  category: "data",
  icon: "arrow-big-up-lines",
  label: "words.kind.increase-value",
  schema: increaseSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "increase-value", propertyId: NONE_YET, by: 1 }),
  references: (step, path, at) => ({ ...step, propertyId: atProperty(step.propertyId, `${path}.propertyId`, at) }),
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ propertyId }) => [sets(propertyId, undefined, "anew")],
  validate({ propertyId, by }, path, context, report) {
    const type = typeOfPropertyId(propertyId);
    if (type === null || !context.has("property", propertyId))
      report(`${path}.propertyId`, "unknown-property", propertyId);
    else if (type !== "number" && type !== "date") report(`${path}.propertyId`, "does-not-fit", propertyId);
    if (by === 0) report(`${path}.by`, "does-not-fit", "0");
  },
  describe({ propertyId, by }, names) {
    const property = propertyWords("ticket", propertyId, names);
    const isDate = typeOfPropertyId(propertyId) === "date";
    return words(`words.step.increase-value.${isDate ? "date" : "number"}`, { property, count: by });
  },
};
