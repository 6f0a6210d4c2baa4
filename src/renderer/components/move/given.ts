import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import type { MoveProperties } from "../../state/pending-move.ts";

/** True where the property has a value that satisfies G4. */
export function isGiven(values: MoveProperties, property: RequirableProperty): boolean {
  const value = values[property];
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return typeof value === "number" || value.length > 0;
}
