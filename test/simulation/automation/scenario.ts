import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { StageId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { EditableTicketProperties } from "#shared/model/ticket.ts";

export type SimWorkflow = {
  readonly id: WorkflowId;
  /** F13: the place in the list. */
  readonly order: number;
  readonly overridesRules: boolean;
  readonly definition: WorkflowDefinition;
};

/** What people and customers do. Tickets are named by the order in which they came. */
export type Deed =
  | { readonly do: "mail"; readonly from: string; readonly subject: string; readonly text: string }
  | { readonly do: "reply"; readonly ticket: number; readonly text: string; readonly automatic: boolean }
  | { readonly do: "create"; readonly subject: string; readonly tags: readonly string[]; readonly from: string }
  | { readonly do: "answer"; readonly ticket: number }
  | { readonly do: "note"; readonly ticket: number }
  | { readonly do: "update"; readonly ticket: number; readonly changes: Changes; readonly pastDue?: "act" | "leave" }
  | { readonly do: "move"; readonly ticket: number; readonly stageId: StageId }
  /** The oldest failed run of the workflow on the ticket. */
  | { readonly do: "retry" | "skip"; readonly ticket: number; readonly workflowId: WorkflowId }
  /** What becomes of the oldest mail of a workflow to the customer that is not decided: it leaves, it is held, it comes to nothing. */
  | { readonly do: "post"; readonly ticket: number; readonly becomes: "sent" | "held" | "failed" }
  /** Somebody goes, or is back. */
  | { readonly do: "away"; readonly userId: UserId; readonly away: boolean }
  | { readonly do: "pass"; readonly durationMs: number };

export type Changes = Partial<
  Pick<EditableTicketProperties, "priority" | "ownerId" | "dueAtEpochMs" | "tags" | "subject" | "closedAtEpochMs">
>;

export type Operation =
  | {
      readonly kind: "deed";
      readonly deed: Deed;
      /** The process ends before its write of that number, and comes back after so long. */
      readonly crash: { readonly afterWrites: number; readonly downMs: number } | null;
    }
  /** The wall's clock is set, forward or backward; or the machine sleeps (then only the wall's clock goes on). */
  /** `told`: the host notices at once, as when a laptop wakes; else the desk must notice by itself, within a second. */
  | { readonly kind: "clock"; readonly byMs: number; readonly told: boolean }
  | { readonly kind: "restart"; readonly downMs: number }
  | { readonly kind: "edit"; readonly workflowId: WorkflowId; readonly definition: WorkflowDefinition }
  /** `runs`: what becomes of tickets in it where it is switched off; absent: they finish. */
  | {
      readonly kind: "switch";
      readonly workflowId: WorkflowId;
      readonly enabled: boolean;
      readonly runs?: "finish" | "hold" | "end";
    }
  /** F11b: all automations of the desk. */
  | { readonly kind: "pause" }
  | { readonly kind: "resume"; readonly waiting: "go-on" | "leave-out" };

export type Scenario = {
  readonly seed: number;
  readonly startEpochMs: number;
  /** G1 and G4 of the pipeline. */
  readonly preventBackward: boolean;
  readonly ownerToClose: boolean;
  readonly workflows: readonly SimWorkflow[];
  readonly operations: readonly Operation[];
};

/** What a ticket and its ways through the workflows look like, in words that desk and reference share. */
export type Seen = {
  readonly ticket: Readonly<Record<string, unknown>>;
  /** Its history, oldest first. */
  readonly history: readonly string[];
  /** Each run by workflow and number of the enrolment. */
  readonly runs: Readonly<Record<string, readonly string[]>>;
  /** What the steps made beside the ticket. */
  readonly made: readonly string[];
};

export const OTHER_USER = "user-bruno" as UserId;
