import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Step } from "#shared/automation/steps/step.ts";

/** What can happen to a ticket. */
export type Happening =
  | { readonly what: "created" }
  | { readonly what: "moved"; readonly from: string; readonly to: string }
  | { readonly what: "changed"; readonly property: string; readonly from: unknown; readonly to: unknown }
  | { readonly what: "received"; readonly as: "new" | "reply" | "reopening" | "automatic"; readonly mail: Mail }
  /** `automatic`: a workflow wrote it (D7). */
  | { readonly what: "sent"; readonly toCustomer: boolean; readonly automatic?: true }
  /** The ticket waited for its customer, and they wrote a new mail. */
  | { readonly what: "wrote"; readonly mail: Mail }
  | { readonly what: "noted" }
  | { readonly what: "refused"; readonly to: string; readonly rule: string }
  /** `triggerId`: the trigger of time that did it. */
  | { readonly what: "put-in"; readonly workflowId: string; readonly triggerId?: string }
  | { readonly what: "taken-out"; readonly workflowId: string }
  | { readonly what: "acted"; readonly action: string; readonly about: string }
  | { readonly what: "paused"; readonly workflowId: string; readonly changes: number };

export const ANSWER_TEXT = "Which size?";
export const NOTE_TEXT = "Ask Bruno.";
export const MAIL_SUBJECT = "We are at it";
export const MAIL_TEXT = "Soon.";

export type Mail = { readonly subject: string; readonly text: string; readonly from: string };

/** Something that happened, on its way to the workflows. */
export type Event = {
  readonly happening: Happening;
  readonly atEpochMs: number;
  /** `user`, `channel`, `rule C1`, `WORKFLOW/STEP`. */
  readonly cause: string;
  /** The run whose step did it. */
  readonly run: RefRun | null;
  /** F11: how many automatic changes in a row led here, and since when. */
  readonly depth: number;
  readonly chainSince: number | null;
  /** F4: what one deed, one mail or one step changes is one; absent: it is alone. */
  readonly occasion?: object;
};

/** A mail that a step wrote. `waits`: nothing is decided yet. */
export type RefMail = { state: "waits" | "held" | "sent" | "failed" };

/** F5: a ticket that nobody was there for. */
export type Unshared = { readonly run: RefRun; readonly stepId: string };

export type RefTicket = {
  readonly values: Record<string, unknown>;
  /** When its due date was set, and up to when nothing of it sets anything off. */
  due: { readonly setAt: number; readonly quietUntil: number } | null;
  readonly contact: { readonly address: string; readonly name: string } | null;
  readonly changedBy: Map<string, string>;
  readonly history: Event[];
  readonly queue: Event[];
  /** Automatic changes since the queue was empty. */
  atOnce: number;
  readonly paused: { readonly workflowId: string; readonly changes: number }[];
  readonly made: string[];
  /** When its customer last wrote elsewhere. */
  heardAt: number;
  /** What workflows wrote to its customer, oldest first. */
  readonly outbox: RefMail[];
  /** Mails that are there as soon as all is done that led to them. */
  readonly posted: Event[];
  readonly mails: { readonly atEpochMs: number; readonly mail: Mail }[];
};

/** Where a run stands: lists of steps inside each other, the innermost last, with the position in each. */
export type Frame = { readonly list: readonly Step[]; at: number };

export type RefRun = {
  readonly workflowId: string;
  readonly isTemplate: boolean;
  readonly order: number;
  /** Which enrolment of the ticket in the workflow it is. */
  readonly number: number;
  /** F8 */
  readonly definition: WorkflowDefinition;
  readonly overridesRules: boolean;
  readonly ticket: RefTicket;
  readonly startedAtEpochMs: number;
  readonly depth: number;
  readonly chainSince: number;
  readonly occasion: object | undefined;
  frames: Frame[];
  status: "active" | "waiting" | "done" | "failed" | "unenrolled";
  endReason: string;
  /** `isHeld`: it would make the step, and may not (F11b); due since then. */
  wait: {
    readonly sinceEpochMs: number;
    readonly untilEpochMs: number | null;
    readonly step: Step;
    readonly isHeld?: true;
    /** It waits for what becomes of these. */
    readonly mails?: readonly RefMail[];
  } | null;
  /** When it was held first; null: never. */
  heldAt: number | null;
  lastOutcome: string | null;
  /** Which steps wrote mails, the latest last. */
  readonly wrote: { readonly stepId: string; readonly mails: readonly RefMail[] }[];
  readonly journal: string[];
};

export type RefWorkflow = {
  readonly id: string;
  /** Its own D1 or D2: what it changes belongs to the mail (F4). */
  readonly isTemplate: boolean;
  readonly order: number;
  readonly overridesRules: boolean;
  enabled: boolean;
  /** F11b: switched off, its runs make no step. */
  holds: boolean;
  definition: WorkflowDefinition;
  /** From when on each of its triggers of dates sees to what comes due, by the trigger's id. */
  readonly since: Map<string, number>;
  enabledAt: number;
};

/** A run whose time has come, or a date of a ticket. */
export type Due = { readonly ticket: RefTicket; readonly untilEpochMs: number } & (
  | { readonly run: RefRun; readonly moment: null }
  | { readonly run: null; readonly moment: { readonly workflow: RefWorkflow; readonly triggerId: string } }
);
