import type { ClearPropertyStep, SetPropertyStep } from "#shared/automation/steps/set-property.ts";
import type { EditableTicketProperties } from "#shared/model/ticket.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { PlainAction } from "./action.ts";
import { changed } from "./changed.ts";

export const setProperty: PlainAction<SetPropertyStep> = (step, draft) =>
  changed(draft, () => changeProperties(draft, { [step.change.property]: step.change.value }));

export const clearProperty: PlainAction<ClearPropertyStep> = (step, draft) =>
  changed(draft, () => {
    const empty: Partial<EditableTicketProperties> =
      step.property === "tags" ? { tags: [] } : { [step.property]: null };
    changeProperties(draft, empty);
  });
