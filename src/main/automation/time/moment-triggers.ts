import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { isPropertyId } from "#shared/model/setup/property.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Chain } from "#shared/automation/chain.ts";
import { anchorOf, momentsAskedBy } from "#shared/automation/schedule/due-moment.ts";
import { isPaused } from "#shared/automation/hold.ts";
import { momentsOf } from "#shared/automation/triggers/moments.ts";
import type { EventId, TicketId } from "#shared/model/ids.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { contained } from "#main/desk/contained.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import {
  type Derivation,
  momentDerivation,
  triggerTicket,
  triggeredEventId,
} from "#main/desk/enrolment/trigger-ticket.ts";
import { MAX_GROUP_PIECES } from "#main/desk/limits.ts";
import type { Timers } from "#main/desk/timers.ts";
import { presentIds, scanTickets } from "#main/store/scan.ts";
import { RETRY_AFTER_FAILURE_MS, TICKETS_A_READ } from "../limits.ts";
import type { DueSource } from "../scheduler.ts";
import { createFiringChains } from "./firing-chains.ts";
import { createMomentIndex, type MomentEntry, type WatchedTicket } from "./moment-index.ts";
import { looksAt, momentWatchesOf, type MomentWatch } from "./moment-watch.ts";

/**
 * Triggers of dates and of silence (F2), each exactly at its time. An index says when each ticket's triggers are due; it follows the tickets and the setup from `open`
 * on, and reads all tickets only for a trigger that is new to it. A trigger fires once for each date or message that it counts from: the event's id follows from
 * those, so its activity tells that it was there, over crashes and restarts.
 */
export function createMomentTriggers(context: DeskContext, timers: Timers): DueSource<MomentEntry> {
  const { store, setup, clock, log } = context;
  const index = createMomentIndex(({ workflowId, trigger }, ticketId, error) =>
    log.error("A trigger can't tell when it is due", { workflowId, triggerId: trigger.id, ticketId, error }),
  );
  const chains = createFiringChains((undo) => store.afterRollback(undo));
  let listener: () => void = () => undefined;
  let isOpen = false;
  let wasPaused = false;
  let reading: Promise<void> = Promise.resolve();
  let cancelRetry: (() => void) | null = null;
  let unsubscribe: () => void = () => undefined;
  /** Tickets that changed since a read of them was asked for. */
  let changedMeanwhile = new Set<TicketId>();

  function followSetup(): Promise<void> {
    const known = new Map(index.watches().map((watch) => [watch.key, watch]));
    const wanted = momentWatchesOf(setup, known, log);
    for (const key of known.keys()) if (!wanted.has(key)) index.remove(key);
    const fresh = Array.from(wanted.values()).filter(({ key }) => !known.has(key));
    for (const watch of fresh) index.add(watch);
    if (fresh.length > 0) reading = reading.then(() => read(fresh));
    return reading;
  }

  /** F11b: what came due in a pause fires little by little behind it. */
  function followPause(): void {
    const before = wasPaused;
    wasPaused = isPaused(setup.find("settings", SETTINGS_ID));
    if (before && !wasPaused) index.spread(clock.nowEpochMs());
  }

  function readAnew(): void {
    for (const { key } of index.watches()) index.remove(key);
    cancelRetry?.();
    cancelRetry = timers.after(RETRY_AFTER_FAILURE_MS, () => void followSetup());
  }

  /** Finds what is due for watches that are new. Changes that come in meanwhile are taken over as they come. */
  async function read(fresh: readonly MomentWatch[]): Promise<void> {
    const numbers = Array.from(new Set(fresh.flatMap(({ trigger }) => momentsAskedBy(trigger).map(pathOf))));
    const stages = fresh.map(({ stageIds }) => stageIds);
    const stageIds = stages.includes(null) ? null : Array.from(new Set(stages.flatMap((ids) => Array.from(ids ?? []))));
    try {
      for (let afterRow = 0; isOpen;) {
        changedMeanwhile = new Set();
        const rows = await scanTickets(store.sql, { afterRow, limit: TICKETS_A_READ, numbers, stageIds });
        const last = rows.at(-1);
        if (!last) break;
        afterRow = last.row;
        const nowEpochMs = clock.nowEpochMs();
        const changed = changedMeanwhile;
        const past = rows
          // What changed since it was read is in the index as it is now.
          .filter(({ id }) => !changed.has(id))
          .flatMap((row) => index.put({ ...row, moments: (property) => row.number(pathOf(property)) }, fresh))
          .filter(({ wakeAtEpochMs }) => wakeAtEpochMs <= nowEpochMs);
        await dropFired(past);
        await nextTurn();
      }
      listener();
    } catch (error) {
      log.error("The times of triggers could not be read; it is tried again", { error });
      for (const { key } of fresh) index.remove(key);
      cancelRetry = timers.after(RETRY_AFTER_FAILURE_MS, () => void followSetup());
    }
  }

  async function dropFired(entries: readonly MomentEntry[]): Promise<void> {
    const byEvent = new Map(entries.map((entry) => [eventIdOf(entry), entry]));
    for (const id of await presentIds(store.sql, "activities", Array.from(byEvent.keys()))) {
      const entry = byEvent.get(id as EventId);
      if (entry) index.markFired(entry);
    }
  }

  /** False: there was nothing to fire. May be done more than once for one commit, so it keeps nothing of it in memory. */
  async function fire(entry: MomentEntry): Promise<boolean> {
    const nowEpochMs = clock.nowEpochMs();
    // While this waited for its turn the ticket or the workflow may have changed, or the clock was set back.
    if (!index.isCurrent(entry) || entry.wakeAtEpochMs > nowEpochMs) return false;
    await context.host.requireHost();
    const piece = createPieceOfWork(context);
    const ticket = await piece.tickets.get(entry.ticketId);
    if (!ticket) {
      index.drop(entry.ticketId);
      return false;
    }
    if (!isStill(entry, ticket)) {
      index.put(watchedOf(ticket));
      return false;
    }
    const id = eventIdOf(entry);
    if ((await store.activities.get(id)) === null) {
      const { workflowId, trigger } = entry.watch;
      await triggerTicket(context, piece, ticket, {
        workflowId,
        triggerId: trigger.id,
        by: trigger.type === "silence" ? "silence" : "date",
        derivation: derivationOf(entry),
        cause: { kind: "trigger", workflowId },
        ...chainOf(entry, nowEpochMs),
      });
      await piece.flush();
    }
    return true;
  }

  /** A trigger whose own workflow moves the date that it counts from fires in a circle: that is a chain of automatic changes too (F11). */
  function chainOf({ watch, ticketId }: MomentEntry, nowEpochMs: number): Partial<Chain> {
    return chains.next(`${watch.key} ${ticketId}`, nowEpochMs);
  }

  return {
    async open() {
      isOpen = true;
      wasPaused = isPaused(setup.find("settings", SETTINGS_ID));
      const subscriptions = [
        store.tickets.changes.subscribe(
          contained(
            log,
            "when triggers of time are due",
            (tickets) => {
              for (const ticket of tickets) {
                changedMeanwhile.add(ticket.id);
                index.put(watchedOf(ticket));
              }
              listener();
            },
            readAnew,
          ),
        ),
        store.setup.changes.subscribe(
          contained(
            log,
            "triggers of time",
            () => {
              followPause();
              void followSetup();
              listener();
            },
            readAnew,
          ),
        ),
      ];
      unsubscribe = () => {
        for (const subscription of subscriptions) subscription.unsubscribe();
      };
      await followSetup();
    },
    earliest: () => (isPaused(setup.find("settings", SETTINGS_ID)) ? null : index.earliest()),
    together: (untilEpochMs) => index.firstOfTickets(untilEpochMs, MAX_GROUP_PIECES),
    async run(entry) {
      // Marked only once it is committed: what is rolled back fires at the second try.
      if (await context.queue.run(() => fire(entry))) index.markFired(entry);
    },
    postpone: (entry, untilEpochMs) => index.postpone(entry, untilEpochMs),
    onChange: (next) => void (listener = next),
    async close() {
      isOpen = false;
      unsubscribe();
      cancelRetry?.();
      await reading;
    },
  };
}

function derivationOf({ watch, ticketId, anchorEpochMs }: MomentEntry): Derivation {
  return momentDerivation(watch.workflowId, watch.trigger.id, ticketId, anchorEpochMs);
}

function eventIdOf(entry: MomentEntry): EventId {
  return triggeredEventId(derivationOf(entry), entry.ticketId);
}

function isStill({ watch, anchorEpochMs }: MomentEntry, ticket: Ticket): boolean {
  return looksAt(watch, watchedOf(ticket)) && anchorOf(watch.trigger, momentsOf(ticket)) === anchorEpochMs;
}

function watchedOf(ticket: Ticket): WatchedTicket {
  const { id, pipelineId, stageId } = ticket;
  return { id, pipelineId, stageId, isMerged: isOutOfTheWay(ticket), moments: momentsOf(ticket) };
}

/** Where a ticket's document keeps it. */
function pathOf(property: string): string {
  return isPropertyId(property) ? `values.${property}` : property;
}
