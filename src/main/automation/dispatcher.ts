import type { Step } from "#shared/automation/definition.ts";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import { isActiveIn, triggers, triggerTypesOf, type TriggerType } from "#shared/automation/triggers.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import { RunId, type EventId } from "#shared/model/ids.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Repository } from "#main/store/repository.ts";
import type { Automated, Log } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { draftOf, type TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import { moveStage } from "./actions/move-stage.ts";
import { setProperty } from "./actions/set-property.ts";
import { MAX_AUTOMATION_DEPTH } from "./limits.ts";

export type DispatcherDeps = {
  readonly setup: SetupCache;
  readonly runs: Repository<Run>;
  readonly log: Log;
  nextStamp(): string;
};

/**
 * Takes a ticket's pending events in their order, tells each in an activity, and takes the ticket through the workflows that it sets off;
 * the events of their steps join the queue behind. All in memory: `Batch` writes the outcome, the ticket first.
 *
 * A repetition after a crash finds the events of steps that were done among the pending ones, by their derived ids, and does not do them again.
 */
export function createDispatcher(
  deps: DispatcherDeps,
): (ticket: Ticket, processed: Set<EventId>) => Promise<Automated> {
  const index = createTriggerIndex(deps.setup);

  return async (before, processed) => {
    let ticket = before;
    const activities: Activity[] = [];
    const runs: Run[] = [];
    for (let event = nextOf(ticket, processed); event; event = nextOf(ticket, processed)) {
      processed.add(event.id);
      activities.push(activityOf(ticket, event));
      for (const workflow of await matching(ticket, event)) {
        const outcome = runWorkflow(ticket, event, workflow);
        ticket = outcome.ticket;
        runs.push(outcome.run);
      }
    }
    return { ticket, activities, runs };
  };

  /** Workflows that the event sets off, in the order in which they are listed (F13). */
  async function matching(ticket: Ticket, event: TicketEvent): Promise<Workflow[]> {
    const types = triggerTypesOf(event);
    if (types.length === 0) return [];
    if (event.depth >= MAX_AUTOMATION_DEPTH) {
      deps.log.warn("A chain of automations was stopped", { ticketId: ticket.id, depth: event.depth });
      return [];
    }
    const found: Workflow[] = [];
    for (const workflow of index(types)) {
      if (!isActiveIn(workflow, ticket.pipelineId)) continue;
      if (!workflow.definition.triggers.some((trigger) => triggers(trigger, event))) continue;
      if (workflow.definition.reenrolment === "never" && (await wasEnrolled(workflow, ticket, event))) continue;
      found.push(workflow);
    }
    return found;
  }

  async function wasEnrolled(workflow: Workflow, ticket: Ticket, event: TicketEvent): Promise<boolean> {
    const runs = await deps.runs.find({ selector: { ticketId: ticket.id, workflowId: workflow.id } });
    return runs.some((run) => run.eventId !== event.id);
  }

  function runWorkflow(before: Ticket, event: TicketEvent, workflow: Workflow): { ticket: Ticket; run: Run } {
    const { definition } = workflow;
    let ticket = before;
    let run: Run = {
      id: RunId.parse(derivedId("r", workflow.id, before.id, event.id)),
      workflowId: workflow.id,
      workflowRevision: workflow.revision,
      ticketId: before.id,
      eventId: event.id,
      depth: event.depth,
      status: "active",
      cursor: definition.steps[0]?.id ?? null,
      startedAtEpochMs: event.atEpochMs,
      finishedAtEpochMs: null,
      journal: [],
    };
    if (run.cursor === null) run = reduceRun(run, definition, { type: "ended", atEpochMs: event.atEpochMs });
    while (run.status === "active") {
      const step = definition.steps.find(({ id }) => id === run.cursor);
      if (!step) break;
      const draft = draftOf(ticket, {
        atEpochMs: event.atEpochMs,
        cause: { kind: "workflow", workflowId: workflow.id, runId: run.id, stepId: step.id },
        depth: event.depth + 1,
        derivedFrom: [run.id, step.id],
        nextStamp: () => deps.nextStamp(),
      });
      const outcome: StepOutcome = wasDone(before, run, step)
        ? { kind: "done", changed: true }
        : perform(step, draft, workflow);
      ticket = draft.ticket;
      run = reduceRun(run, definition, { type: "step-finished", stepId: step.id, outcome, atEpochMs: event.atEpochMs });
    }
    return { ticket, run };
  }

  function perform(step: Step, draft: TicketDraft, workflow: Workflow): StepOutcome {
    const context = { workflow, setup: deps.setup };
    switch (step.type) {
      case "set-property":
        return setProperty(step, draft, context);
      case "move-stage":
        return moveStage(step, draft, context);
    }
  }
}

/** After a crash between the ticket's write and the run's: the ticket already carries what the step did. */
function wasDone(ticket: Ticket, run: Run, step: Step): boolean {
  return ticket.pending.some(
    ({ cause }) => cause.kind === "workflow" && cause.runId === run.id && cause.stepId === step.id,
  );
}

function nextOf(ticket: Ticket, processed: ReadonlySet<EventId>): TicketEvent | undefined {
  return ticket.pending.find((event) => !processed.has(event.id));
}

function activityOf(ticket: Ticket, event: TicketEvent): Activity {
  const { id, atEpochMs, stamp, cause, body } = event;
  return { id, ticketId: ticket.id, atEpochMs, stamp, cause, body };
}

/** Active workflows by the triggers they have, made again when the setup changes: an event touches only those that can match. */
function createTriggerIndex(setup: SetupCache): (types: readonly TriggerType[]) => Workflow[] {
  let byType = new Map<TriggerType, Set<Workflow>>();
  let version = -1;
  return (types) => {
    if (version !== setup.version()) {
      byType = new Map();
      for (const workflow of setup.all("workflow")) {
        if (!workflow.enabled) continue;
        for (const { type } of workflow.definition.triggers) {
          const known = byType.get(type);
          if (known) known.add(workflow);
          else byType.set(type, new Set([workflow]));
        }
      }
      version = setup.version();
    }
    const found = new Set(types.flatMap((type) => Array.from(byType.get(type) ?? [])));
    return Array.from(found).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  };
}
