import { ASKS_ALL } from "#shared/automation/asked.ts";
import { explainFilter } from "#shared/automation/filters/explain.ts";
import { afterWait } from "#shared/automation/course.ts";
import { beginRun } from "#shared/automation/begin-run.ts";
import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Facts } from "#shared/automation/filters/evaluate.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import { isActiveIn, triggerKeysOf, triggers } from "#shared/automation/triggers/firing.ts";
import { reasonsOf } from "#shared/automation/wake-reasons.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Evaluation, NotEnrolled } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import { RunId, type StepId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Store } from "#main/store/store.ts";
import type { Automations, HowGoesOn, WorkDocuments } from "#main/desk/automations.ts";
import type { Clock, Log } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { createEvaluation, type EvaluationInProgress } from "./evaluation.ts";
import { executeRun, type Execution } from "./execute-run.ts";
import { createLookout, factsOf, type Lookout, type Surroundings } from "./facts.ts";
import { isLoop, paused } from "./loops.ts";
import { activityOf, carrying, nextOf, withOutcome } from "./pending-events.ts";
import type { WaitingRuns } from "./waiting-runs.ts";
import { createRunOrder } from "./run-order.ts";
import { createWorkflowIndex, type ReadyDefinition } from "./workflow-index.ts";

export type DispatcherDeps = {
  readonly setup: SetupCache;
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly waiting: WaitingRuns;
  nextStamp(): string;
};

/** A run that has not ended, with what it needs to go on. */
type Going = { readonly run: Run; readonly workflow: Workflow; readonly ready: ReadyDefinition };

/** A workflow that an event may set off; `waitsIn`: a run of the ticket in it waited when the event came. */
type Candidate = { readonly workflow: Workflow; readonly waitsIn: boolean };

/**
 * Takes a ticket's pending events in their order. Each is told in an activity, wakes runs that wait for it or takes the ticket out of them, and
 * enrols the ticket in the workflows that it sets off; the events of their steps join the queue behind. All in memory: `Batch` writes the outcome,
 * the ticket first, with the runs inside the events that made them. So a repetition after a crash finds what was done, and does nothing again.
 */
export function createDispatcher(deps: DispatcherDeps): Automations {
  const { setup, store, log } = deps;
  const index = createWorkflowIndex(setup);
  const runOrder = createRunOrder(setup);
  const isClosed = (pipelineId: string, stageId: string) => {
    const pipeline = setup.find("pipeline", pipelineId);
    return (pipeline && stageOf(pipeline, stageId)?.kind) === "closed";
  };

  return {
    async automate(batch, before, processed) {
      let ticket = before;
      const activities: Activity[] = [];
      const evaluations: Evaluation[] = [];
      const runs = new Map<RunId, Run>();
      const keep = (run: Run) => {
        runs.set(run.id, run);
        batch.runs.put(run);
      };
      for (let event = nextOf(ticket, processed); event; event = nextOf(ticket, processed)) {
        processed.add(event.id);
        activities.push(activityOf(ticket, event));
        if (event.carries) keep(event.carries);
        const settled = event.outcome
          ? { ticket, runs: event.outcome.runs, evaluation: event.outcome.evaluation ?? null }
          : await settle(batch, ticket, event);
        if (settled.evaluation) evaluations.push(settled.evaluation);
        settled.runs.forEach(keep);
        ticket = event.outcome ? settled.ticket : withOutcome(settled.ticket, event.id, settled);
      }
      return { ticket, activities, runs: Array.from(runs.values()), evaluations };
    },

    async goOn(batch, ticket, run, how, atEpochMs) {
      const found = index.readyFor(run);
      if (!found) return { ticket, run: reduceRun(run, { type: "unenrolled", reason: "workflow-gone", atEpochMs }) };
      const going = { run, ...found };
      const surroundings = await createLookout({ store }, batch, null).around(ticket, going.ready.asks);
      const exit = how === "due" && run.waiting?.onTime === "timed-out" ? "timed-out" : "completed";
      const next = run.cursor === null ? null : afterWait(found.ready.tree, run.cursor, exit);
      const woken = reduceRun(run, eventOf(how, next, atEpochMs));
      const chain = chainAfter(run, run.startedAtEpochMs, atEpochMs);
      const outcome = await executeRun(executionOf(batch, going, surroundings, atEpochMs, chain), ticket, woken);
      // What the steps did and where the run stands are one write: the run travels inside the last event that it made.
      const last = outcome.ticket.pending.findLast(({ cause }) => cause.kind === "workflow" && cause.runId === run.id);
      return { ticket: last ? carrying(outcome.ticket, last.id, outcome.run) : outcome.ticket, run: outcome.run };
    },

    async explain(batch, ticket, workflow) {
      const { filter } = workflow.definition;
      const surroundings = await createLookout({ store }, batch, null).around(ticket, ASKS_ALL);
      return explainFilter(filter, factsOf(setup, ticket, surroundings, deps.clock.nowEpochMs()));
    },
  };

  /** Everything that follows from one event, but what follows from its consequences. */
  async function settle(
    batch: WorkDocuments,
    before: Ticket,
    event: TicketEvent,
  ): Promise<{ ticket: Ticket; runs: Run[]; evaluation: Evaluation | null }> {
    let ticket = before;
    const verdicts = createEvaluation(event, before.id);
    const lookout = createLookout({ store }, batch, event);
    const changed = new Map<RunId, Run>();
    const waiting = await goingOf(batch, ticket);
    for (const going of waiting) {
      const outcome = await meet(batch, ticket, event, going, lookout);
      ticket = outcome.ticket;
      if (outcome.run === going.run) continue;
      changed.set(outcome.run.id, outcome.run);
      batch.runs.put(outcome.run);
    }
    for (const workflow of candidates(ticket, event)) {
      const waitsIn = waiting.some(({ run }) => run.workflowId === workflow.id);
      const outcome = await enrol(batch, ticket, event, { workflow, waitsIn }, verdicts, lookout);
      ticket = outcome.ticket;
      if (!outcome.run) continue;
      changed.set(outcome.run.id, outcome.run);
      batch.runs.put(outcome.run);
    }
    return { ticket, runs: Array.from(changed.values()), evaluation: verdicts.result() };
  }

  /** Runs of the ticket that wait, in the order in which they go on. */
  async function goingOf(batch: WorkDocuments, ticket: Ticket): Promise<Going[]> {
    const here = batch.runs.changed().filter((run) => run.ticketId === ticket.id);
    const ids = new Set([...deps.waiting.of(ticket.id), ...here.map(({ id }) => id)]);
    const going: Going[] = [];
    for (const id of ids) {
      const run = await batch.runs.get(id);
      const found = run && (run.status === "waiting" || run.status === "retrying") ? index.readyFor(run) : null;
      if (run && found) going.push({ run, ...found });
    }
    return going.toSorted((a, b) => runOrder(a.run, b.run));
  }

  /** What an event means to a run that waits: it leaves, it goes on by one of its exits, or nothing. */
  async function meet(
    batch: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    going: Going,
    lookout: Lookout,
  ): Promise<{ ticket: Ticket; run: Run }> {
    const { run, ready } = going;
    if (event.body.type === "workflow.left" && event.body.workflowId === run.workflowId)
      return { ticket, run: reduceRun(run, { type: "unenrolled", reason: "taken-out", atEpochMs: event.atEpochMs }) };
    if (event.body.type === "ticket.merged" && event.body.role === "into")
      return { ticket, run: reduceRun(run, { type: "unenrolled", reason: "merged", atEpochMs: event.atEpochMs }) };
    // What the run did itself is no reason to end it.
    if (event.cause.kind === "workflow" && event.cause.runId === run.id) return { ticket, run };
    const { atEpochMs } = event;
    const reasons = reasonsOf(event, isClosed);
    const left = reasons.find((reason) => ready.definition.unenrolment.on.includes(reason));
    if (left) return { ticket, run: reduceRun(run, { type: "unenrolled", reason: left, atEpochMs }) };
    const surroundings = await lookout.around(ticket, ready.asks);
    if (ready.leaves?.(factsOf(setup, ticket, surroundings, atEpochMs)))
      return { ticket, run: reduceRun(run, { type: "unenrolled", reason: "filter", atEpochMs }) };
    const end = run.waiting?.ends.find(({ on }) => reasons.includes(on));
    if (run.status !== "waiting" || !end || run.cursor === null) return { ticket, run };
    if (isLoop(ticket, event)) return { ticket: pauseFor(ticket, event, going.workflow), run };
    const next = afterWait(ready.tree, run.cursor, end.exit === "cancelled" ? "cancelled" : "completed");
    const woken = reduceRun(run, { type: "woken", reason: end.on, exit: end.exit, next, atEpochMs });
    const chain = chainAfter(event, atEpochMs, atEpochMs);
    return executeRun(executionOf(batch, going, surroundings, atEpochMs, chain), ticket, woken);
  }

  /** Workflows that the event may set off, in the order in which they are listed (F13). */
  function candidates(ticket: Ticket, event: TicketEvent): readonly Workflow[] {
    if (event.body.type === "workflow.triggered") {
      const workflow = setup.find("workflow", event.body.workflowId);
      return workflow && isActiveIn(workflow, ticket.pipelineId) ? [workflow] : [];
    }
    const keys = triggerKeysOf(event, ticket);
    return keys.length === 0 ? [] : index.active(keys).filter((workflow) => isActiveIn(workflow, ticket.pipelineId));
  }

  /** Without a run where the ticket does not go through the workflow; the verdict says why. */
  async function enrol(
    batch: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    { workflow, waitsIn }: Candidate,
    verdicts: EvaluationInProgress,
    lookout: Lookout,
  ): Promise<{ ticket: Ticket; run: Run | null }> {
    const ready = index.ready(workflow);
    const { definition, tree } = ready;
    const triggerId = triggerIdOf(definition, event, ticket);
    // What a merged ticket was about is the other one's now.
    if (triggerId === null || ticket.mergedIntoTicketId !== undefined) return { ticket, run: null };
    const refuse = (why: NotEnrolled, facts: Facts | null = null) => {
      verdicts.add(workflow, triggerId, why, facts);
      return { ticket, run: null };
    };
    // E10: chats and messengers only where the workflow says so.
    if (!definition.sources.includes(ticket.source)) return refuse("source");
    if (ticket.pausedWorkflows?.some(({ workflowId }) => workflowId === workflow.id)) return refuse("paused");
    const surroundings = await lookout.around(ticket, ready.asks);
    const facts = factsOf(setup, ticket, surroundings, event.atEpochMs);
    if (!ready.meets(facts)) return refuse("filter", facts);
    const barred = await whatBars(batch, ticket, event, { workflow, waitsIn }, triggerId);
    if (barred) return refuse(barred);
    if (isLoop(ticket, event)) return { ticket: pauseFor(ticket, event, workflow), run: null };
    const chain = chainAfter(event, event.atEpochMs, event.atEpochMs);
    const run = beginRun(tree, {
      id: RunId.parse(derivedId("r", workflow.id, ticket.id, event.id)),
      workflowId: workflow.id,
      workflowRevision: workflow.revision,
      ticketId: ticket.id,
      eventId: event.id,
      triggerId,
      ...(event.body.type === "workflow.triggered" && event.body.data !== undefined ? { data: event.body.data } : {}),
      depth: event.depth,
      chainStartedAtEpochMs: chain.chainStartedAtEpochMs,
      startedAtEpochMs: event.atEpochMs,
    });
    const going = { run, workflow, ready };
    return executeRun(executionOf(batch, going, surroundings, event.atEpochMs, chain), ticket, run);
  }

  function pauseFor(ticket: Ticket, event: TicketEvent, workflow: Workflow): Ticket {
    const ids = { ticketId: ticket.id, workflowId: workflow.id };
    log.warn("A chain of automations was stopped", { ...ids, depth: event.depth });
    return paused(ticket, event, workflow.id, () => deps.nextStamp());
  }

  /** F4: at most once at a time, and again only where the workflow says so. Null where nothing bars the ticket. */
  async function whatBars(
    batch: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    { workflow, waitsIn }: Candidate,
    triggerId: string,
  ): Promise<NotEnrolled | null> {
    const { reenrolment } = workflow.definition;
    // What never waits is through before anything else happens; but an older revision of it may have waited (F8).
    if (reenrolment.kind === "always" && !waitsIn && index.ready(workflow).isInstant) return null;
    const stored = await store.runs.find({ selector: { ticketId: ticket.id, workflowId: workflow.id } });
    const all = new Map([...stored, ...batch.runs.changed()].map((run) => [run.id, run]));
    const before = Array.from(all.values()).filter(
      (run) => run.workflowId === workflow.id && run.ticketId === ticket.id && run.eventId !== event.id,
    );
    if (before.some(({ status }) => status === "waiting" || status === "retrying" || status === "active"))
      return "in-it";
    if (before.length === 0 || reenrolment.kind === "always") return null;
    return reenrolment.kind === "on" && reenrolment.triggerIds.includes(triggerId) ? null : "been-through";
  }

  function executionOf(
    documents: WorkDocuments,
    { workflow, ready }: Going,
    surroundings: Surroundings,
    nowEpochMs: number,
    chain: Chain,
  ): Execution {
    const { definition, tree } = ready;
    const nextStamp = () => deps.nextStamp();
    return { setup, store, documents, workflow, definition, tree, surroundings, nowEpochMs, chain, nextStamp };
  }
}

/** Which of a workflow's triggers an event fires; null: none of them. */
function triggerIdOf(definition: WorkflowDefinition, event: TicketEvent, ticket: Ticket): string | null {
  if (event.body.type === "workflow.triggered") return event.body.triggerId;
  return definition.triggers.find((one) => triggers(one, event, ticket))?.id ?? null;
}

function eventOf(how: HowGoesOn, next: StepId | null, atEpochMs: number): RunEvent {
  if (typeof how === "object") return { type: "answered", outcome: how.outcome, next, atEpochMs };
  return how === "retried" ? { type: how, atEpochMs } : { type: how, next, atEpochMs };
}
