import type { Facts } from "#shared/automation/filters/evaluate.ts";
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { Run, StepOutcome, Waiting } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Store } from "#main/store/store.ts";
import type { Surroundings } from "../facts.ts";

/** What actions that only change the ticket look at; a macro has it too. */
export type PlainContext = Pick<ActionContext, "setup" | "nowEpochMs" | "businessHours">;

export type ActionContext = {
  readonly workflow: Workflow;
  /** As it is before the step. */
  readonly run: Run;
  readonly setup: SetupCache;
  /** To read from; what a step makes goes into the draft. */
  readonly store: Store;
  readonly documents: WorkDocuments;
  readonly surroundings: Surroundings;
  readonly nowEpochMs: number;
  readonly businessHours: BusinessHours | null;
  /** What is known of the ticket as the draft has it now. */
  facts(): Facts;
  /** An id for what the step makes: the same whenever this step of this run is done. */
  idOf(prefix: string, ...parts: readonly string[]): string;
  nextStamp(): string;
};

/** What became of a step; or it waits, as for the answer to a request; or the run ends with it, whatever would follow. */
export type StepResult =
  | StepOutcome
  | { readonly kind: "waits"; readonly waiting: Waiting }
  | { readonly kind: "ends"; readonly outcome: StepOutcome };

/**
 * What a step does. Everything goes into the draft, which is written as one: changes of the ticket, and what is made beside it.
 * It reads, and writes nothing: a dry run does the same and drops the draft (F10).
 */
export type Action<OfStep extends Step> = (
  step: OfStep,
  draft: TicketDraft,
  context: ActionContext,
) => StepResult | Promise<StepResult>;

/** The same of one that waits for nothing and makes nothing beside the ticket. */
export type PlainAction<OfStep extends Step> = (step: OfStep, draft: TicketDraft, context: PlainContext) => StepOutcome;
