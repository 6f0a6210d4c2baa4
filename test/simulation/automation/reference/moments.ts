import { isDeepStrictEqual } from "node:util";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { lengthFrom } from "./calendar.ts";
import type { Due, Event, RefTicket, RefWorkflow } from "./model.ts";

/** F11 */
const CHAIN_WINDOW_MS = 60_000;

type Desk = {
  readonly tickets: readonly RefTicket[];
  readonly workflows: readonly RefWorkflow[];
  readonly happen: (ticket: RefTicket, event: Event) => void;
  readonly settle: (ticket: RefTicket) => void;
};

type Trigger = Extract<WorkflowDefinition["triggers"][number], { type: "date-reached" }>;

/** F2: due dates that come, or so long before and after them; also those that were past when they were set, unless whoever set them let them be. */
export function createMoments({ tickets, workflows, happen, settle }: Desk) {
  const fired = new Set<string>();
  /** Of each trigger and ticket: how often in a row within a minute it fired. */
  const chains = new Map<string, { readonly depth: number; readonly since: number }>();
  let leftUntil = 0;

  const triggersOf = ({ definition }: RefWorkflow) =>
    definition.triggers.filter((one): one is Trigger => one.type === "date-reached");
  const keyOf = (workflow: RefWorkflow, triggerId: string, ticket: RefTicket) =>
    `${workflow.id} ${triggerId} ${tickets.indexOf(ticket)} ${String(ticket.values["dueAtEpochMs"])}`;

  function dueOf(workflow: RefWorkflow, trigger: Trigger, ticket: RefTicket): Due | null {
    const anchor = ticket.values["dueAtEpochMs"];
    if (typeof anchor !== "number" || ticket.due === null || fired.has(keyOf(workflow, trigger.id, ticket)))
      return null;
    const since = Math.max(workflow.enabledAt, workflow.since.get(trigger.id) ?? 0, leftUntil);
    const { offset } = trigger;
    const { businessHours } = workflow.definition;
    const untilEpochMs = offset
      ? lengthFrom(anchor, offset.duration, offset.direction === "before", false, businessHours)
      : anchor;
    const { setAt, quietUntil } = ticket.due;
    if (untilEpochMs <= quietUntil || (untilEpochMs < since && setAt < since)) return null;
    return { ticket, untilEpochMs, run: null, moment: { workflow, triggerId: trigger.id } };
  }

  function chainOf(key: string, nowEpochMs: number): Pick<Event, "depth" | "chainSince"> {
    const before = chains.get(key);
    if (!before || nowEpochMs - before.since > CHAIN_WINDOW_MS) {
      chains.set(key, { depth: 0, since: nowEpochMs });
      return { depth: 0, chainSince: null };
    }
    const next = { depth: before.depth + 1, since: before.since };
    chains.set(key, next);
    return { depth: next.depth, chainSince: next.since };
  }

  return {
    due: (nowEpochMs: number): Due[] =>
      workflows
        .filter(({ enabled }) => enabled)
        .flatMap((workflow) =>
          triggersOf(workflow).flatMap((trigger) => tickets.map((ticket) => dueOf(workflow, trigger, ticket))),
        )
        .filter((due) => due !== null)
        .filter(({ untilEpochMs }) => untilEpochMs <= nowEpochMs),
    fire({ ticket, moment }: Due, nowEpochMs: number): void {
      if (!moment) return;
      const { workflow, triggerId } = moment;
      fired.add(keyOf(workflow, triggerId, ticket));
      const happening = { what: "put-in", workflowId: workflow.id, triggerId } as const;
      const chain = chainOf(`${workflow.id} ${triggerId} ${tickets.indexOf(ticket)}`, nowEpochMs);
      happen(ticket, { atEpochMs: nowEpochMs, cause: "trigger", run: null, occasion: {}, ...chain, happening });
      settle(ticket);
    },
    /** A trigger that is new, or another than before, sees to what comes from now on. */
    edited(workflow: RefWorkflow, before: WorkflowDefinition, nowEpochMs: number): void {
      for (const trigger of triggersOf(workflow))
        if (!before.triggers.some((one) => isDeepStrictEqual(one, trigger)) || asksHours(trigger, before, workflow))
          workflow.since.set(trigger.id, nowEpochMs);
    },
    switched(workflow: RefWorkflow, nowEpochMs: number): void {
      workflow.enabledAt = nowEpochMs;
    },
    /** What came due in a pause is left out. */
    leaveUntil: (nowEpochMs: number) => void (leftUntil = nowEpochMs),
  };
}

/** It counts in business days, and they are others. */
function asksHours({ offset }: Trigger, before: WorkflowDefinition, { definition }: RefWorkflow): boolean {
  return (
    offset?.duration.unit === "business-days" && !isDeepStrictEqual(before.businessHours, definition.businessHours)
  );
}
