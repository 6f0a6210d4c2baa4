import { useMemo } from "react";
import { isOffered } from "#shared/rules/properties/options.ts";
import { useDeskState } from "#renderer/state/desk-context.tsx";

/** Ids of the desk's own properties that can be chosen. @param chosen stays, though it be archived */
export function useOwnProperties(chosen: unknown): readonly string[] {
  const properties = useDeskState((state) => state.setup.properties);
  return useMemo(
    () => properties.filter((property) => isOffered(property) || property.id === chosen).map(({ id }): string => id),
    [properties, chosen],
  );
}
