import { z } from "zod";
import type { Activity } from "#shared/model/activity.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Automations, WorkDocuments } from "#main/desk/automations.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { createOverlay, type Overlay, ticketOf } from "#main/desk/overlay.ts";
import { createTicketEvents } from "#main/desk/ticket-events.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Stored } from "#main/store/repository.ts";
import { createDispatcher } from "../dispatcher.ts";
import type { WaitingRuns } from "../waiting-runs.ts";
import { readOnlyStore, setupWithOnly, throwAwayStamps, UNSTORED } from "../dry-run/sandbox.ts";

/** The past of one ticket, as the engine sees it while it is gone through again. */
export type World = {
  readonly setup: SetupCache;
  /** The engine itself, on this world. */
  readonly automations: Automations;
  /** The workflow as it is replayed. */
  readonly workflow: Workflow;
  readonly nowEpochMs: number;
  /** Time goes on; it never goes back. */
  passTo(epochMs: number): void;
  nextStamp(): string;
  /** Another ticket: nothing is left of the one before. `runs`: its real ones, for what asks whether it is in another workflow. */
  begin(fromEpochMs: number, runs: readonly Run[]): void;
  /** What the ticket's history tells by now. */
  tell(activities: readonly Activity[]): void;
  /** A piece of work on the ticket, which stands as it is given; runs stay from one piece to the next. */
  workOn(ticket: Ticket): WorkDocuments;
  /** Runs of the replayed workflow, as they are by now. */
  runs(): readonly Run[];
  /** A run that was under way before. */
  put(run: Run): void;
};

const NOTHING_WAITS: WaitingRuns = {
  of: () => [],
  earliest: () => null,
  firstOfTickets: () => [],
  onChange: () => undefined,
  note: () => undefined,
  postpone: () => undefined,
  swap: () => undefined,
  park: () => undefined,
  parked: () => new Set(),
  unpark: () => undefined,
  spread: () => undefined,
  close: () => undefined,
};

const AskedWorkflow = z.object({ workflowId: z.string() });

export function createWorld(desk: ReadContext, asked: Workflow): World {
  const setup = setupWithOnly(desk.setup, asked);
  const workflow = setup.require("workflow", asked.id);
  let nowEpochMs = 0;
  let told: Stored<Activity>[] = [];
  let elsewhere: readonly Run[] = [];
  const runs = new Map<string, Run>();
  const nextStamp = throwAwayStamps(() => nowEpochMs);

  const plain = readOnlyStore(desk.store);
  const store = readOnlyStore(desk.store, {
    runs: {
      ...plain.runs,
      // The engine adds those that it has in memory itself.
      find: async ({ selector }) =>
        runsElsewhere(AskedWorkflow.safeParse(selector).data?.workflowId).map((run) => ({ ...run, ...UNSTORED })),
    },
    // Of one ticket, in their order: nothing else is asked for.
    activities: { ...plain.activities, find: async () => told },
    messages: {
      ...plain.messages,
      find: (query) =>
        plain.messages.find({ ...query, selector: { ...query.selector, atEpochMs: { $lte: nowEpochMs } } }),
    },
  });

  /** Runs of another workflow as they were by now: whether the ticket was in it is all that is asked. */
  function runsElsewhere(id: string | undefined): Run[] {
    return elsewhere
      .filter(({ workflowId, startedAtEpochMs }) => workflowId === id && startedAtEpochMs <= nowEpochMs)
      .map((run) =>
        run.finishedAtEpochMs !== null && run.finishedAtEpochMs < nowEpochMs
          ? run
          : { ...run, status: "waiting", finishedAtEpochMs: null },
      );
  }

  const runsInMemory = inMemory(runs);
  const peopleOf = () => ({
    people: createOverlay(store.people),
    conversations: createOverlay(store.conversations),
    messages: createOverlay(store.messages),
    local: createOverlay(store.local),
    outbox: createOverlay(store.outbox),
  });
  let people = peopleOf();

  function workOn(ticket: Ticket): WorkDocuments {
    const tickets = inMemory(new Map([[ticket.id as string, ticket]]));
    const events = createTicketEvents();
    return {
      ...people,
      tickets,
      runs: runsInMemory,
      activities: inMemory<Activity>(new Map()),
      evaluations: inMemory<Evaluation>(new Map()),
      events,
      // What a step makes beside the ticket is told by its event; nothing more of it is looked at.
      take(draft) {
        tickets.put(draft.ticket);
        events.add(draft.ticket.id, draft.events);
      },
      // What something is wrong with ends the replay of this ticket.
      attempt: (work) => work(),
    };
  }

  return {
    setup,
    workflow,
    automations: createDispatcher({
      // What was, was so whether the desk is paused now or not.
      isHeld: () => false,
      setup,
      store,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      clock: { nowEpochMs: () => nowEpochMs },
      // All runs of this world are in the documents.
      waiting: NOTHING_WAITS,
      failing: { of: () => null },
      nextStamp,
    }),
    get nowEpochMs() {
      return nowEpochMs;
    },
    passTo: (epochMs) => void (nowEpochMs = Math.max(nowEpochMs, epochMs)),
    nextStamp,
    begin(fromEpochMs, real) {
      nowEpochMs = fromEpochMs;
      told = [];
      elsewhere = real.filter(({ workflowId }) => workflowId !== workflow.id);
      runs.clear();
      people = peopleOf();
    },
    tell(activities) {
      for (const activity of activities) told.push({ ...activity, ...UNSTORED });
    },
    workOn,
    runs: () => Array.from(runs.values()),
    put: (run) => runsInMemory.put(run),
  };
}

/** An overlay over nothing. */
function inMemory<Doc extends { id: string }>(documents: Map<string, Doc>): Overlay<Doc> {
  return {
    load: async () => undefined,
    get: async (id) => documents.get(id) ?? null,
    put: (document) => void documents.set(document.id, document),
    add: (document) => void documents.set(document.id, document),
    changed: () => Array.from(documents.values()),
    changedOf: (ticketId) => Array.from(documents.values()).filter((document) => ticketOf(document) === ticketId),
    write: async () => undefined,
  };
}
