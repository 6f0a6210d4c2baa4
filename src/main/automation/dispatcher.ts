import { ASKS_ALL } from "#shared/automation/asked.ts";
import { explainFilter } from "#shared/automation/filters/explain.ts";
import { afterWait, isFailureCaught } from "#shared/automation/course.ts";
import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import { holdsRuns } from "#shared/automation/hold.ts";
import { reduceRun, type RunEvent } from "#shared/automation/reduce-run.ts";
import { isActiveIn, triggerKeysOf } from "#shared/automation/triggers/firing.ts";
import type { TriggerType } from "#shared/automation/triggers/trigger.ts";
import { reasonsOf } from "#shared/automation/wake-reasons.ts";
import type { Activity } from "#shared/model/activity.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { StepId, TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import type { Automations, HowGoesOn, WorkDocuments } from "#main/desk/automations.ts";
import type { Clock, Log } from "#main/desk/context.ts";
import type { Host } from "#main/desk/host/host.ts";
import type { FailingSteps } from "#main/desk/failing-steps.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import { createEnrolling } from "./enrol.ts";
import { createEvaluation } from "./evaluation.ts";
import { executeRun, type Execution } from "./execute-run.ts";
import { createLookout, factsOf, type Lookout, type Surroundings } from "./facts.ts";
import { isLoop, paused } from "./loops.ts";
import { outcomeOfMails } from "./mail-outcome.ts";
import type { WaitingRuns } from "./waiting-runs.ts";
import { createRunOrder } from "./run-order.ts";
import { concernsSla } from "./sla/sla-facts.ts";
import { createSlaKeeper } from "./sla/sla-keeper.ts";
import { createWorkflowIndex, type ReadyDefinition } from "./workflow-index.ts";

export type DispatcherDeps = {
  readonly setup: SetupCache;
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly waiting: WaitingRuns;
  readonly failing: Pick<FailingSteps, "of">;
  /** Absent: the desk is its own. */
  readonly host?: Pick<Host, "mode" | "isAtHost">;
  /** F11b: whether runs of the workflow make no step. Absent: as the setup says. */
  readonly isHeld?: (workflow: Workflow) => boolean;
  nextStamp(): string;
};

/** A run that has not ended, with what it needs to go on. */
type Going = { readonly run: Run; readonly workflow: Workflow; readonly ready: ReadyDefinition };

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

  const enrolSafely = createEnrolling({
    setup,
    store,
    log,
    index,
    host: deps.host,
    requireTicket,
    executionOf,
    pauseFor,
  });
  const isAtHost = () => deps.host?.isAtHost() ?? true;
  const sla = createSlaKeeper({ setup, store, isAtHost, nextStamp: () => deps.nextStamp() });
  const isHeld = deps.isHeld ?? ((workflow: Workflow) => holdsRuns(workflow, setup.find("settings", SETTINGS_ID)));

  async function automate(work: WorkDocuments, ticketId: TicketId): Promise<void> {
    for (let event = work.events.next(ticketId); event; event = work.events.next(ticketId)) {
      work.activities.add(activityOf(ticketId, event, deps.host));
      await settle(work, ticketId, event);
    }
  }

  const automations: Automations = {
    automate,

    async goOn(work, run, how, atEpochMs) {
      const found = index.readyFor(run);
      const ticket = await work.tickets.get(run.ticketId);
      // A ticket that was merged is left alone (H5), and one that was thrown away.
      const gone = !found
        ? "workflow-gone"
        : !ticket
          ? "ticket-gone"
          : ticket.mergedIntoTicketId !== undefined
            ? "merged"
            : ticket.aside !== undefined
              ? "set-aside"
              : null;
      const next =
        found && ticket && gone === null
          ? await goneOn(work, ticket, { run, ...found }, how, atEpochMs)
          : reduceRun(run, { type: "unenrolled", reason: gone ?? "", atEpochMs });
      work.runs.put(next);
      await automate(work, run.ticketId);
      return next;
    },

    async noteMail(work, { messageId, ticketId }, atEpochMs) {
      if (!isAtHost()) return;
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

    async arrived(work, { ticketId, ...activity }) {
      if (!isAtHost() || activity.isHistory === true || (await work.tickets.get(ticketId)) === null) return;
      const event = await eventOfActivity(work, activity);
      const ticket = await requireTicket(work, ticketId);
      const waiting: Going[] = [];
      for (const going of await goingOf(work, ticket, event))
        if (await isAfterBeginning(work, going.run, activity)) waiting.push(going);
      await meetAll(work, event, waiting, createLookout({ store }, work, event));
      // The device that it happened on may have known less: the host has the whole history.
      if (concernsSla(event)) await sla.recount(work, ticketId, { nowEpochMs: deps.clock.nowEpochMs() });
      await automate(work, ticketId);
    },

    async recountSla(work, ticketId, how) {
      await sla.recount(work, ticketId, how);
      await automate(work, ticketId);
    },

    async tellSla(work, ticketId, nowEpochMs) {
      await sla.tell(work, ticketId, nowEpochMs);
      await automate(work, ticketId);
    },

    isWaiting: (ticketId) => deps.waiting.of(ticketId).length > 0,

    async explain(work, ticket, workflow) {
      const { filter, businessHours } = workflow.definition;
      const surroundings = await createLookout({ store }, work, null).around(ticket, ASKS_ALL);
      return explainFilter(filter, factsOf(setup, ticket, surroundings, deps.clock.nowEpochMs()), businessHours);
    },
  };
  return automations;

  /** What an activity does not tell: how many automatic changes led to it follows from the run that made it. */
  async function eventOfActivity(work: WorkDocuments, activity: Omit<Activity, "ticketId">): Promise<TicketEvent> {
    const { id, atEpochMs, stamp, cause, body } = activity;
    const run = cause.kind === "workflow" ? await work.runs.get(cause.runId) : null;
    const depth = cause.kind === "workflow" ? (run?.depth ?? 0) + 1 : 0;
    const chainStartedAtEpochMs = run?.chainStartedAtEpochMs ?? run?.startedAtEpochMs;
    return {
      id,
      atEpochMs,
      stamp,
      cause,
      depth,
      ...(chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs }),
      body,
    };
  }

  /** What happened before the run began neither wakes it nor ends it, whenever it comes. */
  async function isAfterBeginning(
    work: WorkDocuments,
    run: Run,
    { stamp, atEpochMs }: Pick<Activity, "stamp" | "atEpochMs">,
  ): Promise<boolean> {
    const begun = await work.activities.get(run.eventId);
    return begun === null ? atEpochMs > run.startedAtEpochMs : stamp > begun.stamp;
  }

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
    await sla.follow(work, ticketId, event, lookout);
    const ticket = await requireTicket(work, ticketId);
    // What is history neither wakes a run nor ends one.
    const waiting = event.isHistory ? [] : await goingOf(work, ticket, event);
    // Elsewhere they wait until the host learns of the event: it alone lets go on what waits (H2).
    if (isAtHost()) await meetAll(work, event, waiting, lookout);
    for (const workflow of candidates(await requireTicket(work, ticketId), event)) {
      const waitsIn = waiting.some(({ run }) => run.workflowId === workflow.id);
      await enrolSafely(work, event, { workflow, waitsIn }, { ticketId, verdicts, lookout });
    }
    const evaluation = verdicts.result();
    if (evaluation) work.evaluations.add(evaluation);
  }

  async function meetAll(
    work: WorkDocuments,
    event: TicketEvent,
    waiting: readonly Going[],
    lookout: Lookout,
  ): Promise<void> {
    for (const going of waiting) {
      const next = await metSafely(work, event, going, lookout);
      if (next !== going.run) work.runs.put(next);
    }
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
    if (event.body.type === "ticket.set-aside") return leaves("set-aside");
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

  function pauseFor(work: WorkDocuments, ticket: Ticket, event: TicketEvent, workflow: Workflow): void {
    const ids = { ticketId: ticket.id, workflowId: workflow.id };
    log.warn("A chain of automations was stopped", { ...ids, depth: event.depth });
    const events = work.events.of(ticket.id);
    const draft = paused(ticket, { event, events }, workflow.id, () => deps.nextStamp());
    if (draft) work.take(draft);
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

/** What only a team needs is kept only in a team. */
function activityOf(
  ticketId: TicketId,
  { id, atEpochMs, stamp, cause, body, base, isHistory }: TicketEvent,
  host: DispatcherDeps["host"],
): Activity {
  const told = { id, ticketId, atEpochMs, stamp, cause, body };
  if (host === undefined || host.mode() === "solo") return told;
  return {
    ...told,
    ...(base === undefined ? {} : { base }),
    ...(isHistory === undefined || host.isAtHost() ? {} : { isHistory }),
  };
}

async function requireTicket(work: WorkDocuments, id: TicketId): Promise<Ticket> {
  const ticket = await work.tickets.get(id);
  if (!ticket) throw new PipedeskError("PD_INTERNAL", `The ticket ${id} of an event is not there.`);
  return ticket;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function eventOf(how: HowGoesOn, next: StepId | null, isCaught: boolean, atEpochMs: number): RunEvent {
  if (typeof how === "object") return { type: "answered", outcome: how.outcome, next, isCaught, atEpochMs };
  return how === "retried" ? { type: how, atEpochMs } : { type: how, next, atEpochMs };
}
