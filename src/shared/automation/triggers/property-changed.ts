import { z } from "zod";
import type { TicketEvent } from "../../model/event.ts";
import { isPropertyId } from "../../model/setup/property.ts";
import { propertyOf } from "../../model/property-of.ts";
import { propertyWords, valueWords } from "../describe/values.ts";
import { words, type Names, type Words } from "../describe/words.ts";
import { folded } from "../filters/evaluate.ts";
import { propertyType, referenceKindOf, type PropertyType } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { atProperty } from "../property-reference.ts";
import { isPossible } from "../validate/filters.ts";
import type { DefinitionContext } from "../validate/issue.ts";
import { TriggerBase, type TriggerKind } from "./kind.ts";

const plainValue = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);

/** Any property where `property` is null; any value where `from` or `to` is absent. */
const schema = TriggerBase.extend({
  type: z.literal("property-changed"),
  property: z.string().max(80).nullable(),
  from: plainValue.optional(),
  to: plainValue.optional(),
});
type PropertyChanged = z.infer<typeof schema>;
type Value = z.infer<typeof plainValue>;

/** A property of the ticket changes; a move is a change of `stageId` and `pipelineId`. */
export const propertyChanged: TriggerKind<typeof schema> = {
  type: "property-changed",
  category: "ticket",
  icon: "pencil",
  label: "words.triggerKind.property-changed",
  schema,
  occasion: "change",
  isByCustomer: false,
  defaults: () => ({ type: "property-changed", property: "priority" }),
  references(trigger, path, at) {
    if (trigger.property === null) return trigger;
    const kind = referenceKindOf("ticket", trigger.property);
    const property = atProperty(trigger.property, `${path}.property`, at);
    if (kind === null) return { ...trigger, property };
    return {
      ...trigger,
      property,
      ...(typeof trigger.from === "string" ? { from: at(kind, trigger.from, `${path}.from`) } : {}),
      ...(typeof trigger.to === "string" ? { to: at(kind, trigger.to, `${path}.to`) } : {}),
    };
  },
  withoutSecrets: hasNoSecrets,
  key: ({ property }) => keyOf(property ?? ANY),
  keysOf({ body }) {
    if (body.type === "ticket.property-changed") return [keyOf(body.property), keyOf(ANY)];
    if (body.type !== "ticket.stage-changed") return [];
    const isOtherPipeline = body.from.pipelineId !== body.to.pipelineId;
    return [keyOf("stageId"), ...(isOtherPipeline ? [keyOf("pipelineId")] : []), keyOf(ANY)];
  },
  matches(trigger, event) {
    const change = changeOf(event, trigger.property);
    return change !== null && isFrom(trigger.from, change) && isFrom(trigger.to, { from: change.to, to: change.from });
  },
  meetsNow({ property, to }, { isOpen, ticket }) {
    if (!isOpen) return false;
    if (to === undefined || property === null) return true;
    if (isPropertyId(property)) return has(propertyOf(ticket, property) ?? null, to);
    return Object.hasOwn(ticket, property) && has(propertyOf(ticket, property), to);
  },
  coincides: (one, other) =>
    (one.property === null || other.property === null || one.property === other.property) &&
    !differs(one.from, other.from) &&
    !differs(one.to, other.to),
  isSetOffBy({ property, to }, change) {
    if (change.kind !== "sets" || (property !== null && property !== change.property.split(":")[0])) return false;
    return change.value === null || to === undefined || JSON.stringify(to) === change.value;
  },
  validate({ property, from, to }, path, context, report) {
    const type = property === null ? null : propertyType("ticket", property);
    if (property !== null && (type === null || (isPropertyId(property) && !context.has("property", property)))) {
      report(`${path}.property`, "unknown-property", property);
      return;
    }
    // What a property was before may well be gone from the desk.
    const before = { ...context, has: () => true };
    for (const [name, value, desk] of [["from", from, before] as const, ["to", to, context] as const]) {
      if (value === undefined || value === null) continue;
      if (type === null || !fits(type, value, desk)) report(`${path}.${name}`, "unknown-value", String(value));
    }
  },
  describe: changeWords,
};

/** Whether the property had the value and has it no more; of tags and followers, whether it was among them. */
function isFrom(wanted: Value | undefined, { from, to }: { readonly from: unknown; readonly to: unknown }): boolean {
  return wanted === undefined || (has(from, wanted) && !(Array.isArray(from) && has(to, wanted)));
}

/** As conditions compare: texts without regard to case; no tags are none that are known. */
function has(value: unknown, wanted: Value): boolean {
  if (Array.isArray(value))
    return wanted === null ? value.length === 0 : value.some((one) => isSame(String(one), String(wanted)));
  return typeof value === "string" && typeof wanted === "string" ? isSame(value, wanted) : value === wanted;
}

const isSame = (one: string, other: string) => folded(one.trim()) === folded(other.trim());

/** Whether a property of this type can ever have the value: a trigger on another one never fires. */
function fits(type: PropertyType, value: NonNullable<Value>, context: DefinitionContext): boolean {
  switch (type.kind) {
    case "number":
    case "date":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "text":
    case "choice":
    case "set":
      return typeof value === "string" && isPossible(type, value, context);
  }
}

/** In a key: of whatever property. */
const ANY = "";
const keyOf = (property: string) => `property-changed:${property}`;

const differs = (a: unknown, b: unknown) => a !== undefined && b !== undefined && a !== b;

function changeOf({ body }: TicketEvent, property: string | null): { from: unknown; to: unknown } | null {
  if (body.type === "ticket.property-changed") return { from: body.from, to: body.to };
  if (body.type !== "ticket.stage-changed") return null;
  return property === "pipelineId"
    ? { from: body.from.pipelineId, to: body.to.pipelineId }
    : { from: body.from.stageId, to: body.to.stageId };
}

function changeWords({ property: name, from, to }: PropertyChanged, names: Names): Words {
  if (name === null) return words("words.trigger.property-changed.any");
  const property = propertyWords("ticket", name, names);
  const said = (value: string | number | boolean | null) => valueWords("ticket", name, value, names);
  if (from !== undefined && to !== undefined)
    return words("words.trigger.property-changed.fromTo", { property, from: said(from), to: said(to) });
  if (from !== undefined) return words("words.trigger.property-changed.from", { property, from: said(from) });
  if (to !== undefined) return words("words.trigger.property-changed.to", { property, to: said(to) });
  return words("words.trigger.property-changed", { property });
}
