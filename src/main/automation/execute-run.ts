import { createHash } from "node:crypto";
import type { Chain } from "#shared/automation/chain.ts";
import { chooseArm, isFailureCaught, planWait } from "#shared/automation/course.ts";
import { isBranch, type Step, type WaitStep } from "#shared/automation/steps/step.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import type { StepTree } from "#shared/automation/step-tree.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId, TicketId } from "#shared/model/ids.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { Log } from "#main/desk/context.ts";
import { momentOfId, timedId } from "#main/desk/derived-ids.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import { isOvertaken } from "./overtaken.ts";
import { perform } from "./actions/perform.ts";
import { refusedEdit } from "./actions/refused-edit.ts";
import { factsOf, type Surroundings } from "./facts.ts";
import { MAX_STEPS_AT_ONCE } from "./limits.ts";

/** Of what a step threw: as much as an outcome keeps. */
const MAX_FAILURE_CHARACTERS = 2000;

export type Execution = {
  readonly setup: SetupCache;
  readonly workflow: Workflow;
  /** Of the revision in which the run began (F8). */
  readonly definition: WorkflowDefinition;
  readonly tree: StepTree;
  readonly surroundings: Surroundings;
  readonly nowEpochMs: number;
  /** Of the changes that the steps make (F11). */
  readonly chain: Chain;
  readonly store: Store;
  readonly documents: WorkDocuments;
  readonly log: Pick<Log, "error">;
  /** F11b: the run makes no step, and waits to be let go on. Absent: it may. */
  readonly isHeld?: boolean;
  nextStamp(): string;
  /** What the step is known to fail with; null where nothing is. Absent: what steps make is not carried out here. */
  failureOf?(ticketId: TicketId, stepId: StepId): Error | null;
  /** The arm that a branch takes whatever it would choose; undefined: what it chooses. Absent: each chooses. */
  armOf?(stepId: StepId): string | undefined;
};

/**
 * Takes a run as far as it goes without waiting. All in memory; what its steps change is in the work, step by step.
 * @rule F8, F11b
 */
export async function executeRun(execution: Execution, begun: Run): Promise<Run> {
  const { tree, nowEpochMs } = execution;
  if (execution.isHeld === true && begun.status === "active" && begun.cursor !== null)
    return reduceRun(begun, { type: "held", atEpochMs: nowEpochMs });
  let run = begun;
  for (let count = 0; run.status === "active" && run.cursor !== null; count += 1) {
    const step = tree.find(run.cursor);
    if (step === null || count >= MAX_STEPS_AT_ONCE) {
      const message = step === null ? `The step ${run.cursor} is no longer there.` : "The run went round in circles.";
      run = reduceRun(run, stepped(run, { kind: "failed", code: "PD_INTERNAL", message }, null, nowEpochMs));
      break;
    }
    run = reduceRun(run, await executeSafely(execution, run, step));
  }
  return run;
}

/** Whatever a step throws fails its run, visibly, and leaves nothing behind; a store that can't be read is no matter of the step. */
async function executeSafely(execution: Execution, run: Run, step: Step): Promise<RunEvent> {
  try {
    return await executeStep(execution, run, step);
  } catch (error) {
    if (isStoreError(error)) throw error;
    const code = errorCodeOf(error) ?? "PD_INTERNAL";
    const message = error instanceof Error ? error.message : String(error);
    if (code === "PD_INTERNAL") execution.log.error("A step failed", { runId: run.id, stepId: step.id, error });
    const failed: StepOutcome = { kind: "failed", code, message: message.slice(0, MAX_FAILURE_CHARACTERS) };
    const isCaught = isFailureCaught(execution.tree, step.id);
    return { ...stepped(run, failed, execution.tree.next(step.id), execution.nowEpochMs), isCaught };
  }
}

async function executeStep(execution: Execution, run: Run, step: Step): Promise<RunEvent> {
  const { setup, workflow, tree, surroundings, nowEpochMs, definition, documents } = execution;
  const ticket = await documents.tickets.get(run.ticketId);
  if (ticket === null) throw new PipedeskError("PD_INTERNAL", `The ticket ${run.ticketId} is not there.`);
  const isCaught = isFailureCaught(tree, step.id);
  const on = (outcome: StepOutcome, next = tree.next(step.id)) => ({
    ...stepped(run, outcome, next, nowEpochMs),
    isCaught,
  });
  if (isBranch(step)) {
    const armId =
      execution.armOf?.(step.id) ??
      chooseArm(step, {
        facts: factsOf(setup, ticket, surroundings, nowEpochMs),
        businessHours: definition.businessHours,
        lastOutcome: run.journal.at(-1)?.outcome.kind ?? null,
        lot: lotOf(run, step.id),
      });
    return on({ kind: "took", armId }, tree.enter(step, armId));
  }
  switch (step.type) {
    case "go-to":
      return on({ kind: "done", changed: false }, step.stepId);
    case "stop":
      return on({ kind: "done", changed: false }, null);
    case "wait-for":
    case "wait-until-date":
    case "wait-until-weekday":
    case "wait-for-event":
      return waitOn(execution, ticket, step) ?? on({ kind: "completed" });
    default: {
      if (await isOvertaken(execution, run, step)) return on({ kind: "skipped", reason: "changed-meanwhile" });
      const failure = execution.failureOf?.(ticket.id, step.id) ?? null;
      if (failure !== null) throw failure;
      const draft = draftOf(ticket, {
        atEpochMs: nowEpochMs,
        cause: { kind: "workflow", workflowId: workflow.id, runId: run.id, stepId: step.id },
        ...execution.chain,
        derivedFrom: [run.id, String(run.sequence + 1)],
        derivedAtEpochMs: momentOf(run, nowEpochMs),
        // The status that a mail sets by D1 or D2 is part of what the mail changes: who waits for either is set off once (F4).
        ...(workflow.template === null ? {} : { occasionId: run.occasionId ?? run.eventId }),
        nextStamp: () => execution.nextStamp(),
      });
      const result = await perform(step, draft, {
        workflow,
        run,
        setup,
        store: execution.store,
        documents,
        surroundings,
        nowEpochMs,
        businessHours: definition.businessHours,
        facts: () => factsOf(setup, draft.ticket, surroundings, nowEpochMs, draft.events),
        idOf: (prefix, ...parts) =>
          timedId(prefix, momentOf(run, nowEpochMs), run.id, String(run.sequence + 1), ...parts),
        nextStamp: () => execution.nextStamp(),
      });
      // Of a refused edit nothing is kept: neither the change nor what the step made beside it (G6).
      const refused = refusedEdit(ticket, draft, execution);
      if (refused !== null) return on(refused);
      const eventIds = draft.events.map(({ id }) => id);
      documents.take(draft);
      return result.kind === "waits"
        ? { type: "waits", stepId: step.id, waiting: { ...result.waiting, eventIds } }
        : { ...(result.kind === "ends" ? on(result.outcome, null) : on(result)), eventIds };
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
    // Asked for by few, and slow to find out.
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    date: (property) => facts.value("ticket", property),
  });
  return waiting && { type: "waits", stepId: step.id, waiting };
}

function stepped(
  run: Run,
  outcome: StepOutcome,
  next: Run["cursor"],
  atEpochMs: number,
): RunEvent & { type: "stepped" } {
  if (run.cursor === null) throw new TypeError("A run that ended makes no step.");
  return { type: "stepped", stepId: run.cursor, outcome, next, startedAtEpochMs: atEpochMs, atEpochMs };
}

/** With which the ids begin of what a step makes: at once it is that of the run, so that two devices that met one mail at two times make one document (H4). */
function momentOf({ id, startedAtEpochMs }: Run, nowEpochMs: number): number {
  return nowEpochMs === startedAtEpochMs ? (momentOfId(id) ?? nowEpochMs) : nowEpochMs;
}

/** Between 0 and 1, from the run itself: a repetition draws the same. */
function lotOf(run: Run, stepId: string): number {
  const digest = createHash("sha256").update(`${run.id} ${stepId} ${run.sequence}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
