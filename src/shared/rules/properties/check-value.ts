/** Whether a value is one that a property of the desk's own takes, for every writer: people, programs, workflows, imports. Pure. */
import {
  isOfType,
  MAX_LONG_TEXT_VALUE_CHARACTERS,
  MAX_TEXT_VALUE_CHARACTERS,
  type OwnValue,
  type Property,
} from "../../model/setup/property.ts";

type Checked = Pick<Property, "type" | "bounds" | "options">;

/** Why a value is none of the property's; the interface has words for each. */
export type ValueProblem = "type" | "min" | "max" | "decimals" | "option" | "user" | "url" | "length";

export type CheckedValue =
  | { readonly isFitting: true; /** As it is kept; null: nothing. */ readonly value: OwnValue | null }
  | { readonly isFitting: false; readonly problem: ValueProblem };

const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

/** Noon in UTC of the day in which the moment lies there. */
export function noonOf(epochMs: number): number {
  return Math.floor(epochMs / DAY_MS) * DAY_MS + HALF_DAY_MS;
}

/**
 * @param had what it was before: an option that is archived, or a user who left, may stay
 * @param isUser whether there is such a user, to whom something can be given
 */
export function checkValue(
  property: Checked,
  value: OwnValue | null,
  { had, isUser }: { readonly had: OwnValue | undefined; readonly isUser: (id: string) => boolean },
): CheckedValue {
  if (isEmpty(value)) return { isFitting: true, value: null };
  const kept = asKept(property, value);
  const problem = problemOf(property, kept, had, isUser);
  return problem === null ? { isFitting: true, value: kept } : { isFitting: false, problem };
}

function isEmpty(value: OwnValue | null): value is null {
  return (
    value === null || (typeof value === "string" ? value.trim() === "" : Array.isArray(value) && value.length === 0)
  );
}

function asKept({ type }: Checked, value: OwnValue): OwnValue {
  switch (type) {
    case "text":
      return typeof value === "string" ? value.replaceAll(/\s+/gu, " ").trim().toWellFormed() : value;
    case "long-text":
      return typeof value === "string" ? value.trimEnd().toWellFormed() : value;
    case "url":
      return typeof value === "string" ? value.trim() : value;
    case "date":
      return typeof value === "number" ? noonOf(value) : value;
    case "choices":
      return Array.isArray(value) ? [...new Set(value)] : value;
    case "number":
      // There is one zero.
      return value === 0 ? 0 : value;
    case "choice":
    case "checkbox":
    case "user":
      return value;
  }
}

function problemOf(
  { type, bounds, options }: Checked,
  value: OwnValue,
  had: OwnValue | undefined,
  isUser: (id: string) => boolean,
): ValueProblem | null {
  if (type === "text" && typeof value === "string" && value.length > MAX_TEXT_VALUE_CHARACTERS) return "length";
  if (type === "long-text" && typeof value === "string" && value.length > MAX_LONG_TEXT_VALUE_CHARACTERS)
    return "length";
  if (!isOfType(type, value))
    return type === "url" ? "url" : type === "choice" || type === "choices" ? "option" : "type";
  if (type === "number" && typeof value === "number" && bounds !== null) return boundProblem(bounds, value);
  if (type === "user" && value !== had && !isUser(String(value))) return "user";
  if (type !== "choice" && type !== "choices") return null;
  const before = new Set(Array.isArray(had) ? had : [had]);
  const isOffered = (id: string) => before.has(id) || (options[id] !== undefined && !options[id].archivedAtEpochMs);
  return (Array.isArray(value) ? value : [String(value)]).every(isOffered) ? null : "option";
}

function boundProblem({ min, max, decimals }: NonNullable<Checked["bounds"]>, value: number): ValueProblem | null {
  if (min !== null && value < min) return "min";
  if (max !== null && value > max) return "max";
  return Number(value.toFixed(decimals)) === value ? null : "decimals";
}
