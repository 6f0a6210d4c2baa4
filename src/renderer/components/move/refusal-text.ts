import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { MessageKey, Translate } from "#shared/i18n/index.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import { isPropertyId, type PropertyId } from "#shared/model/setup/property.ts";
import { RequirableProperty } from "#shared/model/setup/pipeline.ts";

/** What a refusal of section G tells, whether it was foreseen here or answered by the core (RULE_REFUSED). */
export type Refusal = {
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
  readonly missing?: readonly string[] | undefined;
};

const REASONS = [
  "rule.G1.backward",
  "rule.G2.skipping",
  "rule.G3.stage",
  "rule.G4.required",
  "rule.G5.owner",
  "rule.G5.admins",
] as const satisfies MessageKey[];
type Reason = (typeof REASONS)[number];

/** G6: which rule it was and what would satisfy it. @param ownProperties by whose names G4 tells what it asks for */
export function refusalText(
  refusal: Refusal,
  pipeline: Pick<PipelineView, "name" | "stages">,
  t: Translate,
  language: string,
  ownProperties: readonly PropertyView[] = [],
): string {
  const reason = REASONS.find((known) => known === refusal.reason);
  if (reason === undefined) return t("error.PD_RULE_REFUSED");
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const missing = refusal.missing ?? [];
  return withPlaces(reason, t, {
    pipeline: pipeline.name,
    stages: list.format(pipeline.stages.filter((stage) => missing.includes(stage.id)).map((stage) => stage.name)),
    properties: list.format([
      ...requirableIn(missing).map((property) => t(`property.${property}`)),
      ...ownIn(missing).map((id) => ownProperties.find((own) => own.id === id)?.name ?? t("properties.unnamed")),
    ]),
  });
}

/** The properties that G4 asks for, among what is missing. */
export function requirableIn(missing: readonly string[]): RequirableProperty[] {
  return RequirableProperty.options.filter((property) => missing.includes(property));
}

/** Those among them that are the desk's own. */
export function ownIn(missing: readonly string[]): PropertyId[] {
  return missing.filter(isPropertyId);
}

function withPlaces(
  reason: Reason,
  t: Translate,
  places: { pipeline: string; stages: string; properties: string },
): string {
  const { pipeline, stages, properties } = places;
  switch (reason) {
    case "rule.G2.skipping":
    case "rule.G3.stage":
      return t(reason, { pipeline, stages });
    case "rule.G4.required":
      return t(reason, { pipeline, properties });
    case "rule.G1.backward":
    case "rule.G5.owner":
    case "rule.G5.admins":
      return t(reason, { pipeline });
  }
}
