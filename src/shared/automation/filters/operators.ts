import type { Operator } from "./filter.ts";
import type { PropertyType } from "./properties.ts";

const KNOWN = ["is-known", "is-unknown"] as const;
const CHANGED = ["changed-by", "not-changed-by"] as const;

/** The operators that fit each type of property, in the order in which the editor offers them. */
export const OPERATORS = {
  text: ["is", "is-not", "is-any-of", "is-none-of", "contains", "contains-not", "starts-with", "ends-with", ...KNOWN],
  number: ["equals", "not-equals", "greater", "less", "between", ...KNOWN],
  date: ["in-last", "not-in-last", "in-next", "not-in-next", "before", "after", "between", ...KNOWN],
  flag: ["is-true", "is-false"],
  choice: ["is", "is-not", "is-any-of", "is-none-of", ...KNOWN],
  set: ["has-any-of", "has-all-of", "has-none-of", ...KNOWN],
} as const satisfies Record<PropertyType["kind"], readonly Operator[]>;

/** Whether the operator fits the property's type. Only a ticket's own properties have a history that tells who changed them. */
export function operatorFits(operator: Operator, type: PropertyType, object: string): boolean {
  if ((CHANGED as readonly Operator[]).includes(operator)) return object === "ticket";
  return (OPERATORS[type.kind] as readonly Operator[]).includes(operator);
}
