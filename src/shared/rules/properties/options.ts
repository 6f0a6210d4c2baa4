import type { Property, PropertyOption } from "../../model/setup/property.ts";

export type ListedOption = PropertyOption & { readonly id: string };

/** The options of a choice in their order; those that are archived behind the others. */
export function optionsOf({ options }: Pick<Property, "options">): ListedOption[] {
  return Object.entries(options)
    .map(([id, option]) => ({ ...option, id }))
    .toSorted(
      (a, b) =>
        Number(!!a.archivedAtEpochMs) - Number(!!b.archivedAtEpochMs) || a.order - b.order || (a.id < b.id ? -1 : 1),
    );
}

/** Whether it can be chosen for something new. */
export function isOffered({ archivedAtEpochMs }: { readonly archivedAtEpochMs?: number | null | undefined }): boolean {
  return archivedAtEpochMs === undefined || archivedAtEpochMs === null;
}
