/** Which actions write a mail, and a workflow that does nothing but write it. Pure. */
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Step } from "#shared/automation/steps/step.ts";

export const writesMail = ({ type }: Step): boolean => type === "send-email" || type === "send-internal-email";

/** Whatever stands before the action, or would keep a ticket out, is left aside: it is asked what the mail would say. */
export function previewOf(definition: WorkflowDefinition, step: Step): WorkflowDefinition {
  return {
    ...definition,
    filter: { match: "all", parts: [] },
    unenrolment: { on: [], filter: null },
    steps: [step],
  };
}
