import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";

export type ActionContext = {
  readonly workflow: Workflow;
  readonly setup: SetupCache;
  readonly nowEpochMs: number;
  readonly businessHours: BusinessHours | null;
};

/** What a step does to the ticket. Everything goes into the draft, which is written as one. */
export type Action<OfStep extends Step> = (step: OfStep, draft: TicketDraft, context: ActionContext) => StepOutcome;
