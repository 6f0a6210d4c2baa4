import type { CopyPropertyStep } from "#shared/automation/steps/copy-property.ts";
import type { FactValue } from "#shared/automation/filters/evaluate.ts";
import { EditableTicketProperties, MAX_TICKET_SUBJECT_CHARACTERS } from "#shared/model/ticket.ts";
import { addressesOfUser } from "#shared/model/setup/user.ts";
import { mayOwn } from "#shared/rules/access/roles.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Action } from "./action.ts";
import { changed } from "./changed.ts";
import { oneLine } from "./render.ts";

/** Copies a value that is known and fits; of others it says why not, and leaves the property as it is. */
export const copyProperty: Action<CopyPropertyStep> = ({ from, to }, draft, context) => {
  const value = context.facts().value(from.object, from.property);
  if (value === null || value === "") return { kind: "skipped", reason: "empty" };
  const fitting = EditableTicketProperties.shape[to].safeParse(valueFor(to, value, context.setup));
  if (!fitting.success) return { kind: "skipped", reason: "does-not-fit" };
  return changed(draft, () => changeProperties(draft, { [to]: fitting.data }));
};

/** The value as the property takes it; undefined where it can't. */
function valueFor(to: CopyPropertyStep["to"], value: FactValue, setup: SetupCache): string | number | undefined {
  switch (to) {
    case "subject":
      return typeof value === "string" || typeof value === "number"
        ? oneLine(String(value)).slice(0, MAX_TICKET_SUBJECT_CHARACTERS).toWellFormed()
        : undefined;
    case "priority":
      return typeof value === "string" ? value.trim().toLowerCase() : undefined;
    case "ownerId":
      return typeof value === "string" ? userNamed(value.trim(), setup) : undefined;
    case "dueAtEpochMs":
    case "closedAtEpochMs":
      return typeof value === "number" ? value : undefined;
  }
}

/** By id or by address: a message's sender may be a colleague. */
function userNamed(text: string, setup: SetupCache): string | undefined {
  const address = text.toLowerCase();
  return setup.all("user").find((user) => mayOwn(user) && (user.id === text || addressesOfUser(user).includes(address)))
    ?.id;
}
