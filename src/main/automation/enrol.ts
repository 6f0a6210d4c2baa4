import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { beginRun } from "#shared/automation/begin-run.ts";
import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Facts } from "#shared/automation/filters/evaluate.ts";
import { triggers } from "#shared/automation/triggers/firing.ts";
import type { NotEnrolled } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { TAKEN_BACK, type Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { Log } from "#main/desk/context.ts";
import type { Host } from "#main/desk/host/host.ts";
import { runIdOf } from "#main/desk/derived-ids.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { EvaluationInProgress } from "./evaluation.ts";
import { executeRun, type Execution } from "./execute-run.ts";
import { factsOf, type Lookout, type Surroundings } from "./facts.ts";
import { isLoop } from "./loops.ts";
import type { ReadyDefinition, WorkflowIndex } from "./workflow-index.ts";

/** One event's way through the workflows that it may set off. */
type Enrolling = { readonly ticketId: TicketId; readonly verdicts: EvaluationInProgress; readonly lookout: Lookout };

/** A workflow that an event may set off; `waitsIn`: a run of the ticket in it waited when the event came. */
type Candidate = { readonly workflow: Workflow; readonly waitsIn: boolean };

export type EnrollingDeps = {
  readonly setup: SetupCache;
  readonly store: Store;
  readonly log: Log;
  readonly index: WorkflowIndex;
  /** Absent: the desk is its own. */
  readonly host?: Pick<Host, "mode" | "isAtHost"> | undefined;
  readonly requireTicket: (work: WorkDocuments, id: TicketId) => Promise<Ticket>;
  readonly executionOf: (
    documents: WorkDocuments,
    going: { readonly run: Run; readonly workflow: Workflow; readonly ready: ReadyDefinition },
    surroundings: Surroundings,
    nowEpochMs: number,
    chain: Chain,
  ) => Execution;
  readonly pauseFor: (work: WorkDocuments, ticket: Ticket, event: TicketEvent, workflow: Workflow) => void;
};

/** Lets tickets into the workflows that an event sets off, or says why not (F4, F9b). */
export function createEnrolling({
  setup,
  store,
  log,
  index,
  host,
  requireTicket,
  executionOf,
  pauseFor,
}: EnrollingDeps) {
  return enrolSafely;

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
    if (triggerId === undefined || isOutOfTheWay(ticket)) return;
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
      ...(host === undefined || host.mode() === "solo" || event.base === undefined
        ? {}
        : { base: event.base, ...(host.isAtHost() ? { isLetAct: true as const } : {}) }),
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
