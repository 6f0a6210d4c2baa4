import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RotateOwnerStep } from "#shared/automation/steps/rotate-owner.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { Event, RefRun, RefTicket, Unshared } from "./model.ts";

type Origin = Omit<Event, "happening">;

type Desk = {
  readonly isPaused: () => boolean;
  readonly isOn: (workflowId: string) => boolean;
  readonly isClosed: (stageId: unknown) => boolean;
  readonly tickets: readonly RefTicket[];
  readonly set: (ticket: RefTicket, property: string, to: unknown, origin: Origin) => boolean;
  /** As it is now; null: there is none. */
  readonly definitionOf: (workflowId: string) => WorkflowDefinition | null;
  readonly settle: (ticket: RefTicket) => void;
};

/** F5: whose turn it is, and tickets that came when it was nobody's. */
export function createShareOut(desk: Desk) {
  const away = new Set<string>();
  /** Of each step, in which order users had their turns: the longest ago first. */
  const turns = new Map<string, string[]>();
  let unshared: Unshared[] = [];

  function giveTurn(run: RefRun, step: RotateOwnerStep, origin: Origin) {
    const { ticket } = run;
    const owner = ticket.values["ownerId"];
    if (step.onlyUnowned && owner !== null) return "has-owner" as const;
    const there = step.userIds.filter((id) => !step.onlyAvailable || !away.has(id));
    const key = `${run.workflowId} ${step.id}`;
    const had = turns.get(key) ?? [];
    const isOpenOf = (other: RefTicket, id: string) =>
      other !== ticket && other.values["ownerId"] === id && !desk.isClosed(other.values["stageId"]);
    const load = (id: string) => (step.by === "load" ? desk.tickets.filter((other) => isOpenOf(other, id)).length : 0);
    const [next] = there.toSorted((a, b) => load(a) - load(b) || had.indexOf(a) - had.indexOf(b));
    if (next === undefined) return "nobody-available" as const;
    if (next === owner) return "done" as const;
    turns.set(key, [...had.filter((id) => id !== next), next]);
    desk.set(ticket, "ownerId", next, origin);
    return "done changed" as const;
  }

  function share({ run, stepId }: Unshared, nowEpochMs: number): boolean {
    const definition = desk.definitionOf(run.workflowId);
    const step = definition && stepOf(definition.steps, stepId);
    const { ticket, workflowId } = run;
    const isWanted =
      desk.isOn(workflowId) && !desk.isClosed(ticket.values["stageId"]) && ticket.values["ownerId"] === null;
    if (!isWanted || step?.type !== "rotate-owner") return true;
    const chain = { depth: 1, chainSince: nowEpochMs };
    const origin = { atEpochMs: nowEpochMs, cause: `${workflowId}/${stepId}`, run, ...chain, occasion: {} };
    if (giveTurn(run, step, origin) === "nobody-available") return false;
    desk.settle(ticket);
    return true;
  }

  return {
    giveTurn,
    keep: (one: Unshared) => void unshared.push(one),
    away(userId: string, isAway: boolean) {
      if (isAway) away.add(userId);
      else away.delete(userId);
    },
    /** All that somebody is there for by now, in the order in which they came. */
    all(nowEpochMs: number) {
      if (desk.isPaused()) return;
      const before = unshared;
      unshared = [];
      unshared = [...before.filter((one) => !share(one, nowEpochMs)), ...unshared];
    },
  };
}

function stepOf(steps: readonly Step[], stepId: string): Step | undefined {
  for (const step of steps) {
    if (step.id === stepId) return step;
    const inside = "otherwise" in step ? [...step.arms.flatMap((arm) => arm.steps), ...step.otherwise] : [];
    const found = stepOf(inside, stepId);
    if (found) return found;
  }
  return undefined;
}
