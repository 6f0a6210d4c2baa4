import type { FilterReport } from "#shared/automation/filters/explain.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { EventId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Overlay } from "./overlay.ts";

/** The documents of a piece of work that the automations look at; of these they change the runs. */
export type WorkDocuments = {
  readonly people: Overlay<Person>;
  readonly conversations: Overlay<Conversation>;
  readonly messages: Overlay<Message>;
  readonly runs: Overlay<Run>;
  /** Other tickets as this work has them now; absent where it has only the one. */
  readonly tickets?: Overlay<Ticket>;
};

/** The workflow engine, as commands and mail need it. */
export type Automations = {
  /**
   * Lets the automations act on a ticket's pending events, in memory: the caller writes what comes back.
   * @param processed events that were seen to already; those seen to now are added.
   */
  automate(batch: WorkDocuments, ticket: Ticket, processed: Set<EventId>): Promise<Automated>;
  /**
   * Goes on with a run whose wait is over, or that failed: its step once more (`retried`), or the one behind it (`skipped`).
   * The ticket that comes back may have new events, for `automate` to act on.
   * @throws PD_INTERNAL where the run's state does not allow it
   */
  goOn(
    batch: WorkDocuments,
    ticket: Ticket,
    run: Run,
    how: HowGoesOn,
    atEpochMs: number,
  ): Promise<{ ticket: Ticket; run: Run }>;
  /** F9b: whether the ticket, as it is now, would be enrolled in the workflow, and what each condition sees. */
  explain(batch: WorkDocuments, ticket: Ticket, workflow: Workflow): Promise<FilterReport>;
};

/** What the automations made of a ticket's pending events. The events themselves stay pending until all of it is written. */
export type Automated = {
  readonly ticket: Ticket;
  readonly activities: readonly Activity[];
  readonly runs: readonly Run[];
  readonly evaluations: readonly Evaluation[];
};

/** `due`: its time is over. An outcome: what a step waited for was answered. */
export type HowGoesOn = "due" | "retried" | "skipped" | { readonly outcome: StepOutcome };
