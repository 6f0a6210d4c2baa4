import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import {
  MAX_PROPERTIES,
  type NumberBounds,
  type Property,
  PropertyId,
  type PropertyOption,
  type PropertyValueType,
} from "#shared/model/setup/property.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { keyFor } from "#shared/rules/properties/property-key.ts";
import { nameKey } from "#shared/rules/pipeline-rules/stage-name.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { propertyUses } from "../queries/property-uses.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

type GivenOption = { readonly id?: string | undefined; readonly name: string; readonly isArchived: boolean };

export type NewProperty = {
  readonly name: string;
  readonly type: PropertyValueType;
  readonly key?: string | undefined;
  readonly description: string;
  readonly bounds?: NumberBounds | undefined;
  readonly options: readonly GivenOption[];
};

const NO_BOUNDS: NumberBounds = { min: null, max: null, decimals: 2 };

/** @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID for a name or key that is taken, and where there are too many */
export function createProperty(context: DeskContext, actor: Actor, input: NewProperty): Promise<Property> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const others = context.setup.all("property");
    if (others.length >= MAX_PROPERTIES) throw invalid("name", `A desk has at most ${MAX_PROPERTIES} properties.`);
    requireFreeName(others, input.name, null);
    const taken = new Set(others.map(({ key }) => key));
    if (input.key !== undefined && taken.has(input.key))
      throw invalid("key", `Another property has the key "${input.key}".`);
    const id = PropertyId.parse(derivedId(`pp-${input.type}`, context.nextStamp()));
    const property: Property = {
      id,
      kind: "property",
      object: "ticket",
      name: input.name,
      key: input.key ?? keyFor(input.name, taken),
      type: input.type,
      description: input.description,
      bounds: input.type === "number" ? checkedBounds(input.bounds ?? NO_BOUNDS) : null,
      options: optionsAfter(context, input.type, {}, input.options),
      order: Math.max(0, ...others.map(({ order }) => order)) + 1,
      createdAtEpochMs: context.clock.nowEpochMs(),
      stamps: {},
    };
    await addSetup(context, [property]);
    return context.setup.require("property", id);
  });
}

export type UpdatePropertyInput = {
  readonly id: PropertyId;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly bounds?: NumberBounds | undefined;
  readonly options?: readonly GivenOption[] | undefined;
};

/** Changes what is given and leaves the rest; key and type stay. Values that don't fit any more stay too, until somebody changes them. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID */
export function updateProperty(context: DeskContext, actor: Actor, input: UpdatePropertyInput): Promise<Property> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const property = context.setup.require("property", input.id);
    const { name, description, bounds, options } = input;
    if (name !== undefined) requireFreeName(context.setup.all("property"), name, property.id);
    await writeSetup<Property>(context, property, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(bounds === undefined || property.type !== "number" ? {} : { bounds: checkedBounds(bounds) }),
      ...(options === undefined ? {} : { options: optionsAfter(context, property.type, property.options, options) }),
    });
    return context.setup.require("property", input.id);
  });
}

/** The named ones first, in that order; then the others as they were. @throws PD_ACCESS_PERMISSION (A3) */
export function orderProperties(context: DeskContext, actor: Actor, ids: readonly PropertyId[]): Promise<Property[]> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const all = context.setup.all("property");
    const placed = [
      ...ids.flatMap((id) => all.find((one) => one.id === id) ?? []),
      ...all.filter(({ id }) => !ids.includes(id)),
    ];
    for (const [index, property] of placed.entries())
      if (property.order !== index + 1) await writeSetup<Property>(context, property, { order: index + 1 });
    return context.setup.all("property");
  });
}

/**
 * It is not offered any more, and no stage requires it; values, workflows and templates that use it stay as they are.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND
 */
export function archiveProperty(context: DeskContext, actor: Actor, id: PropertyId): Promise<Property> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const property = context.setup.require("property", id);
    await writeSetup<Property>(context, property, { archivedAtEpochMs: context.clock.nowEpochMs() });
    for (const pipeline of context.setup.pipelines()) await takeRequirement(context, pipeline, id);
    return context.setup.require("property", id);
  });
}

async function takeRequirement(context: DeskContext, pipeline: Pipeline, id: PropertyId): Promise<void> {
  const required = Object.entries(pipeline.rules.requiredValues ?? {});
  if (!required.some(([, ids]) => ids.includes(id))) return;
  const left = required
    .map(([stageId, ids]) => [stageId, ids.filter((one) => one !== id)] as const)
    .filter(([, ids]) => ids.length > 0);
  const before = context.setup.require("pipeline", pipeline.id);
  await writeSetup<Pipeline>(context, before, {
    rules: { ...pipeline.rules, requiredValues: Object.fromEntries(left) },
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function restoreProperty(context: DeskContext, actor: Actor, id: PropertyId): Promise<Property> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const property = context.setup.require("property", id);
    await writeSetup<Property>(context, property, { archivedAtEpochMs: null });
    return context.setup.require("property", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID where something uses it, with what */
export function removeProperty(context: DeskContext, actor: Actor, id: PropertyId): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const property = context.setup.require("property", id);
    const uses = await propertyUses(context, id);
    const told = [
      ...uses.workflows,
      ...uses.mailTemplates,
      ...uses.stages.map(({ pipeline, stage }) => `${pipeline} › ${stage}`),
      ...(uses.tickets === 0 ? [] : [`${uses.tickets} tickets`]),
    ];
    if (told.length > 0) throw invalid("id", `The property is used by: ${told.join(", ")}. Archive it instead.`);
    await removeSetup(context, [property]);
  });
}

function checkedBounds(bounds: NumberBounds): NumberBounds {
  if (bounds.min !== null && bounds.max !== null && bounds.min > bounds.max)
    throw invalid("bounds", "The least number is greater than the greatest.");
  return bounds;
}

function requireFreeName(others: readonly Property[], name: string, exceptId: string | null): void {
  const same = others.find((other) => other.id !== exceptId && nameKey(other.name) === nameKey(name));
  if (same) throw invalid("name", `Another property is called "${same.name}".`);
}

/** Options in the order given. One that is not named any more is archived: tickets may have it. */
function optionsAfter(
  context: DeskContext,
  type: PropertyValueType,
  before: Property["options"],
  given: readonly GivenOption[],
): Property["options"] {
  if (type !== "choice" && type !== "choices") return {};
  const names = new Set<string>();
  for (const [index, { name, isArchived }] of given.entries()) {
    if (isArchived) continue;
    const key = nameKey(name);
    if (names.has(key)) throw invalid(`options.${index}.name`, `Two options are called "${name}".`);
    names.add(key);
  }
  if (names.size === 0) throw invalid("options", "A choice needs an option.");
  const now = context.clock.nowEpochMs();
  const after: Record<string, PropertyOption> = {};
  for (const [index, { id, name, isArchived }] of given.entries()) {
    const known = id === undefined ? undefined : before[id];
    if (id !== undefined && known === undefined) throw invalid(`options.${index}.id`, "There is no such option.");
    const archivedAtEpochMs = isArchived ? (known?.archivedAtEpochMs ?? now) : null;
    after[id ?? derivedId("po", context.nextStamp(), String(index))] = { name, order: index + 1, archivedAtEpochMs };
  }
  for (const [id, option] of Object.entries(before))
    after[id] ??= { ...option, archivedAtEpochMs: option.archivedAtEpochMs ?? now };
  return after;
}

function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}
