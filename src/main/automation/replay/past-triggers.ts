import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import type { CronSchedule } from "#shared/automation/schedule/cron.ts";
import { momentsOf } from "#shared/automation/triggers/moments.ts";
import type { TriggeredBy } from "#shared/model/event.ts";
import type { EventId, TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { triggeredEventId } from "#main/desk/enrolment/trigger-ticket.ts";
import { createMomentIndex } from "../time/moment-index.ts";
import { momentWatchesOf, openStagesOf } from "../time/moment-watch.ts";
import { scheduleWatchesOf } from "../time/schedule-watch.ts";
import type { World } from "./world.ts";

/** A trigger of time that fires for the ticket. */
export type Firing = {
  readonly atEpochMs: number;
  /** The same as that of the event that really came of it. */
  readonly eventId: EventId;
  readonly triggerId: string;
  readonly by: TriggeredBy;
  /** It fired: not again for the same date, message or time. */
  done(): void;
};

/** Triggers of time over a ticket's past, by the same index that keeps them in the present. */
export type PastTriggers = {
  /** Whether the workflow has any: then tickets count on which nothing happened. */
  readonly some: boolean;
  begin(ticketId: TicketId): void;
  /** Takes the ticket over as it is now. */
  put(ticket: Ticket): void;
  next(): Firing | null;
};

export function createPastTriggers(world: World, fromEpochMs: number): PastTriggers {
  const { setup, workflow } = world;
  const moments = Array.from(momentWatchesOf(setup, new Map(), { error: () => undefined }, fromEpochMs).values());
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  // The same for every ticket, and costly to find: found once.
  const schedules = Array.from(scheduleWatchesOf(setup, log, new Map()).values(), ({ schedule, ...watch }) => ({
    ...watch,
    schedule: remembered(schedule, fromEpochMs),
  }));
  const openStages = new Set(openStagesOf(setup, workflow.pipelineId));
  let index = createMomentIndex();
  let id: TicketId | null = null;
  let isOpen = false;
  let times: (number | null)[] = [];

  function nextMoment(): Firing | null {
    const entry = index.earliest();
    if (!entry) return null;
    const { watch, anchorEpochMs, ticketId, wakeAtEpochMs } = entry;
    return {
      atEpochMs: wakeAtEpochMs,
      eventId: triggeredEventId(
        {
          derivedFrom: [watch.workflowId, watch.trigger.id, ticketId, String(anchorEpochMs)],
          atEpochMs: anchorEpochMs,
        },
        ticketId,
      ),
      triggerId: watch.trigger.id,
      by: watch.trigger.type === "silence" ? "silence" : "date",
      done: () => index.markFired(entry),
    };
  }

  /** Every open ticket at each of its times; one that is closed lets the times pass. */
  function nextTime(): Firing | null {
    if (!isOpen || id === null) return null;
    const { nowEpochMs } = world;
    let first: Firing | null = null;
    for (const [position, { schedule, triggerId, workflowId }] of schedules.entries()) {
      let atEpochMs = times[position] ?? null;
      // Times at which the ticket was closed, or not there.
      if (atEpochMs !== null && atEpochMs < nowEpochMs) atEpochMs = schedule.next(nowEpochMs - 1);
      times[position] = atEpochMs;
      if (atEpochMs === null || (first && first.atEpochMs <= atEpochMs)) continue;
      const at = atEpochMs;
      first = {
        atEpochMs: at,
        eventId: triggeredEventId({ derivedFrom: [workflowId, triggerId, String(at)], atEpochMs: at }, id),
        triggerId,
        by: "schedule",
        done: () => void (times[position] = schedule.next(at)),
      };
    }
    return first;
  }

  return {
    some: moments.length + schedules.length > 0,
    begin(ticketId) {
      id = ticketId;
      isOpen = false;
      if (moments.length > 0) {
        index = createMomentIndex();
        for (const watch of moments) index.add(watch);
      }
      times = schedules.map(({ schedule }) => schedule.next(fromEpochMs));
    },
    put(ticket) {
      const { pipelineId, stageId } = ticket;
      const isMerged = isOutOfTheWay(ticket);
      isOpen = !isMerged && openStages.has(stageId);
      if (moments.length > 0) index.put({ id: ticket.id, pipelineId, stageId, isMerged, moments: momentsOf(ticket) });
    },
    next() {
      const [moment, time] = [nextMoment(), nextTime()];
      return moment && (!time || moment.atEpochMs <= time.atEpochMs) ? moment : time;
    },
  };
}

/** The times of a schedule from a moment on, each found once, in whatever order they are asked for. */
export function remembered(schedule: Pick<CronSchedule, "next">, fromEpochMs: number): Pick<CronSchedule, "next"> {
  const times: number[] = [];
  let hasEnded = false;
  return {
    next(afterEpochMs) {
      if (afterEpochMs < fromEpochMs) return schedule.next(afterEpochMs);
      while (!hasEnded && (times.at(-1) ?? fromEpochMs) <= afterEpochMs) {
        const next = schedule.next(times.at(-1) ?? fromEpochMs);
        if (next === null) hasEnded = true;
        else times.push(next);
      }
      return times[firstAfter(times, afterEpochMs)] ?? null;
    },
  };
}

/** Where the first of ascending numbers stands that is greater. */
function firstAfter(numbers: readonly number[], limit: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) > limit) to = middle;
    else from = middle + 1;
  }
  return from;
}
