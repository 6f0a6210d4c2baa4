import type { PersonId } from "../../model/ids.ts";

/** Whether an id on a ticket means this contact: its own, or that of one who was merged into it. */
export function isContactNamed(
  { id, mergedIds = [] }: { readonly id: PersonId; readonly mergedIds?: readonly PersonId[] | undefined },
  named: PersonId | null,
): boolean {
  return named !== null && (id === named || mergedIds.includes(named));
}
