/**
 * What a form asks for, read off the schema of a kind of step or trigger: one field a property, each in the shape in which a person fills it in. What the
 * schema can't tell (that a text is a template, or names a document) stands in the tables below, by the property's name. Pure.
 */
import type { z } from "zod";
import type { ReferenceKind } from "#shared/automation/filters/properties.ts";

export type FieldShape =
  | { readonly kind: "text"; readonly isLong: boolean }
  | { readonly kind: "number"; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "choices"; readonly values: readonly string[] }
  | { readonly kind: "reference"; readonly of: ReferenceKind | "step"; readonly extra: readonly string[] }
  | { readonly kind: "references"; readonly of: ReferenceKind }
  | { readonly kind: "words" }
  | { readonly kind: "table" }
  | { readonly kind: "duration"; readonly units: readonly string[] }
  | { readonly kind: "date" }
  | { readonly kind: "time" }
  | { readonly kind: "weekdays" }
  /** `hasObject`: of the ticket or of what belongs to it, which stands beside it under `object`. */
  | { readonly kind: "property"; readonly only: "any" | "date"; readonly hasObject: boolean }
  /** A value that the property beside it can have. */
  | { readonly kind: "value" }
  | { readonly kind: "group"; readonly fields: readonly Field[] }
  | {
      readonly kind: "variants";
      readonly tag: string;
      readonly options: readonly { readonly value: string; readonly fields: readonly Field[] }[];
    };

export type Field = {
  readonly name: string;
  readonly shape: FieldShape;
  /** Null or absent says something too: a switch stands before it. */
  readonly isOptional: boolean;
  /** What stands there while that switch is off: null, or nothing at all. */
  readonly absent: null | undefined;
  /** What stands there when that switch is put on, or another variant is chosen. */
  readonly initial: unknown;
};

/** Properties that forms don't ask for: who the step is, and what has a place of its own on the panel. */
const OWN: ReadonlySet<string> = new Set(["id", "type", "onFailure", "alsoMadeByUsers", "arms", "otherwise"]);

const REFERENCES: Readonly<Record<string, ReferenceKind | "step">> = {
  userId: "user",
  userIds: "user",
  teamIds: "team",
  stageId: "stage",
  pipelineId: "pipeline",
  templateId: "mail-template",
  workflowId: "workflow",
  stepId: "step",
  owner: "user",
  propertyId: "property",
};

const LONG: ReadonlySet<string> = new Set(["body", "text", "detail", "template"]);

export function fieldsOf(schema: z.ZodObject): Field[] {
  return fieldsWithout(schema, OWN);
}

function fieldsWithout(schema: z.ZodObject, left: ReadonlySet<string>): Field[] {
  const isBeside = (name: string) => name === "object" && "property" in schema.shape;
  return Object.entries(schema.shape).flatMap(([name, one]) =>
    left.has(name) || isBeside(name) ? [] : [fieldOf(name, one as z.ZodType, schema)],
  );
}

function fieldOf(name: string, schema: z.ZodType, of: z.ZodObject): Field {
  const { inner, isOptional, isAbsent } = unwrapped(schema);
  const shape = shapeOf(name, inner, of);
  return { name, shape, isOptional, absent: isAbsent ? undefined : null, initial: initialOf(shape) };
}

/** Without what makes it optional. What has a default is always there. */
function unwrapped(schema: z.ZodType): {
  readonly inner: z.ZodType;
  readonly isOptional: boolean;
  readonly isAbsent: boolean;
} {
  const def = defOf(schema);
  if (def.innerType === undefined) return { inner: schema, isOptional: false, isAbsent: false };
  const within = unwrapped(def.innerType);
  const isAbsent = def.type === "optional";
  return {
    inner: within.inner,
    isOptional: within.isOptional || isAbsent || def.type === "nullable",
    isAbsent: within.isAbsent || isAbsent,
  };
}

type Def = {
  readonly type: string;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
};
const defOf = (schema: z.ZodType): Def => (schema as unknown as { readonly def: Def }).def;
const enumOf = (schema: z.ZodType): readonly string[] => Object.values(defOf(schema).entries ?? {});

function shapeOf(name: string, schema: z.ZodType, of: z.ZodObject): FieldShape {
  const def = defOf(schema);
  const reference = REFERENCES[name];
  switch (def.type) {
    case "boolean":
      return { kind: "flag" };
    case "enum":
      return { kind: "choice", values: enumOf(schema) };
    case "number": {
      if (name.endsWith("EpochMs") || name === "value") return { kind: "date" };
      if (name === "minuteOfDay") return { kind: "time" };
      const { minValue, maxValue } = schema as z.ZodNumber;
      return { kind: "number", min: finite(minValue), max: finite(maxValue) };
    }
    case "array": {
      const element = def.element as z.ZodType;
      if (defOf(element).type === "enum") return { kind: "choices", values: enumOf(element) };
      if (name === "weekdays") return { kind: "weekdays" };
      return reference === undefined || reference === "step"
        ? { kind: "words" }
        : { kind: "references", of: reference };
    }
    case "record":
      return { kind: "table" };
    case "union":
      return unionShape(name, def);
    case "object":
      return objectShape(schema as z.ZodObject);
    default:
      return stringShape(name, of);
  }
}

function stringShape(name: string, of: z.ZodObject): FieldShape {
  const reference = REFERENCES[name];
  if (reference !== undefined) return { kind: "reference", of: reference, extra: [] };
  // A date's offset is counted from a date.
  if (name === "property")
    return {
      kind: "property",
      only: "offset" in of.shape || "kind" in of.shape ? "date" : "any",
      hasObject: "object" in of.shape,
    };
  return { kind: "text", isLong: LONG.has(name) };
}

function unionShape(name: string, { options = [], discriminator }: Def): FieldShape {
  if (discriminator !== undefined)
    return {
      kind: "variants",
      tag: discriminator,
      options: options.map((option) => {
        const object = option as z.ZodObject;
        return {
          value: String(defOf(object.shape[discriminator] as z.ZodType).values?.[0]),
          fields: fieldsWithout(object, new Set([discriminator])),
        };
      }),
    };
  const words = options.flatMap((option) =>
    defOf(option).type === "literal" ? [String(defOf(option).values?.[0])] : [],
  );
  const reference = REFERENCES[name];
  return reference === undefined ? { kind: "value" } : { kind: "reference", of: reference, extra: words };
}

function objectShape(schema: z.ZodObject): FieldShape {
  const names = Object.keys(schema.shape);
  if (names.length === 2 && "amount" in schema.shape && "unit" in schema.shape)
    return { kind: "duration", units: enumOf(schema.shape["unit"] as z.ZodType) };
  return { kind: "group", fields: fieldsWithout(schema, new Set()) };
}

/** Zod tells unbounded integers by the greatest that can be told apart. */
const finite = (value: number | null | undefined) =>
  value === null || value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function initialOf(shape: FieldShape): unknown {
  switch (shape.kind) {
    case "text":
      return "";
    case "number":
      return shape.min ?? 1;
    case "flag":
      return false;
    case "choice":
      return shape.values[0];
    case "duration":
      return { amount: 1, unit: shape.units.includes("days") ? "days" : shape.units[0] };
    case "choices":
    case "references":
    case "words":
    case "weekdays":
      return [];
    case "table":
      return {};
    case "time":
      return 540;
    case "property":
      return shape.only === "date" ? "dueAtEpochMs" : "priority";
    case "group":
      return emptyOf(shape.fields);
    case "variants":
      return variantOf(shape.tag, shape.options[0]);
    // Only the desk can say: it is asked for.
    case "reference":
    case "date":
    case "value":
      return null;
  }
}

/** A variant that is chosen, with nothing said in it yet. */
export function variantOf(
  tag: string,
  option: { readonly value: string; readonly fields: readonly Field[] } | undefined,
): Readonly<Record<string, unknown>> {
  return { [tag]: option?.value, ...emptyOf(option?.fields ?? []) };
}

function emptyOf(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  const entries = fields.map((field) => [field.name, field.isOptional ? field.absent : field.initial] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The same with another value at a name; undefined takes the name away, as for what was never said. */
export function withValue<Of extends object>(of: Of, name: string, value: unknown): Of {
  if (value !== undefined) return { ...of, [name]: value };
  return Object.fromEntries(Object.entries(of).filter(([other]) => other !== name)) as Of;
}
