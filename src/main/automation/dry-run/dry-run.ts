/**
 * F10: a workflow gone through with one ticket as both are now. Its steps are done as always, by the same code, and what they decide is shown instead of
 * written: no number, no stamp and no file of the desk is used up. Waits are left by the chosen exit, on a clock of the dry run's own; requests count as answered
 * at once; other workflows that the changes would set off are left out.
 */
import { ASKS_ALL } from "#shared/automation/asked.ts";
import { beginRun } from "#shared/automation/begin-run.ts";
import { afterWait } from "#shared/automation/course.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import { triggers } from "#shared/automation/triggers/firing.ts";
import { withoutInner } from "#shared/automation/step-tree.ts";
import type { DryRun, DryRunExit } from "#shared/contract/explanations/dry-run.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import { EventId, RunId, type TicketId, type WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { requireFitting } from "#main/desk/definition-fits.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { explainWorkflow } from "#main/desk/queries/explain-enrolment.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { executeRun } from "../execute-run.ts";
import { createLookout, factsOf } from "../facts.ts";
import { createWorkflowIndex, type ReadyDefinition } from "../workflow-index.ts";
import { leaveWait, requireExits, triedFailure } from "./exits.ts";
import { MAX_DRY_RUN_WAITS, MAX_LOOKED_AT_EVENTS } from "./limits.ts";
import { readOnlyStore, setupWithOnly, throwAwayStamps } from "./sandbox.ts";
import { changesOf, shownEffectsOf, stepEventsOf } from "./shown-effects.ts";

export type DryRunQuestion = {
  readonly id: WorkflowId;
  readonly ticketId: TicketId;
  readonly definition?: WorkflowDefinition | undefined;
  readonly exits: Readonly<Record<string, DryRunExit>>;
  /** Of branches that draw lots. */
  readonly arms: Readonly<Record<string, string>>;
};

/**
 * @throws PD_DESK_NOT_FOUND; PD_INPUT_INVALID for a definition that does not fit the desk, or an exit or arm that a step does not have
 * @rule F10
 */
export async function dryRunWorkflow(desk: DeskContext, question: DryRunQuestion): Promise<DryRun> {
  const saved = desk.setup.require("workflow", question.id);
  if (question.definition) requireFitting(desk, saved, question.definition);
  const workflow = question.definition ? { ...saved, definition: question.definition } : saved;
  requireExits(workflow.definition.steps, question);
  const startedAtEpochMs = desk.clock.nowEpochMs();
  let nowEpochMs = startedAtEpochMs;
  const context: DeskContext = {
    ...desk,
    store: readOnlyStore(desk.store),
    setup: setupWithOnly(desk.setup, workflow),
    nextStamp: throwAwayStamps(() => nowEpochMs),
  };
  const explanation = await explainWorkflow(desk, workflow, question.ticketId);
  // Never flushed, and its store refuses every write.
  const piece = createPieceOfWork(context);
  const stored = await piece.tickets.get(question.ticketId);
  if (!stored) throw notFound("ticket", question.ticketId);
  const before: Ticket = stored;
  const tried = context.setup.require("workflow", workflow.id);
  const ready = createWorkflowIndex(context.setup).ready(tried);
  const event = await latestTrigger(context, ready, before);

  const surroundings = (ticket: Ticket) => createLookout(context, piece, event).around(ticket, ASKS_ALL);
  const current = async () => (await piece.tickets.get(before.id)) ?? before;
  const execute = async (run: Run) =>
    executeRun(
      {
        ...context,
        documents: piece,
        workflow: tried,
        definition: ready.definition,
        tree: ready.tree,
        surroundings: await surroundings(await current()),
        nowEpochMs,
        chain: { depth: 1, chainStartedAtEpochMs: nowEpochMs },
        failureOf: (_ticketId, stepId) => triedFailure(question.exits, stepId),
        armOf: (stepId) => question.arms[stepId],
      },
      run,
    );

  const meetsFilter = ready.meets(factsOf(context.setup, before, await surroundings(before), nowEpochMs));
  const triggerId = ready.definition.triggers.find((one) => event !== null && triggers(one, event, before))?.id;
  let run = await execute(newRun(ready, tried.revision, { ...question, nowEpochMs, triggerId }));
  let waits = 0;
  for (; isGoing(run) && waits < MAX_DRY_RUN_WAITS; waits += 1) {
    const left = leave(run, ready, question.exits);
    if (left === null) break;
    nowEpochMs = Math.max(nowEpochMs, left.atEpochMs);
    run = await execute(reduceRun(run, left));
  }

  const events = piece.events.of(before.id);
  return {
    wouldEnrol:
      explanation.pipelineFits && explanation.sourceFits && !explanation.paused && explanation.mayEnrol && meetsFilter,
    explanation,
    setOffBy: event && viewOf(activityOf(before, event)),
    startedAtEpochMs,
    path: run.journal.map((entry) => {
      const step = ready.tree.find(entry.stepId);
      return { step: step && withoutInner(step), entry };
    }),
    effects: await shownEffectsOf(context, events, piece.made),
    changes: changesOf(events),
    events: stepEventsOf(events),
    end: {
      status: endOf(run, waits),
      reason: run.endReason,
      stepId: run.cursor,
      atEpochMs: run.finishedAtEpochMs ?? nowEpochMs,
    },
  };
}

/**
 * The latest thing on the ticket that fires one of the triggers: what the run would have been about, so that steps which ask for the message have one. Null
 * where there is none.
 */
async function latestTrigger(
  { store }: DeskContext,
  { definition }: ReadyDefinition,
  ticket: Ticket,
): Promise<TicketEvent | null> {
  const latest = await store.activities.find({
    selector: { ticketId: ticket.id },
    sort: [{ stamp: "desc" }, { id: "desc" }],
    limit: MAX_LOOKED_AT_EVENTS,
  });
  const events = latest.map(({ id, atEpochMs, stamp, cause, body }) => ({
    id,
    atEpochMs,
    stamp,
    cause,
    body,
    depth: 0,
  }));
  return events.find((event) => definition.triggers.some((trigger) => triggers(trigger, event, ticket))) ?? null;
}

function activityOf(ticket: Ticket, { id, atEpochMs, stamp, cause, body }: TicketEvent) {
  return { id, ticketId: ticket.id, atEpochMs, stamp, cause, body };
}

function newRun(
  { tree, definition }: ReadyDefinition,
  revision: number,
  about: {
    readonly id: WorkflowId;
    readonly ticketId: TicketId;
    readonly nowEpochMs: number;
    readonly triggerId: string | undefined;
  },
): Run {
  return beginRun(tree, {
    id: RunId.parse("dry-run"),
    workflowId: about.id,
    workflowRevision: revision,
    ticketId: about.ticketId,
    eventId: EventId.parse("dry-run"),
    triggerId: about.triggerId ?? definition.triggers[0]?.id ?? "",
    depth: 0,
    chainStartedAtEpochMs: about.nowEpochMs,
    startedAtEpochMs: about.nowEpochMs,
  });
}

function isGoing({ status }: Run): boolean {
  return status === "waiting" || status === "retrying";
}

/** What ends the wait that the run is in; null where nothing does. */
function leave(
  run: Run,
  { tree }: ReadyDefinition,
  exits: DryRunQuestion["exits"],
): (RunEvent & { readonly atEpochMs: number }) | null {
  if (run.cursor === null) return null;
  if (run.status === "retrying") return { type: "due", next: run.cursor, atEpochMs: run.wakeAtEpochMs };
  const { waiting, cursor } = run;
  if (waiting === null) return null;
  return leaveWait(tree.find(cursor), waiting, exits[cursor], (exit) => afterWait(tree, cursor, exit));
}

function endOf({ status }: Run, waits: number): DryRun["end"]["status"] {
  if (status === "done" || status === "failed") return status;
  return waits >= MAX_DRY_RUN_WAITS ? "cut" : "waiting";
}
