import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import {
  isPropertyId,
  type OwnValue,
  type OwnValues,
  type OwnValuesPatch,
  type Property,
} from "#shared/model/setup/property.ts";
import { mayOwn } from "#shared/rules/access/roles.ts";
import { checkValue, type CheckedValue } from "#shared/rules/properties/check-value.ts";
import type { SetupReads } from "./setup-cache.ts";

type Setup = Pick<SetupReads, "find" | "require">;

/** @param had what the ticket has now */
export function checkedValue(
  setup: Setup,
  property: Property,
  value: OwnValue | null,
  had: OwnValue | undefined,
): CheckedValue {
  const isUser = (id: string) => {
    const user = setup.find("user", id);
    return user !== null && mayOwn(user);
  };
  return checkValue(property, value, { had, isUser });
}

/**
 * Values as they are kept.
 * @throws PD_DESK_NOT_FOUND for a property that is not there, PD_INPUT_INVALID with the key of each that does not fit
 */
export function requireValues(setup: Setup, given: OwnValuesPatch, had: OwnValues = {}): OwnValuesPatch {
  const issues: { path: string; message: string }[] = [];
  const kept: OwnValuesPatch = {};
  for (const [id, value] of Object.entries(given)) {
    if (!isPropertyId(id) || value === undefined) continue;
    const property = setup.require("property", id);
    const checked = checkedValue(setup, property, value, had[id]);
    if (checked.isFitting) kept[id] = checked.value;
    else issues.push({ path: `values.${id}`, message: `"${property.name}" takes no such value (${checked.problem}).` });
  }
  if (issues.length === 0) return kept;
  const [first] = issues;
  throw new PipedeskError("PD_INPUT_INVALID", first?.message ?? "", { details: { issues } });
}
