import type { SetPropertyStep } from "#shared/automation/definition.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { Action } from "./action.ts";

export const setProperty: Action<SetPropertyStep> = ({ change }, draft) => {
  const before = draft.events.length;
  changeProperties(draft, { [change.property]: change.value });
  return { kind: "done", changed: draft.events.length > before };
};
