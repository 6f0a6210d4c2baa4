import type { Activity } from "#shared/model/activity.ts";
import type { Effect } from "#shared/model/effect.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { EventId, MessageId, TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { DeskContext } from "./context.ts";
import { carryOutEffect } from "./effects/carry-out.ts";
import { tellOfFailedRun, tellOfPausedWorkflow } from "./effects/tell-of-runs.ts";
import { createOverlay } from "./overlay.ts";
import type { Batch } from "./work.ts";

export type { Batch } from "./work.ts";

type DueEffect = {
  readonly key: string;
  readonly ticketId: TicketId;
  readonly event: TicketEvent;
  readonly effect: Effect;
};

export function createBatch(context: DeskContext): Batch {
  const { store } = context;
  const people = createOverlay(store.people);
  const conversations = createOverlay(store.conversations);
  const tickets = createOverlay(store.tickets);
  const messages = createOverlay(store.messages);
  const outbox = createOverlay(store.outbox);
  const inboxItems = createOverlay(store.inboxItems);
  const activities = new Map<string, Activity>();
  const runs = createOverlay(store.runs);
  const told = new WeakSet<Run>();
  const processed = new Set<EventId>();
  const evaluations = new Map<string, Evaluation>();
  const touched = new Set<TicketId>();
  const carriedOut = new Set<string>();
  const toldOfPause = new Set<EventId>();

  async function automate(ticket: Ticket): Promise<Ticket> {
    const result = await context.automations.automate(batch, ticket, processed);
    tickets.put(result.ticket);
    touched.add(ticket.id);
    for (const activity of result.activities) activities.set(activity.id, activity);
    for (const evaluation of result.evaluations) evaluations.set(evaluation.id, evaluation);
    return result.ticket;
  }

  const batch: Batch = {
    people,
    conversations,
    tickets,
    messages,
    outbox,
    runs,
    inboxItems,
    take: automate,
    change: (draft) => automate(draft.ticket),
    resume: async (ticket) => void (await automate(ticket)),

    async flush() {
      try {
        await writeInOrder();
      } catch (error) {
        context.queue.markUnfinished();
        throw error;
      }
    },
  };
  return batch;

  async function writeInOrder(): Promise<void> {
    const unsettled = new Set<MessageId>();
    do {
      for (const { id, settled } of messages.changed()) if (!settled) unsettled.add(id);
      await messages.write();
      await people.write();
      await conversations.write();
      await outbox.write();
      await inboxItems.write();
      await tickets.write();
    } while (await carryOut());
    await store.activities.insertMissing(Array.from(activities.values()));
    await store.evaluations.insertMissing(Array.from(evaluations.values()));
    await runs.write();
    await clearPending();
    await messages.load(Array.from(unsettled));
    for (const id of unsettled) {
      const message = await messages.get(id);
      if (message) messages.put({ ...message, settled: true });
    }
    await messages.write();
    activities.clear();
    evaluations.clear();
  }

  /** Sees to the effects of all events that are written. Returns whether there is more to write. */
  async function carryOut(): Promise<boolean> {
    const due = await dueEffects();
    const of = (kinds: (kind: Effect["kind"]) => boolean) => due.filter(({ effect }) => kinds(effect.kind));
    // Whose turn it was is known before another ticket is given away.
    await carryOutAll(of((kind) => kind === "turn"));
    let isMore = await carryOutAll(of((kind) => kind !== "turn" && kind !== "merge"));
    isMore = (await tell()) || isMore;
    // A merge takes along what the others made, so it waits until that is written, and for the merge before it.
    for (const merge of isMore ? [] : of((kind) => kind === "merge")) if (await carryOutAll([merge])) return true;
    return isMore;
  }

  /** Gathered before the first is carried out: what that changes is not written yet, so its own effects wait for the next round. */
  async function dueEffects(): Promise<DueEffect[]> {
    const due: DueEffect[] = [];
    for (const ticketId of touched) {
      const ticket = await tickets.get(ticketId);
      for (const event of ticket?.pending ?? []) {
        event.effects?.forEach((effect, position) => {
          const key = `${event.id} ${position}`;
          if (!carriedOut.has(key)) due.push({ key, ticketId, event, effect });
        });
      }
    }
    return due;
  }

  async function carryOutAll(due: readonly DueEffect[]): Promise<boolean> {
    let isMore = false;
    for (const { key, ticketId, event, effect } of due) {
      carriedOut.add(key);
      isMore = (await carryOutEffect(context, batch, ticketId, event, effect)) || isMore;
    }
    return isMore;
  }

  /** Tells of runs that failed and of workflows that were stopped, each once. */
  async function tell(): Promise<boolean> {
    const before = inboxItems.changed().length;
    for (const run of runs.changed()) {
      if (run.status !== "failed" || told.has(run)) continue;
      told.add(run);
      await tellOfFailedRun(context, batch, run);
    }
    for (const id of touched) {
      const ticket = await tickets.get(id);
      for (const event of ticket?.pending ?? []) {
        if (event.body.type !== "workflow.paused" || toldOfPause.has(event.id)) continue;
        toldOfPause.add(event.id);
        await tellOfPausedWorkflow(context, batch, id, event.id, event.body);
      }
    }
    return inboxItems.changed().length > before;
  }

  async function clearPending(): Promise<void> {
    for (const id of touched) {
      const ticket = await tickets.get(id);
      if (!ticket?.hasPending) continue;
      const pending = ticket.pending.filter((event) => !processed.has(event.id));
      tickets.put({ ...ticket, pending, hasPending: pending.length > 0 });
    }
    touched.clear();
    await tickets.write();
  }
}
