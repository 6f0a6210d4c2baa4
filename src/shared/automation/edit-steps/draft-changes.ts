import { isSame } from "../merge-drafts/three.ts";
import type { Draft } from "./draft.ts";

/** Only what was changed: what somebody else changed of the rest stays. */
export function changedParts(before: Draft, after: Draft): Partial<Draft> {
  const changed = (Object.keys(after) as (keyof Draft)[]).filter((name) => !isSame(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}
