import type { Step } from "#shared/automation/definition.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

export type ActionContext = { readonly workflow: Workflow; readonly setup: SetupCache };

/** What a step does to the ticket. Everything goes into the draft, which is written as one. */
export type Action<OfStep extends Step> = (step: OfStep, draft: TicketDraft, context: ActionContext) => StepOutcome;
