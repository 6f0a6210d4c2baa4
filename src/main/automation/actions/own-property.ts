import type { CopyValueStep, IncreaseValueStep, SetValueStep } from "#shared/automation/steps/own-property.ts";
import { isPropertyId, type OwnValue, type Property } from "#shared/model/setup/property.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { valueFrom } from "#shared/rules/properties/value-from.ts";
import { checkedValue } from "#main/desk/own-values.ts";
import { changeValues } from "#main/desk/ticket-changes/change-values.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Action } from "./action.ts";
import { changed } from "./changed.ts";

const DAY_MS = 86_400_000;

export const setValue: Action<SetValueStep> = ({ propertyId, value }, draft, { setup }) =>
  set(propertyOf(setup, propertyId), value, draft, setup);

/** What fits is copied as the property takes it: a text may name an option, a user, a number, a day. */
export const copyValue: Action<CopyValueStep> = ({ from, propertyId }, draft, context) => {
  const { setup } = context;
  const value = context.facts().value(from.object, from.property);
  if (value === null || value === "") return { kind: "skipped", reason: "empty" };
  const property = propertyOf(setup, propertyId);
  const users = setup.all("user");
  const fitting = property && valueFrom(property, typeof value === "object" ? [...value] : value, users);
  return fitting === null ? { kind: "skipped", reason: "does-not-fit" } : set(property, fitting, draft, setup);
};

/** What is unknown can't grow. */
export const increaseValue: Action<IncreaseValueStep> = ({ propertyId, by }, draft, { setup }) => {
  const property = propertyOf(setup, propertyId);
  const value = property && draft.ticket.values?.[property.id];
  if (typeof value !== "number") return { kind: "skipped", reason: "empty" };
  // Binary fractions must not show: 0.1 + 0.2 has one decimal.
  const grown = property?.type === "date" ? value + by * DAY_MS : Number((value + by).toPrecision(15));
  return set(property, grown, draft, setup);
};

function propertyOf(setup: SetupCache, id: string): Property | null {
  return isPropertyId(id) ? setup.find("property", id) : null;
}

function set(property: Property | null, value: OwnValue | null, draft: TicketDraft, setup: SetupCache): StepOutcome {
  if (property === null) return { kind: "skipped", reason: "does-not-fit" };
  const checked = checkedValue(setup, property, value, draft.ticket.values?.[property.id]);
  if (!checked.isFitting) return { kind: "skipped", reason: "does-not-fit" };
  return changed(draft, () => changeValues(draft, { [property.id]: checked.value }));
}
