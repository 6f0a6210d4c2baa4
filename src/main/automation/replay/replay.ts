import { setImmediate as nextTurn } from "node:timers/promises";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { ReplayEntry, ReplayTotals } from "#shared/contract/explanations/replay.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { requireFitting } from "#main/desk/definition-fits.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { runViewOf } from "#main/desk/queries/runs.ts";
import { allTickets, ticketsActiveSince } from "#main/store/active-tickets.ts";
import { isStoreError } from "#main/store/errors.ts";
import { EVENTS_A_TURN, MAX_LISTED_DIFFERENCES, TICKETS_A_PROGRESS, TICKETS_A_READ } from "./limits.ts";
import { compareEffects } from "./compare-effects.ts";
import { createInterpreter, type Replayed, type TicketPast } from "./interpreter.ts";
import { createWorld } from "./world.ts";

export type ReplayQuestion = {
  readonly id: WorkflowId;
  readonly days: number;
  readonly definition?: WorkflowDefinition | undefined;
  /** Default: history. */
  readonly against?: "history" | "current" | undefined;
};

const DAY_MS = 86_400_000;

/** @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a definition that does not fit the desk */
export function requireReplayable(desk: Pick<ReadContext, "setup">, question: ReplayQuestion): Workflow {
  const saved = desk.setup.require("workflow", question.id);
  if (question.definition) requireFitting(desk, saved, question.definition);
  return saved;
}

/**
 * F10: what the workflow would have done over the last days to every ticket, beside what it did, or what it would have done as it is saved. Sends and changes nothing. A few tickets are in memory at a time; ends
 * when `signal` says so. What a ticket's history does not tell is taken as of now (see `interpreter.ts`). Throws as `requireReplayable`, at once.
 * @rule F10
 */
export function replayWorkflow(
  desk: ReadContext,
  question: ReplayQuestion,
  signal?: AbortSignal,
): AsyncGenerator<ReplayEntry> {
  return replay(desk, requireReplayable(desk, question), question, signal);
}

async function* replay(
  desk: ReadContext,
  saved: Workflow,
  { days, definition, against }: ReplayQuestion,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReplayEntry> {
  const toEpochMs = desk.clock.nowEpochMs();
  const fromEpochMs = toEpochMs - days * DAY_MS;
  const world = createWorld(desk, definition ? { ...saved, definition } : saved);
  const window = { fromEpochMs, toEpochMs };
  const interpreter = createInterpreter(world, window, definition === undefined);
  const present = against === "current" ? createInterpreter(createWorld(desk, saved), window, true) : null;
  const ids = await (interpreter.needsAllTickets || present?.needsAllTickets
    ? allTickets(desk.store.sql)
    : ticketsActiveSince(desk.store.sql, fromEpochMs));
  const drawing = drawingSteps([saved, world.workflow]);
  let totals: ReplayTotals = {
    ticketsDone: 0,
    tickets: ids.length,
    events: 0,
    enrolled: 0,
    would: 0,
    did: 0,
    same: 0,
    differences: 0,
    ticketsDiffering: 0,
  };
  yield { type: "begun", fromEpochMs, toEpochMs, tickets: ids.length };

  let steps = 0;
  const turn = async () => {
    steps += 1;
    if (steps % EVENTS_A_TURN !== 0) return;
    await nextTurn();
    signal?.throwIfAborted();
  };
  let pasts = new Map<TicketId, TicketPast>();
  for (const [position, ticketId] of ids.entries()) {
    await turn();
    if (signal?.aborted) return;
    if (position % TICKETS_A_READ === 0)
      pasts = await pastsOf(desk, ids.slice(position, position + TICKETS_A_READ), saved.id);
    const past = pasts.get(ticketId);
    const outcome = past ? await replayed(past) : null;
    if (typeof outcome === "string") yield { type: "skipped", ticketId, reason: outcome };
    if (past && outcome !== null && typeof outcome !== "string") {
      const { same, differences } = compareEffects(outcome.would, outcome.did, drawing);
      const { number, subject } = past.ticket;
      for (const difference of differences.slice(0, Math.max(MAX_LISTED_DIFFERENCES - totals.differences, 0)))
        yield { type: "difference", difference: { ticketId, number, subject, ...difference } };
      totals = {
        ...totals,
        events: totals.events + outcome.events,
        enrolled: totals.enrolled + outcome.enrolled,
        would: totals.would + outcome.would.length,
        did: totals.did + outcome.did.length,
        same: totals.same + same,
        differences: totals.differences + differences.length,
        ticketsDiffering: totals.ticketsDiffering + (differences.length > 0 ? 1 : 0),
      };
    }
    totals = { ...totals, ticketsDone: totals.ticketsDone + 1 };
    if (totals.ticketsDone % TICKETS_A_PROGRESS === 0) yield { type: "progress", totals };
  }
  yield { type: "done", totals, listed: Math.min(totals.differences, MAX_LISTED_DIFFERENCES) };

  /** Why the ticket could not be replayed; null where nobody waits for it any more. */
  async function replayed(past: TicketPast): Promise<Replayed | string | null> {
    try {
      const result = await interpreter.replay(past, turn);
      return present ? { ...result, did: (await present.replay(past, turn)).would } : result;
    } catch (error) {
      if (signal?.aborted) return null;
      // What is wrong with one ticket's past is no matter of the others'; a store that can't be read is.
      if (!(error instanceof PipedeskError) || isStoreError(error)) throw error;
      return error.message;
    }
  }
}

/** What is known of the tickets' pasts; those that are gone are left out. */
async function pastsOf(
  { store }: ReadContext,
  ticketIds: readonly TicketId[],
  workflowId: WorkflowId,
): Promise<Map<TicketId, TicketPast>> {
  const selector = { ticketId: { $in: [...ticketIds] } };
  const tickets = await store.tickets.getMany(ticketIds);
  const activities = ofTickets(
    await store.activities.find({ selector, sort: [{ ticketId: "asc" }, { stamp: "asc" }, { id: "asc" }] }),
  );
  const runs = ofTickets(
    await store.runs.find({ selector, sort: [{ ticketId: "asc" }, { startedAtEpochMs: "asc" }, { id: "asc" }] }),
  );
  return new Map(
    Array.from(tickets.values(), (ticket) => [
      ticket.id,
      {
        ticket,
        activities: activities.get(ticket.id) ?? [],
        runs: (runs.get(ticket.id) ?? []).map((run) => (run.workflowId === workflowId ? runViewOf(run) : run)),
      },
    ]),
  );
}

function ofTickets<Of extends { readonly ticketId: TicketId }>(documents: readonly Of[]): Map<TicketId, Of[]> {
  return Map.groupBy(documents, ({ ticketId }) => ticketId);
}

/** Steps whose choice follows from other tickets. */
function drawingSteps(workflows: readonly Workflow[]): ReadonlySet<StepId> {
  const steps = workflows.flatMap(({ definition }) => createStepTree(definition.steps).steps);
  return new Set(steps.filter(({ type }) => type === "rotate-owner").map(({ id }) => id));
}
