/**
 * Goes through one ticket's past again. What people, mails and other workflows did happens as it did; what the replayed workflow did is left out, and done by
 * the engine itself, on documents in memory, at the times at which its waits and triggers come due. Where the workflow was off, it counts as on.
 *
 * Taken as it really was, where the run is the same one in the same definition: when a wait ended, though late because the desk was off, and what a request
 * brought; other requests count as answered at once. Taken as of now: contacts, texts of people and threads, whose turn it is, other tickets.
 */
import type { ReplayedEffect } from "#shared/contract/explanations/replay.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { EventId, RunId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { HowGoesOn, WorkDocuments } from "#main/desk/automations.ts";
import { createWorkflowIndex } from "../workflow-index.ts";
import { MAX_WAKES_PER_TICKET } from "./limits.ts";
import { groupsOf, type Group } from "./groups.ts";
import { isEffect, ownOf } from "./own-activities.ts";
import { createPastTriggers, type Firing } from "./past-triggers.ts";
import { ticketAfter, ticketBefore } from "./past-ticket.ts";
import { rewindRun } from "./rewind-run.ts";
import type { World } from "./world.ts";

/** What is known of a ticket's past: its history and runs, oldest first. */
export type TicketPast = {
  readonly ticket: Ticket;
  readonly activities: readonly Activity[];
  readonly runs: readonly Run[];
};

export type Replayed = {
  readonly would: readonly ReplayedEffect[];
  readonly did: readonly ReplayedEffect[];
  readonly enrolled: number;
  readonly events: number;
};

export type Interpreter = {
  /** Whether tickets count on which nothing happened: triggers of time may fire for them. */
  readonly needsAllTickets: boolean;
  /** @throws PD_INTERNAL where the ticket's past does not fit together, or has no end */
  replay(past: TicketPast, turn: () => Promise<void>): Promise<Replayed>;
};

/** Something that comes due between two events. */
type Due = { readonly atEpochMs: number; run(): Promise<void> };

/** @param keepsPauses whether the definition is the one because of which tickets were paused (F11) */
export function createInterpreter(
  world: World,
  window: { readonly fromEpochMs: number; readonly toEpochMs: number },
  keepsPauses: boolean,
): Interpreter {
  const { setup, workflow } = world;
  const index = createWorkflowIndex(setup);
  const timeTriggers = createPastTriggers(world, window.fromEpochMs);

  async function replay(past: TicketPast, turn: () => Promise<void>): Promise<Replayed> {
    const position = past.activities.findIndex(({ atEpochMs }) => atEpochMs >= window.fromEpochMs);
    const start = position < 0 ? past.activities.length : position;
    const [earlier, within] = [past.activities.slice(0, start), past.activities.slice(start)];
    const own = ownOf(workflow.id, past, within, keepsPauses);
    const before = ticketBefore(past.ticket, earlier, within, setup);
    // Of a ticket that was made within the window there is nothing before.
    let ticket: Ticket | null = within.some(({ body }) => body.type === "ticket.created") ? null : before;
    const would: ReplayedEffect[] = [];
    const appliedAhead = new Set<EventId>();
    const seeded = new Set<RunId>();
    let wakes = 0;

    world.begin(window.fromEpochMs, past.runs);
    world.tell(earlier);
    timeTriggers.begin(past.ticket.id);
    for (const run of past.runs) {
      if (run.workflowId !== workflow.id || run.startedAtEpochMs >= window.fromEpochMs) continue;
      const rewound = rewindRun(run, window.fromEpochMs, index.readyFor(run)?.ready ?? null, before);
      if (!rewound) continue;
      seeded.add(run.id);
      world.put(rewound);
    }
    if (ticket) timeTriggers.put(ticket);

    for (const group of groupsOf(within, (activity) => own.isOwn(activity), isBefore)) {
      await turn();
      const atEpochMs = group.events[0]?.atEpochMs ?? world.nowEpochMs;
      await passTo(atEpochMs);
      world.passTo(atEpochMs);
      ticket = happened(ticket ?? beginningOf(group, before), group);
      if (ticket) await settle(ticket, group.events.map(eventOf));
    }
    await passTo(window.toEpochMs);
    const enrolled = world.runs().filter((run) => run.workflowId === workflow.id && !seeded.has(run.id)).length;
    return { would, did: own.did, enrolled, events: within.length };

    /** What is due up to that time, each at its own. */
    async function passTo(epochMs: number): Promise<void> {
      for (let due = nextDue(); due && due.atEpochMs <= epochMs; due = nextDue()) {
        wakes += 1;
        if (wakes > MAX_WAKES_PER_TICKET)
          throw new PipedeskError("PD_INTERNAL", "The workflow comes due on this ticket without an end.");
        world.passTo(due.atEpochMs);
        await due.run();
        await turn();
      }
    }

    function nextDue(): Due | null {
      const now = ticket;
      if (now === null) return null;
      const firing = timeTriggers.next();
      let first: Due | null = firing && { atEpochMs: timeOf(firing), run: () => fire(now, firing) };
      for (const run of world.runs()) {
        const wake = wakeOf(run);
        if (wake && (first === null || wake.atEpochMs < first.atEpochMs))
          first = { atEpochMs: wake.atEpochMs, run: () => goOn(now, run, wake.how) };
      }
      return first;
    }

    /** When it really fired, which may have been late. */
    function timeOf({ eventId, atEpochMs }: Firing): number {
      const real = own.triggered.get(eventId);
      const run = past.runs.find((one) => one.workflowId === workflow.id && one.eventId === eventId);
      const isSame = run === undefined || run.workflowRevision === workflow.revision;
      return real && isSame ? Math.max(real.atEpochMs, atEpochMs) : atEpochMs;
    }

    async function fire(now: Ticket, firing: Firing): Promise<void> {
      firing.done();
      const { eventId, triggerId, by } = firing;
      const event: TicketEvent = {
        id: eventId,
        atEpochMs: world.nowEpochMs,
        stamp: world.nextStamp(),
        cause: { kind: "trigger", workflowId: workflow.id },
        depth: 0,
        body: { type: "workflow.triggered", workflowId: workflow.id, triggerId, by },
      };
      await settle(now, [event]);
    }

    async function goOn(now: Ticket, run: Run, how: HowGoesOn): Promise<void> {
      await act(now, async (work) => void (await world.automations.goOn(work, run, how, world.nowEpochMs)));
    }

    /** When a run that waits goes on, and how; null: only by what happens. */
    function wakeOf(run: Run): { readonly atEpochMs: number; readonly how: HowGoesOn } | null {
      if (run.status !== "waiting" && run.status !== "retrying") return null;
      const real = past.runs.find(({ id }) => id === run.id);
      const entry =
        real?.workflowRevision === run.workflowRevision
          ? real.journal.find(({ sequence, stepId }) => sequence === run.sequence + 1 && stepId === run.cursor)
          : undefined;
      if (run.waiting?.webhookRequestId !== undefined || run.waiting?.mails !== undefined) {
        const { sinceEpochMs, mails } = run.waiting;
        if (entry)
          return { atEpochMs: Math.max(entry.finishedAtEpochMs, sinceEpochMs), how: { outcome: entry.outcome } };
        return {
          atEpochMs: sinceEpochMs,
          how: { outcome: mails ? { kind: "sent" } : { kind: "done", changed: false } },
        };
      }
      if (run.wakeAtEpochMs === 0) return null;
      const isByTime = entry?.outcome.kind === run.waiting?.onTime;
      const endedAtEpochMs = entry && isByTime ? entry.finishedAtEpochMs : run.wakeAtEpochMs;
      return { atEpochMs: Math.max(endedAtEpochMs, run.wakeAtEpochMs), how: "due" };
    }

    /** The ticket with what was written at once, and with what workflows in front made of it. */
    function happened(now: Ticket | null, { events, ahead }: Group): Ticket | null {
      if (now === null) return null;
      let changed = now;
      for (const activity of events)
        if (!appliedAhead.has(activity.id)) changed = ticketAfter(changed, activity, setup);
      for (const activity of ahead) {
        if (appliedAhead.has(activity.id)) continue;
        appliedAhead.add(activity.id);
        changed = ticketAfter(changed, activity, setup);
      }
      return changed;
    }

    /** Lets the engine act on events. */
    function settle(now: Ticket, events: readonly TicketEvent[]): Promise<void> {
      return act(now, async (work) => {
        work.events.add(now.id, events);
        await world.automations.automate(work, now.id);
      });
    }

    /** Lets the engine work on the ticket, and keeps what it did. */
    async function act(now: Ticket, doIt: (work: WorkDocuments) => Promise<void>): Promise<void> {
      const work = world.workOn(now);
      await doIt(work);
      const events = work.events.of(now.id);
      for (const { cause, body, atEpochMs } of events)
        if (cause.kind === "workflow" && cause.workflowId === workflow.id && isEffect(body))
          would.push({ atEpochMs, stepId: cause.stepId, body });
      world.tell(work.activities.changed());
      ticket = (await work.tickets.get(now.id)) ?? now;
      timeTriggers.put(ticket);
    }
  }

  function isBefore(id: WorkflowId): boolean {
    const other = setup.find("workflow", id);
    return other !== null && (other.order - workflow.order || (other.id < workflow.id ? -1 : 1)) < 0;
  }

  return { needsAllTickets: timeTriggers.some, replay };
}

/** A ticket begins with what its making tells; null until then. */
function beginningOf({ events }: Group, before: Ticket): Ticket | null {
  return events.some(({ body }) => body.type === "ticket.created") ? before : null;
}

/** How many automatic changes led to an event is not kept: what a workflow did counts as one. */
function eventOf({ id, atEpochMs, stamp, cause, body }: Activity): TicketEvent {
  return { id, atEpochMs, stamp, cause, body, depth: cause.kind === "workflow" ? 1 : 0 };
}
