import type { AddNoteStep } from "#shared/automation/steps/communications.ts";
import type { Action } from "./action.ts";

export const addNote: Action<AddNoteStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});
