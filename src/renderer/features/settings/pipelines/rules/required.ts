/** G4: which properties a stage requires. Pure. */
import { isPropertyId } from "#shared/model/setup/property.ts";
import type { StageId } from "#shared/model/ids.ts";
import { type PipelineRules, RequirableProperty } from "#shared/model/setup/pipeline.ts";

type Required = PipelineRules["requiredProperties"];

export function requiredOf(required: Required, stageId: StageId): RequirableProperty[] {
  return Object.hasOwn(required, stageId) ? (required[stageId] ?? []) : [];
}

/** A stage that requires nothing has no entry. Unknown names are left out, the order is the model's. */
export function withRequired(required: Required, stageId: StageId, properties: readonly string[]): Required {
  const known = RequirableProperty.options.filter((property) => properties.includes(property));
  const rest = Object.fromEntries(Object.entries(required).filter(([id]) => id !== stageId));
  return known.length === 0 ? rest : { ...rest, [stageId]: known };
}

type RequiredValues = NonNullable<PipelineRules["requiredValues"]>;

/** The same of the desk's own properties, in the order in which they were chosen. */
export function withRequiredValues(
  required: RequiredValues,
  stageId: StageId,
  properties: readonly string[],
): RequiredValues {
  const own = properties.filter(isPropertyId);
  const rest = Object.fromEntries(Object.entries(required).filter(([id]) => id !== stageId));
  return own.length === 0 ? rest : { ...rest, [stageId]: own };
}
