import { ASKS_ALL } from "#shared/automation/asked.ts";
import { explainFilter } from "#shared/automation/filters/explain.ts";
import { afterWait, isFailureCaught } from "#shared/automation/course.ts";
import { beginRun } from "#shared/automation/begin-run.ts";
import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Facts } from "#shared/automation/filters/evaluate.ts";
import { holdsRuns } from "#shared/automation/hold.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import { isActiveIn, triggerKeysOf, triggers } from "#shared/automation/triggers/firing.ts";
import type { TriggerType } from "#shared/automation/triggers/trigger.ts";
import { reasonsOf } from "#shared/automation/wake-reasons.ts";
import type { Activity } from "#shared/model/activity.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { NotEnrolled } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { StepId, TicketId } from "#shared/model/ids.ts";
import { TAKEN_BACK, type Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import type { Automations, HowGoesOn, WorkDocuments } from "#main/desk/automations.ts";
import type { Clock, Log } from "#main/desk/context.ts";
import { runIdOf } from "#main/desk/derived-ids.ts";
import type { FailingSteps } from "#main/desk/failing-steps.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { createEvaluation, type EvaluationInProgress } from "./evaluation.ts";
import { executeRun, type Execution } from "./execute-run.ts";
import { createLookout, factsOf, type Lookout, type Surroundings } from "./facts.ts";
import { isLoop, paused } from "./loops.ts";
import { outcomeOfMails } from "./mail-outcome.ts";
import type { WaitingRuns } from "./waiting-runs.ts";
import { createRunOrder } from "./run-order.ts";
import { createWorkflowIndex, type ReadyDefinition } from "./workflow-index.ts";

export type DispatcherDeps = {
  readonly setup: SetupCache;
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly waiting: WaitingRuns;
  readonly failing: Pick<FailingSteps, "of">;
  /** F11b: whether runs of the workflow make no step. Absent: as the setup says. */
  readonly isHeld?: (workflow: Workflow) => boolean;
  nextStamp(): string;
};

/** A run that has not ended, with what it needs to go on. */
type Going = { readonly run: Run; readonly workflow: Workflow; readonly ready: ReadyDefinition };

/** One event's way through the workflows that it may set off. */
type Enrolling = { readonly ticketId: TicketId; readonly verdicts: EvaluationInProgress; readonly lookout: Lookout };

/** A workflow that an event may set off; `waitsIn`: a run of the ticket in it waited when the event came. */
type Candidate = { readonly workflow: Workflow; readonly waitsIn: boolean };

/**
 * Takes a ticket's events in their order. Each is told in an activity, wakes runs that wait for it or takes the ticket out of them, and enrols the ticket in the workflows that it
 * sets off; the events of their steps join the queue behind. All in memory: the piece of work writes the outcome in one commit.
 * @rule D7, F4, F13
 */
export function createDispatcher(deps: DispatcherDeps): Automations {
  const { setup, store, log } = deps;
  const index = createWorkflowIndex(setup);
  const runOrder = createRunOrder(setup);
  const isClosed = (pipelineId: string, stageId: string) => {
    const pipeline = setup.find("pipeline", pipelineId);
    return (pipeline && stageOf(pipeline, stageId)?.kind) === "closed";
  };

  const isHeld = deps.isHeld ?? ((workflow: Workflow) => holdsRuns(workflow, setup.find("settings", SETTINGS_ID)));

  async function automate(work: WorkDocuments, ticketId: TicketId): Promise<void> {
    for (let event = work.events.next(ticketId); event; event = work.events.next(ticketId)) {
      work.activities.add(activityOf(ticketId, event));
      await settle(work, ticketId, event);
    }
  }

  const automations: Automations = {
    automate,

    async goOn(work, run, how, atEpochMs) {
      const found = index.readyFor(run);
      const ticket = await work.tickets.get(run.ticketId);
      const gone = !found ? "workflow-gone" : !ticket ? "ticket-gone" : null;
      const next =
        found && ticket
          ? await goneOn(work, ticket, { run, ...found }, how, atEpochMs)
          : reduceRun(run, { type: "unenrolled", reason: gone ?? "", atEpochMs });
      work.runs.put(next);
      await automate(work, run.ticketId);
      return next;
    },

    async noteMail(work, { messageId, ticketId }, atEpochMs) {
      for (const run of ticketId === null ? [] : await runsOf(work, ticketId)) {
        const { mails } = run.waiting ?? {};
        if (run.status !== "waiting" || mails === undefined || !mails.ids.includes(messageId)) continue;
        const outcome = await outcomeOfMails(work.outbox, mails);
        if (outcome === null) continue;
        try {
          await work.attempt(() => automations.goOn(work, run, { outcome }, atEpochMs));
        } catch (error) {
          if (isStoreError(error)) throw error;
          work.runs.put(faulted(run, { atEpochMs }, error));
        }
      }
    },

    isWaiting: (ticketId) => deps.waiting.of(ticketId).length > 0,

    async explain(work, ticket, workflow) {
      const { filter, businessHours } = workflow.definition;
      const surroundings = await createLookout({ store }, work, null).around(ticket, ASKS_ALL);
      return explainFilter(filter, factsOf(setup, ticket, surroundings, deps.clock.nowEpochMs()), businessHours);
    },
  };
  return automations;

  async function goneOn(
    work: WorkDocuments,
    ticket: Ticket,
    going: Going,
    how: HowGoesOn,
    atEpochMs: number,
  ): Promise<Run> {
    const { run, ready } = going;
    const surroundings = await createLookout({ store }, work, null).around(ticket, ready.asks);
    const exit = how === "due" && run.waiting?.onTime === "timed-out" ? "timed-out" : "completed";
    const next = run.cursor === null ? null : afterWait(ready.tree, run.cursor, exit);
    const isCaught = run.cursor !== null && isFailureCaught(ready.tree, run.cursor);
    const woken = reduceRun(run, eventOf(how, next, isCaught, atEpochMs));
    const chain = chainAfter(run, run.startedAtEpochMs, atEpochMs);
    return executeRun(executionOf(work, going, surroundings, atEpochMs, chain), woken);
  }

  /** Everything that follows from one event, but what follows from its consequences. */
  async function settle(work: WorkDocuments, ticketId: TicketId, event: TicketEvent): Promise<void> {
    const verdicts = createEvaluation(event, ticketId);
    const lookout = createLookout({ store }, work, event);
    const ticket = await requireTicket(work, ticketId);
    // What is history neither wakes a run nor ends one.
    const waiting = event.isHistory ? [] : await goingOf(work, ticket, event);
    for (const going of waiting) {
      const next = await metSafely(work, event, going, lookout);
      if (next !== going.run) work.runs.put(next);
    }
    for (const workflow of candidates(await requireTicket(work, ticketId), event)) {
      const waitsIn = waiting.some(({ run }) => run.workflowId === workflow.id);
      await enrolSafely(work, event, { workflow, waitsIn }, { ticketId, verdicts, lookout });
    }
    const evaluation = verdicts.result();
    if (evaluation) work.evaluations.add(evaluation);
  }

  async function requireTicket(work: WorkDocuments, id: TicketId): Promise<Ticket> {
    const ticket = await work.tickets.get(id);
    if (!ticket) throw new PipedeskError("PD_INTERNAL", `The ticket ${id} of an event is not there.`);
    return ticket;
  }

  /** Runs of the ticket that wait, in the order in which they go on. One whose workflow can't be looked at fails. */
  async function goingOf(work: WorkDocuments, ticket: Ticket, event: TicketEvent): Promise<Going[]> {
    const going: Going[] = [];
    for (const run of await runsOf(work, ticket.id)) {
      if (run.status !== "waiting" && run.status !== "retrying") continue;
      try {
        const found = index.readyFor(run);
        if (found) going.push({ run, ...found });
      } catch (error) {
        work.runs.put(faulted(run, event, error));
      }
    }
    return going.toSorted((a, b) => runOrder(a.run, b.run));
  }

  /** Runs of the ticket that wait, and those of the work. */
  async function runsOf(work: WorkDocuments, ticketId: TicketId): Promise<Run[]> {
    const here = work.runs.changedOf(ticketId);
    const runs: Run[] = [];
    for (const id of new Set([...deps.waiting.of(ticketId), ...here.map((run) => run.id)])) {
      const run = await work.runs.get(id);
      if (run) runs.push(run);
    }
    return runs;
  }

  /** What something is wrong with fails the run that met the event, and nothing beside it. */
  async function metSafely(work: WorkDocuments, event: TicketEvent, going: Going, lookout: Lookout): Promise<Run> {
    const { run } = going;
    try {
      return await work.attempt(async () => meet(work, await requireTicket(work, run.ticketId), event, going, lookout));
    } catch (error) {
      if (isStoreError(error)) throw error;
      return faulted(run, event, error);
    }
  }

  function faulted(run: Run, { atEpochMs }: Pick<TicketEvent, "atEpochMs">, error: unknown): Run {
    log.error("A run could not go on and has failed", { runId: run.id, error });
    return reduceRun(run, { type: "faulted", message: wordsOf(error), atEpochMs });
  }

  /** What an event means to a run that waits: it leaves, it goes on by one of its exits, or nothing. */
  async function meet(
    work: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    going: Going,
    lookout: Lookout,
  ): Promise<Run> {
    const { run, ready } = going;
    const { id: eventId, atEpochMs } = event;
    const leaves = (reason: string) => reduceRun(run, { type: "unenrolled", reason, eventId, atEpochMs });
    if (event.body.type === "workflow.left" && event.body.workflowId === run.workflowId) return leaves("taken-out");
    if (event.body.type === "ticket.merged" && event.body.role === "into") return leaves("merged");
    // What the run did itself is no reason to end it.
    if (event.cause.kind === "workflow" && event.cause.runId === run.id) return run;
    const reasons = reasonsOf(event, isClosed);
    const left = reasons.find((reason) => ready.definition.unenrolment.on.includes(reason));
    if (left) return leaves(left);
    const surroundings = await lookout.around(ticket, ready.asks);
    if (ready.leaves?.(factsOf(setup, ticket, surroundings, atEpochMs))) return leaves("filter");
    // Held until a moment ago, and its turn has not come: first what came before this, in its order (F13).
    if (run.waiting?.isHeld === true && !isHeld(going.workflow)) return goneOn(work, ticket, going, "due", atEpochMs);
    const end = run.waiting?.ends.find(({ on }) => reasons.includes(on));
    if (run.status !== "waiting" || !end || run.cursor === null) return run;
    if (isLoop(work.events.of(ticket.id), event)) {
      pauseFor(work, ticket, event, going.workflow);
      return run;
    }
    const next = afterWait(ready.tree, run.cursor, end.exit === "cancelled" ? "cancelled" : "completed");
    const woken = reduceRun(run, { type: "woken", reason: end.on, exit: end.exit, eventId, next, atEpochMs });
    const chain = chainAfter(event, atEpochMs, atEpochMs);
    return executeRun(executionOf(work, going, surroundings, atEpochMs, chain), woken);
  }

  /** Workflows that the event may set off, in the order in which they are listed (F13). */
  function candidates(ticket: Ticket, event: TicketEvent): readonly Workflow[] {
    if (event.body.type === "workflow.triggered") {
      const workflow = setup.find("workflow", event.body.workflowId);
      return workflow && isActiveIn(workflow, ticket.pipelineId) ? [workflow] : [];
    }
    const broken = new Set<TriggerType>();
    const keys = triggerKeysOf(event, ticket, (type, error) => {
      log.error("Triggers of a kind can't be looked at", { type, error });
      broken.add(type);
    });
    return index.active(keys, broken).filter((workflow) => isActiveIn(workflow, ticket.pipelineId));
  }

  /** A workflow that can't be looked at takes no ticket; the verdict says so, and the others go on. */
  async function enrolSafely(
    work: WorkDocuments,
    event: TicketEvent,
    candidate: Candidate,
    enrolling: Enrolling,
  ): Promise<void> {
    const { workflow } = candidate;
    try {
      await work.attempt(() => enrol(work, event, candidate, enrolling));
    } catch (error) {
      if (isStoreError(error)) throw error;
      log.error("A workflow could not be looked at", { workflowId: workflow.id, ticketId: enrolling.ticketId, error });
      enrolling.verdicts.add(workflow, workflow.definition.triggers[0]?.id ?? "", "fault", null);
    }
  }

  /** Begins a run where the ticket goes through the workflow; else the verdict says why not. */
  async function enrol(
    work: WorkDocuments,
    event: TicketEvent,
    { workflow, waitsIn }: Candidate,
    { ticketId, verdicts, lookout }: Enrolling,
  ): Promise<void> {
    const ticket = await requireTicket(work, ticketId);
    const ready = index.ready(workflow);
    const { definition, tree } = ready;
    const fired = firedBy(definition, event, ticket);
    const [triggerId, ...others] = fired;
    // What a merged ticket was about is the other one's now.
    if (triggerId === undefined || ticket.mergedIntoTicketId !== undefined) return;
    const refuse = (why: NotEnrolled, facts: Facts | null = null) => verdicts.add(workflow, triggerId, why, facts);
    // E10: chats and messengers only where the workflow says so.
    if (!definition.sources.includes(ticket.source)) return refuse("source");
    if (ticket.pausedWorkflows?.some(({ workflowId }) => workflowId === workflow.id)) return refuse("paused");
    const surroundings = await lookout.around(ticket, ready.asks);
    const facts = factsOf(setup, ticket, surroundings, event.atEpochMs);
    if (!ready.meets(facts)) return refuse("filter", facts);
    // By the mark alone: a clock that was set back makes what happens now look old.
    if (event.isHistory) return refuse("history");
    if (joinsRun(work, ticket, event, workflow, fired)) return;
    const barred = await whatBars(work, ticket, event, { workflow, waitsIn }, fired);
    if (barred) return refuse(barred);
    if (isLoop(work.events.of(ticket.id), event)) return pauseFor(work, ticket, event, workflow);
    const chain = chainAfter(event, event.atEpochMs, event.atEpochMs);
    const run = beginRun(tree, {
      id: runIdOf(workflow.id, ticket.id, event.id),
      workflowId: workflow.id,
      workflowRevision: workflow.revision,
      ticketId: ticket.id,
      eventId: event.id,
      ...(event.occasionId === undefined ? {} : { occasionId: event.occasionId }),
      triggerId,
      ...(others.length === 0 ? {} : { alsoTriggers: alsoFired(event, others) }),
      ...(event.body.type === "workflow.triggered" && event.body.data !== undefined ? { data: event.body.data } : {}),
      depth: event.depth,
      chainStartedAtEpochMs: chain.chainStartedAtEpochMs,
      startedAtEpochMs: event.atEpochMs,
    });
    const going = { run, workflow, ready };
    work.runs.add(await executeRun(executionOf(work, going, surroundings, event.atEpochMs, chain), run));
  }

  /**
   * One save, one message is one event for enrolment, whatever number of triggers it meets: the run that it began tells of all of them.
   * @rule F4
   */
  function joinsRun(
    { runs }: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    workflow: Workflow,
    fired: readonly string[],
  ): boolean {
    const { occasionId } = event;
    if (occasionId === undefined) return false;
    const begun = runs
      .changedOf(ticket.id)
      .find((run) => run.workflowId === workflow.id && (run.eventId === occasionId || run.occasionId === occasionId));
    if (begun === undefined) return false;
    runs.put({ ...begun, alsoTriggers: [...(begun.alsoTriggers ?? []), ...alsoFired(event, fired)] });
    return true;
  }

  function pauseFor(work: WorkDocuments, ticket: Ticket, event: TicketEvent, workflow: Workflow): void {
    const ids = { ticketId: ticket.id, workflowId: workflow.id };
    log.warn("A chain of automations was stopped", { ...ids, depth: event.depth });
    const events = work.events.of(ticket.id);
    const draft = paused(ticket, { event, events }, workflow.id, () => deps.nextStamp());
    if (draft) work.take(draft);
  }

  /** F4: at most once at a time, and again only where the workflow says so. Null where nothing bars the ticket. */
  async function whatBars(
    work: WorkDocuments,
    ticket: Ticket,
    event: TicketEvent,
    { workflow, waitsIn }: Candidate,
    fired: readonly string[],
  ): Promise<NotEnrolled | null> {
    const { reenrolment } = workflow.definition;
    // What never waits is through before anything else happens; but an older revision of it may have waited (F8).
    if (reenrolment.kind === "always" && !waitsIn && index.ready(workflow).isInstant) return null;
    const stored = await store.runs.find({ selector: { ticketId: ticket.id, workflowId: workflow.id } });
    const all = new Map([...stored, ...work.runs.changedOf(ticket.id)].map((run) => [run.id, run]));
    const before = Array.from(all.values()).filter(
      (run) =>
        run.workflowId === workflow.id &&
        run.ticketId === ticket.id &&
        run.eventId !== event.id &&
        // An answer that was taken back has set nothing off (D8c).
        run.endReason !== TAKEN_BACK,
    );
    if (before.some(({ status }) => status === "waiting" || status === "retrying" || status === "active"))
      return "in-it";
    if (before.length === 0 || reenrolment.kind === "always") return null;
    return fired.some((triggerId) => isAgain(reenrolment, triggerId)) ? null : "been-through";
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
    const common = { setup, store, log, documents, workflow, definition, tree, surroundings, nowEpochMs, chain };
    const failureOf = (ticketId: TicketId, stepId: StepId) =>
      deps.failing.of({ ticketId, workflowId: workflow.id, stepId });
    return { ...common, isHeld: isHeld(workflow), nextStamp, failureOf };
  }
}

function activityOf(ticketId: TicketId, { id, atEpochMs, stamp, cause, body }: TicketEvent): Activity {
  return { id, ticketId, atEpochMs, stamp, cause, body };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Which of a workflow's triggers an event fires; first those that let a ticket in again (F4). */
function firedBy(definition: WorkflowDefinition, event: TicketEvent, ticket: Ticket): string[] {
  if (event.body.type === "workflow.triggered") return [event.body.triggerId];
  const fired = definition.triggers.filter((one) => triggers(one, event, ticket)).map(({ id }) => id);
  if (fired.length < 2) return fired;
  const again = fired.filter((id) => isAgain(definition.reenrolment, id));
  return [...again, ...fired.filter((id) => !again.includes(id))];
}

function isAgain(reenrolment: WorkflowDefinition["reenrolment"], triggerId: string): boolean {
  return reenrolment.kind === "on" && reenrolment.triggerIds.includes(triggerId);
}

function alsoFired({ id: eventId }: TicketEvent, triggerIds: readonly string[]): NonNullable<Run["alsoTriggers"]> {
  return triggerIds.map((triggerId) => ({ eventId, triggerId }));
}

function eventOf(how: HowGoesOn, next: StepId | null, isCaught: boolean, atEpochMs: number): RunEvent {
  if (typeof how === "object") return { type: "answered", outcome: how.outcome, next, isCaught, atEpochMs };
  return how === "retried" ? { type: how, atEpochMs } : { type: how, next, atEpochMs };
}
