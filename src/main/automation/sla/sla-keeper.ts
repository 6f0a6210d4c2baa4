import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { TicketSla } from "#shared/model/sla.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { foldSla, slaAt, stepSla, toldSla, withTold } from "#shared/rules/sla/clock.ts";
import { dueTellings, type SlaTelling } from "#shared/rules/sla/occurrences.ts";
import type { RecountSla, WorkDocuments } from "#main/desk/automations.ts";
import type { SetupReads } from "#main/desk/setup-cache.ts";
import { derivedEventId, draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Store } from "#main/store/store.ts";
import { createLookout, factsOf, type Lookout } from "../facts.ts";
import { concernsSla, slaFactOf, slaHistoryOf } from "./sla-facts.ts";
import { createSlaPolicies } from "./sla-rules.ts";

export type SlaKeeper = {
  /** Takes the ticket's clock on by an event, in the same piece of work. */
  follow(work: WorkDocuments, ticketId: TicketId, event: TicketEvent, lookout: Lookout): Promise<void>;
  /** Works the clock out anew, from all that happened to the ticket. */
  recount(work: WorkDocuments, ticketId: TicketId, how: RecountSla): Promise<void>;
  /** Tells of what has come by then. */
  tell(work: WorkDocuments, ticketId: TicketId, nowEpochMs: number): Promise<void>;
};

type Deps = {
  readonly setup: SetupReads;
  readonly store: Store;
  readonly isAtHost: () => boolean;
  readonly nextStamp: () => string;
};

/**
 * Keeps the clocks of tickets. Each event that may matter takes its ticket's clock on by one; where that is not enough (another policy, another priority, a merge, something that happened
 * earlier) it is worked out from the whole history. What a clock has to tell is told by the host alone, once: the events' ids follow from the clock.
 */
export function createSlaKeeper({ setup, store, isAtHost, nextStamp }: Deps): SlaKeeper {
  const policies = createSlaPolicies(setup);

  async function rulesFor(ticket: Ticket, lookout: Lookout, nowEpochMs: number) {
    const ready = policies();
    if (ready.isEmpty || isOutOfTheWay(ticket)) return null;
    const surroundings = await lookout.around(ticket, ready.asks);
    return ready.rulesFor(factsOf(setup, ticket, surroundings, nowEpochMs), ticket.priority);
  }

  /** With what is due of it told, where this is the host. */
  async function put(
    work: WorkDocuments,
    ticket: Ticket,
    next: TicketSla | null,
    { atEpochMs, chain, isQuiet }: { atEpochMs: number; chain: Partial<Chain>; isQuiet: boolean },
  ): Promise<void> {
    const due = next !== null && (isQuiet || isAtHost()) ? dueTellings(next, atEpochMs) : [];
    const draft = draftOf(ticket, {
      atEpochMs,
      cause: { kind: "rule", rule: "SLA" },
      depth: 0,
      isNoActivity: true,
      nextStamp,
    });
    const sla = next && toldSla(next, due);
    if (draft.set({ sla }).length > 0) work.take(draft);
    if (sla !== null && !isQuiet)
      for (const telling of due) await tellOne(work, draft.ticket, sla, telling, { atEpochMs, chain });
  }

  async function tellOne(
    work: WorkDocuments,
    { id }: Ticket,
    sla: TicketSla,
    { target, what, atEpochMs: momentEpochMs }: SlaTelling,
    { atEpochMs, chain }: { readonly atEpochMs: number; readonly chain: Partial<Chain> },
  ): Promise<void> {
    const clock = sla[target];
    const ticket = await work.tickets.get(id);
    if (clock === null || ticket === null) return;
    const derivedFrom = ["sla", target, what, String(clock.startedAtEpochMs), String(momentEpochMs)];
    const eventId = derivedEventId({ derivedFrom, atEpochMs: momentEpochMs }, id, "sla.reached", 0);
    // What was told once is not told again, whatever became of the clock since.
    if ((await work.activities.get(eventId)) !== null) return;
    const draft = draftOf(ticket, {
      depth: 0,
      ...chain,
      atEpochMs,
      cause: { kind: "rule", rule: "SLA" },
      eventId,
      isNoActivity: true,
      nextStamp,
    });
    const dueAtEpochMs = clock.breachedAtEpochMs ?? clock.dueAtEpochMs;
    const { startedAtEpochMs } = clock;
    draft.emit({ type: "sla.reached", policyId: sla.policyId, target, what, dueAtEpochMs, startedAtEpochMs });
    work.take(draft);
  }

  async function recount(
    work: WorkDocuments,
    ticketId: TicketId,
    { nowEpochMs, fallen, isQuiet = false }: RecountSla,
    lookout: Lookout = createLookout({ store }, work, null),
    chain: Partial<Chain> = {},
  ): Promise<void> {
    const ticket = await work.tickets.get(ticketId);
    if (ticket === null || (policies().isEmpty && !ticket.sla)) return;
    const rules = await rulesFor(ticket, lookout, nowEpochMs);
    const folded = rules && foldSla(rules, await slaHistoryOf({ setup, store }, work, ticket, fallen ?? null));
    const next = folded && slaAt(withTold(folded, ticket.sla ?? null), nowEpochMs);
    await put(work, ticket, next, { atEpochMs: nowEpochMs, chain, isQuiet });
  }

  return {
    async follow(work, ticketId, event, lookout) {
      if (event.isHistory || !concernsSla(event)) return;
      const ticket = await work.tickets.get(ticketId);
      if (ticket === null || (policies().isEmpty && !ticket.sla)) return;
      const { body, atEpochMs } = event;
      const rules = await rulesFor(ticket, lookout, atEpochMs);
      const chain = chainAfter(event, atEpochMs, atEpochMs);
      const fact = slaFactOf(setup, event);
      const { sla } = ticket;
      if (rules === null || body.type === "ticket.created") {
        const next = rules && fact && foldSla(rules, [fact]);
        return put(work, ticket, next, { atEpochMs, chain, isQuiet: false });
      }
      const isAnother =
        !sla ||
        sla.policyId !== rules.policyId ||
        atEpochMs < sla.atEpochMs ||
        (body.type === "ticket.property-changed" && body.property === "priority") ||
        body.type === "ticket.merged" ||
        body.type === "ticket.unmerged" ||
        body.type === "ticket.brought-back";
      // A ticket that no clock has looked after before alarms nobody of its past.
      if (isAnother)
        return recount(work, ticketId, { nowEpochMs: atEpochMs, isQuiet: sla === undefined }, lookout, chain);
      if (fact) await put(work, ticket, stepSla(rules, sla, fact), { atEpochMs, chain, isQuiet: false });
    },
    recount,
    async tell(work, ticketId, nowEpochMs) {
      const ticket = await work.tickets.get(ticketId);
      if (!ticket?.sla) return;
      await put(work, ticket, slaAt(ticket.sla, nowEpochMs), { atEpochMs: nowEpochMs, chain: {}, isQuiet: false });
    },
  };
}
