import type { FilterReport } from "#shared/automation/filters/explain.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { MessageId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Person } from "#shared/model/person.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Overlay } from "./overlay.ts";
import type { TicketDraft } from "./ticket-changes/ticket-draft.ts";
import type { TicketEvents } from "./ticket-events.ts";

/** A piece of work as the automations see it. */
export type WorkDocuments = {
  readonly people: Overlay<Person>;
  readonly conversations: Overlay<Conversation>;
  readonly messages: Overlay<Message>;
  readonly tickets: Overlay<Ticket>;
  readonly runs: Overlay<Run>;
  readonly activities: Overlay<Activity>;
  readonly evaluations: Overlay<Evaluation>;
  readonly local: Overlay<LocalRecord>;
  readonly outbox: Overlay<OutboxItem>;
  readonly events: TicketEvents;
  /** Takes a changed ticket over, with its events and what is made beside it. The automations see to the events when they are told to. */
  take(draft: TicketDraft): void;
  /** Does something that may fail halfway: where it throws, nothing of it is left in the work. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
};

/** The workflow engine, as commands and mail need it. */
export type Automations = {
  /**
   * Lets the automations act on those events of the ticket that they have not seen, and on what comes of that, in memory: all of it is in the work then, to be
   * written with the ticket. What is wrong with a workflow fails its run, or keeps the ticket out of it, and nothing else.
   * @throws PD_STORE_… where the store can't be read
   */
  automate(work: WorkDocuments, ticketId: TicketId): Promise<void>;
  /**
   * Goes on with a run whose wait is over, or that failed: its step once more (`retried`), or the one behind it (`skipped`); then `automate`.
   * @returns the run as far as it got
   * @throws PD_INTERNAL where the run's state does not allow it
   */
  goOn(work: WorkDocuments, run: Run, how: HowGoesOn, atEpochMs: number): Promise<Run>;
  /**
   * Tells runs that wait for it what became of a mail: those go on, where all that they wait for is decided. What is wrong with one fails that one.
   * @throws PD_STORE_… where the store can't be read
   */
  noteMail(work: WorkDocuments, item: OutboxItem, atEpochMs: number): Promise<void>;
  /**
   * Lets what waits meet something that happened on another device and has come to the host: a run goes on, or ends, as it would have at the time. Nothing is set off: that was done
   * where it happened. Elsewhere than at the host nothing is done.
   */
  arrived(work: WorkDocuments, activity: Activity): Promise<void>;
  /**
   * Works the ticket's clock out anew, from all that happened to it; then `automate`.
   * @throws PD_STORE_… where the store can't be read
   */
  recountSla(work: WorkDocuments, ticketId: TicketId, how: RecountSla): Promise<void>;
  /** Tells of what the ticket's clock has come to by then: a warning, that its time is over; then `automate`. */
  tellSla(work: WorkDocuments, ticketId: TicketId, nowEpochMs: number): Promise<void>;
  /** Whether a run of the ticket waits for something. */
  isWaiting(ticketId: TicketId): boolean;
  /** F9b: whether the ticket, as it is now, would be enrolled in the workflow, and what each condition sees. */
  explain(work: WorkDocuments, ticket: Ticket, workflow: Workflow): Promise<FilterReport>;
};

export type RecountSla = {
  readonly nowEpochMs: number;
  /** An answer that is being taken back (D8c). */
  readonly fallen?: MessageId;
  /** What lies behind by now is told to nobody: a policy that changes must not alarm for a whole desk. */
  readonly isQuiet?: boolean;
};

/** `due`: its time is over. An outcome: what a step waited for was answered. */
export type HowGoesOn = "due" | "retried" | "skipped" | { readonly outcome: StepOutcome };
