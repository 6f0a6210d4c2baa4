import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import type { PropertyId } from "#shared/model/setup/property.ts";
import type { MoveProperties } from "../../state/pending-move.ts";

/** Whether the desk's own property has a value. */
export function isValueGiven({ values }: MoveProperties, id: PropertyId): boolean {
  const value = values?.[id];
  return value !== undefined && value !== null && (typeof value !== "string" || value.trim() !== "");
}

/** True where the property has a value that satisfies G4. */
export function isGiven(values: MoveProperties, property: RequirableProperty): boolean {
  const value = values[property];
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return typeof value === "number" || value.length > 0;
}
