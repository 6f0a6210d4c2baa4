import { createHash } from "node:crypto";
import { chooseArm } from "#shared/automation/choose-arm.ts";
import { planWait, type WaitStep } from "#shared/automation/plan-wait.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import { isBranch, type Step } from "#shared/automation/steps/step.ts";
import type { StepTree } from "#shared/automation/step-tree.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import { perform } from "./actions/perform.ts";
import { factsOf, type Surroundings } from "./facts.ts";
import { MAX_STEPS_AT_ONCE } from "./limits.ts";

export type Execution = {
  readonly setup: SetupCache;
  readonly workflow: Workflow;
  /** Of the revision in which the run began (F8). */
  readonly definition: WorkflowDefinition;
  readonly tree: StepTree;
  readonly surroundings: Surroundings;
  readonly nowEpochMs: number;
  /** Of the changes that the steps make (F11). */
  readonly depth: number;
  nextStamp(): string;
};

/** Takes a run as far as it goes without waiting. All in memory; what the steps change is in the ticket that comes back. */
export function executeRun(execution: Execution, before: Ticket, begun: Run): { ticket: Ticket; run: Run } {
  const { tree, nowEpochMs } = execution;
  let ticket = before;
  let run = begun;
  for (let count = 0; run.status === "active" && run.cursor !== null; count += 1) {
    const step = tree.find(run.cursor);
    if (step === null || count >= MAX_STEPS_AT_ONCE) {
      const message = step === null ? `The step ${run.cursor} is no longer there.` : "The run went round in circles.";
      run = reduceRun(run, stepped(run, { kind: "failed", code: "PD_INTERNAL", message }, null, nowEpochMs));
      break;
    }
    const outcome = executeStep(execution, ticket, run, step);
    ticket = outcome.ticket;
    run = reduceRun(run, outcome.event);
  }
  return { ticket, run };
}

function executeStep(execution: Execution, ticket: Ticket, run: Run, step: Step): { ticket: Ticket; event: RunEvent } {
  const { setup, workflow, tree, surroundings, nowEpochMs, definition } = execution;
  const on = (outcome: StepOutcome, next = tree.next(step.id)): RunEvent => stepped(run, outcome, next, nowEpochMs);
  if (isBranch(step)) {
    const armId = chooseArm(step, {
      facts: factsOf(setup, ticket, surroundings, nowEpochMs),
      lastOutcome: run.journal.at(-1)?.outcome.kind ?? null,
      lot: lotOf(run, step.id),
    });
    return { ticket, event: on({ kind: "took", armId }, tree.enter(step, armId)) };
  }
  switch (step.type) {
    case "go-to":
      return { ticket, event: on({ kind: "done", changed: false }, step.stepId) };
    case "stop":
      return { ticket, event: on({ kind: "done", changed: false }, null) };
    case "wait-for":
    case "wait-until-date":
    case "wait-until-weekday":
    case "wait-for-event":
      return { ticket, event: waitOn(execution, ticket, step) ?? on({ kind: "completed" }) };
    default: {
      const draft = draftOf(ticket, {
        atEpochMs: nowEpochMs,
        cause: { kind: "workflow", workflowId: workflow.id, runId: run.id, stepId: step.id },
        depth: execution.depth,
        derivedFrom: [run.id, String(run.sequence + 1)],
        nextStamp: () => execution.nextStamp(),
      });
      const context = { workflow, setup, nowEpochMs, businessHours: definition.businessHours };
      return { event: on(perform(step, draft, context)), ticket: draft.ticket };
    }
  }
}

/** Null where there is nothing to wait for. */
function waitOn(
  { definition, nowEpochMs, setup, surroundings }: Execution,
  ticket: Ticket,
  step: WaitStep,
): RunEvent | null {
  const facts = factsOf(setup, ticket, surroundings, nowEpochMs);
  const waiting = planWait(step, {
    nowEpochMs,
    businessHours: definition.businessHours,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    date: (property) => facts.value("ticket", property),
  });
  return waiting && { type: "waits", stepId: step.id, waiting };
}

function stepped(run: Run, outcome: StepOutcome, next: Run["cursor"], atEpochMs: number): RunEvent {
  if (run.cursor === null) throw new TypeError("A run that ended makes no step.");
  return { type: "stepped", stepId: run.cursor, outcome, next, startedAtEpochMs: atEpochMs, atEpochMs };
}

/** Between 0 and 1, from the run itself: a repetition draws the same. */
function lotOf(run: Run, stepId: string): number {
  const digest = createHash("sha256").update(`${run.id} ${stepId} ${run.sequence}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
