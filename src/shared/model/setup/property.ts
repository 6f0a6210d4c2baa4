import { z } from "zod";
import { UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** What a property of the desk's own can hold. It stays of the type that it was made with: workflows and values go by it. */
export const PROPERTY_TYPES = [
  "text",
  "long-text",
  "number",
  "date",
  "choice",
  "choices",
  "checkbox",
  "user",
  "url",
] as const;
export type PropertyValueType = (typeof PROPERTY_TYPES)[number];

const ID_PATTERN = new RegExp(`^pp-(${PROPERTY_TYPES.join("|")})_[0-9a-z]{1,64}$`);

/**
 * The id says the type: a condition, an event or a value that names a property can be read, merged and judged on a device that doesn't have the property's document (yet).
 * It is also the name under which workflows and events know the property, and the entry of its stamp in a ticket.
 */
export const PropertyId = z.string().regex(ID_PATTERN).brand<"PropertyId">();
export type PropertyId = z.infer<typeof PropertyId>;

/** The type of the property that has this id; null for what is no such id. */
export function typeOfPropertyId(id: string): PropertyValueType | null {
  const type = ID_PATTERN.exec(id)?.[1];
  return PROPERTY_TYPES.find((one) => one === type) ?? null;
}

export function isPropertyId(id: string): id is PropertyId {
  return ID_PATTERN.test(id);
}

/** One line, as a subject. */
export const MAX_TEXT_VALUE_CHARACTERS = 500;
/** Some pages: more belongs into a note. */
export const MAX_LONG_TEXT_VALUE_CHARACTERS = 20_000;
/** What browsers and proxies take at least. */
export const MAX_URL_VALUE_CHARACTERS = 2_000;
/** More than a person looks through in a list. */
export const MAX_OPTIONS = 200;
/** More than a panel can be read with. */
export const MAX_PROPERTIES = 100;
/** A double has 15 digits that can be relied on; money and measures need no more behind the point. */
export const MAX_DECIMALS = 8;

export const PropertyOption = z.object({
  name: z.string().trim().min(1).max(80),
  order: z.number(),
  /** It is not offered any more; tickets that have it keep it. Absent or null: it is offered. */
  archivedAtEpochMs: z.number().int().nullable().optional(),
});
export type PropertyOption = z.infer<typeof PropertyOption>;

export const OptionId = z.string().regex(/^po_[0-9a-z]{1,64}$/);

const bound = z.number().min(-1e15).max(1e15);

/** What a number must be. Null: whatever it is. */
export const NumberBounds = z.object({
  min: bound.nullable(),
  max: bound.nullable(),
  decimals: z.number().int().min(0).max(MAX_DECIMALS),
});
export type NumberBounds = z.infer<typeof NumberBounds>;

/** A property that the desk gives its tickets. */
export const Property = z.object({
  id: PropertyId,
  kind: z.literal("property"),
  object: z.literal("ticket"),
  name: z.string().trim().min(1).max(80),
  /** As templates and other programs name it; it stays when the property is renamed. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  type: z.enum(PROPERTY_TYPES),
  description: z.string().trim().max(500),
  /** Of a number. */
  bounds: NumberBounds.nullable(),
  /** Of a choice, by their ids; each merges by itself. */
  options: z.record(OptionId, PropertyOption),
  order: z.number(),
  /** It is not offered any more; values, and workflows that use it, stay as they are. Absent or null: it is offered. */
  archivedAtEpochMs: z.number().int().nullable().optional(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Property = z.infer<typeof Property>;

/** A moment that a calendar can show. */
const dayEpochMs = z.number().int().min(-8.64e15).max(8.64e15);

const VALUE_SCHEMAS = {
  text: z.string().min(1).max(MAX_TEXT_VALUE_CHARACTERS),
  "long-text": z.string().min(1).max(MAX_LONG_TEXT_VALUE_CHARACTERS),
  number: z.number(),
  /** Noon in UTC of the day: the same day nearly everywhere on earth, so that no clock shows the one before. */
  date: dayEpochMs,
  choice: OptionId,
  choices: z.array(OptionId).min(1).max(MAX_OPTIONS),
  checkbox: z.boolean(),
  user: UserId,
  url: z.url({ protocol: /^https?$/ }).max(MAX_URL_VALUE_CHARACTERS),
} as const satisfies Record<PropertyValueType, z.ZodType>;

/** A value of a property, whatever its type. */
export const OwnValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type OwnValue = z.infer<typeof OwnValue>;

/** Whether the value is one of the type, as it is kept; which options and bounds there are, only the property says. */
export function isOfType(type: PropertyValueType, value: unknown): boolean {
  return VALUE_SCHEMAS[type].safeParse(value).success;
}

/** The values that a ticket has, by property; of what is empty there is no entry. */
export const OwnValues = z.record(PropertyId, OwnValue).superRefine((values, context) => {
  for (const [id, value] of Object.entries(values)) {
    const type = typeOfPropertyId(id);
    if (type !== null && !isOfType(type, value))
      context.addIssue({ code: "custom", path: [id], message: `It is no value of the type ${type}.` });
  }
});
export type OwnValues = z.infer<typeof OwnValues>;

/** Values with some set, some emptied: as part of a ticket, which has the property only where it has values. */
export function valuesAfter(values: OwnValues | undefined, patch: OwnValuesPatch): { readonly values?: OwnValues } {
  const after = Object.entries({ ...values, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return after.length === 0 ? {} : { values: Object.fromEntries(after) as OwnValues };
}

/** What puts back what a patch sets. */
export function valuesBeforePatch(values: OwnValues | undefined, patch: OwnValuesPatch): OwnValuesPatch {
  const ids = Object.keys(patch).filter(isPropertyId);
  return Object.fromEntries(ids.map((id) => [id, values?.[id] ?? null]));
}

/** Values to be set; null empties. What is left out stays. */
export const OwnValuesPatch = z.record(PropertyId, OwnValue.nullable());
export type OwnValuesPatch = z.infer<typeof OwnValuesPatch>;
