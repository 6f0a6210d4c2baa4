import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { RunId, TicketId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Run } from "#shared/model/run.ts";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import { isStoreError } from "#main/store/errors.ts";
import { carryOut } from "./beside/carry-out.ts";
import { tellOfFailedRun, tellOfPausedWorkflow } from "./beside/tell-of-runs.ts";
import type { DeskContext } from "./context.ts";
import { StepFault } from "./failing-steps.ts";
import { createOverlay } from "./overlay.ts";
import { createTicketEvents } from "./ticket-events.ts";
import type { Made, TicketDraft } from "./ticket-changes/ticket-draft.ts";
import type { PieceOfWork } from "./piece-of-work.ts";

export type { PieceOfWork } from "./piece-of-work.ts";

/** What is made beside a ticket and has to do with other tickets, or with the ticket itself: done when all that set it off is decided. */
type Later = Made & { readonly ticketId: TicketId };

export function createPieceOfWork(context: DeskContext): PieceOfWork {
  const { store } = context;
  /** What takes back each change since the beginning, oldest first. */
  const undo: (() => void)[] = [];
  const note = (one: () => void) => void undo.push(one);
  const overlays = {
    messages: createOverlay(store.messages, note),
    people: createOverlay(store.people, note),
    conversations: createOverlay(store.conversations, note),
    outbox: createOverlay(store.outbox, note),
    inboxItems: createOverlay(store.inboxItems, note),
    webhookRequests: createOverlay(store.webhookRequests, note),
    tickets: createOverlay(store.tickets, note),
    activities: createOverlay(store.activities, note),
    evaluations: createOverlay(store.evaluations, note),
    runs: createOverlay(store.runs, note),
    local: createOverlay(store.local, note),
  };
  const events = createTicketEvents(note);
  const made: Made[] = [];
  const later: Later[] = [];
  const paused: { readonly ticketId: TicketId; readonly event: TicketEvent }[] = [];
  const told = new WeakSet<Run>();
  const quiet = new Set<RunId>();
  const toldMails = new WeakSet<OutboxItem>();

  function push<One>(list: One[], one: One): void {
    note(() => void list.splice(list.lastIndexOf(one), 1));
    list.push(one);
  }

  function take(draft: TicketDraft): void {
    const { ticket } = draft;
    overlays.tickets.put(ticket);
    events.add(ticket.id, draft.events);
    for (const event of draft.events)
      if (event.body.type === "workflow.paused") push(paused, { ticketId: ticket.id, event });
    for (const one of draft.made) {
      push(made, one);
      makeAtOnce(ticket.id, one);
    }
  }

  function makeAtOnce(ticketId: TicketId, { event, what }: Made): void {
    switch (what.kind) {
      case "note":
        return overlays.messages.add(what.message);
      case "inbox-item":
        return overlays.inboxItems.add(what.item);
      case "webhook":
        return overlays.webhookRequests.add(what.request);
      case "turn":
        return overlays.local.put(what.record);
      case "mail":
      case "new-ticket":
      case "link":
      case "merge":
        return push(later, { ticketId, event, what });
      default:
        return assertNever(what);
    }
  }

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = undo.length;
    try {
      return await work();
    } catch (error) {
      for (const one of undo.splice(before).toReversed()) one();
      throw error;
    }
  }

  /** A merge takes along what all the others made. */
  function nextLater(): Later | undefined {
    const position = later.findIndex(({ what }) => what.kind !== "merge");
    return later.splice(Math.max(position, 0), 1)[0];
  }

  async function carryOutAll(): Promise<void> {
    do {
      for (let next = nextLater(); next; next = nextLater()) await carryOutSafely(next);
    } while ((await tell()) || (await tellOfMails()));
  }

  /**
   * What fails here fails the step that wanted it, and nothing beside it; where no step did, the whole piece.
   * @throws StepFault where the step is not known to fail
   */
  async function carryOutSafely(one: Later): Promise<void> {
    const { cause } = one.event;
    try {
      await attempt(() => carryOut(context, piece, one.ticketId, one));
    } catch (error) {
      if (cause.kind !== "workflow" || isStoreError(error)) throw error;
      const place = { ...cause, ticketId: one.ticketId };
      if (context.failing.of(place) === null) throw new StepFault(place, error);
      const run = await overlays.runs.get(cause.runId);
      context.log.error("What a step made could not be carried out; its run has failed", { runId: cause.runId, error });
      if (!run || run.status === "failed" || run.status === "unenrolled") return;
      const message = error instanceof Error ? error.message : String(error);
      overlays.runs.put(reduceRun(run, { type: "faulted", message, atEpochMs: one.event.atEpochMs }));
    }
  }

  /** Tells of runs that failed and of workflows that were stopped, each once. Returns whether there was something to tell. */
  async function tell(): Promise<boolean> {
    const failed = overlays.runs.changed().filter((run) => run.status === "failed" && !told.has(run));
    for (const run of failed) {
      told.add(run);
      if (quiet.has(run.id)) continue;
      await tellSafely(() => tellOfFailedRun(context, piece, run));
    }
    const stopped = paused.splice(0);
    for (const { ticketId, event } of stopped) {
      const { id, body } = event;
      if (body.type === "workflow.paused")
        await tellSafely(() => tellOfPausedWorkflow(context, piece, ticketId, id, body));
    }
    return failed.length + stopped.length > 0;
  }

  /** Runs that wait for a mail learn what became of it in the commit that says so. Returns whether there was one to look at. */
  async function tellOfMails(): Promise<boolean> {
    const fresh = overlays.outbox.changed().filter((item) => item.automatic && !toldMails.has(item));
    for (const item of fresh) {
      toldMails.add(item);
      await context.automations.noteMail(piece, item, context.clock.nowEpochMs());
    }
    return fresh.length > 0;
  }

  async function tellSafely(tellOne: () => Promise<void>): Promise<void> {
    try {
      await attempt(tellOne);
    } catch (error) {
      if (isStoreError(error)) throw error;
      context.log.error("Nobody could be told of what went wrong", { error });
    }
  }

  const piece: PieceOfWork = {
    ...overlays,
    events,
    made,
    take,
    attempt,
    async change(draft) {
      take(draft);
      await context.automations.automate(piece, draft.ticket.id);
      return (await overlays.tickets.get(draft.ticket.id)) ?? draft.ticket;
    },
    keepQuietOf: (id) => void quiet.add(id),
    async flush() {
      await carryOutAll();
      await store.transaction(async () => {
        for (const overlay of Object.values(overlays)) await overlay.write();
      });
      undo.length = 0;
    },
  };
  return piece;
}
