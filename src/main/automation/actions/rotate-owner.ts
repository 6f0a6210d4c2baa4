import type { RotateOwnerStep } from "#shared/automation/steps/rotate-owner.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import type { User } from "#shared/model/setup/user.ts";
import { mayOwn } from "#shared/rules/access/roles.ts";
import { turnsOf, withTurn } from "#main/desk/beside/turns.ts";
import { openTicketsByOwner } from "#main/desk/queries/open-tickets.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import { unsharedRecord } from "../share-out/unshared.ts";
import type { Action, ActionContext } from "./action.ts";

/**
 * Gives the ticket to whoever has waited longest for a turn at this step, or has the fewest open tickets and then waited longest. Where nobody is there the step is skipped, and the
 * ticket is kept in mind: it is shared out when somebody is back, unless the step says otherwise.
 */
export const rotateOwner: Action<RotateOwnerStep> = async (step, draft, context) => {
  const outcome = await giveTurn(step, draft, context);
  if (isNobody(outcome) && step.whenNobody !== "skip")
    context.documents.local.put(
      unsharedRecord({
        ticketId: draft.ticket.id,
        workflowId: context.workflow.id,
        runId: context.run.id,
        stepId: step.id,
        nowEpochMs: Math.trunc(context.nowEpochMs),
      }),
    );
  return outcome;
};

export function isNobody(outcome: StepOutcome): boolean {
  return outcome.kind === "skipped" && (outcome.reason === "nobody-there" || outcome.reason === "nobody-available");
}

type Giving = Pick<ActionContext, "workflow" | "setup" | "store" | "documents" | "nowEpochMs" | "nextStamp">;

/** The turn is written with the change itself. */
export async function giveTurn(step: RotateOwnerStep, draft: TicketDraft, context: Giving): Promise<StepOutcome> {
  const { ownerId } = draft.ticket;
  if (step.onlyUnowned && ownerId !== null) return { kind: "skipped", reason: "has-owner" };
  const there = candidatesOf(step, context.setup);
  if (there.length === 0) return { kind: "skipped", reason: "nobody-there" };
  const candidates = step.onlyAvailable ? there.filter(({ away }) => away !== true) : there;
  if (candidates.length === 0) return { kind: "skipped", reason: "nobody-available" };

  const sharing = { workflowId: context.workflow.id, stepId: step.id };
  const turns = await turnsOf(context.documents.local, sharing);
  const loads = step.by === "load" ? await openTicketsByOwner(context, draft.ticket.id) : new Map<string, number>();
  // Sorting keeps the order of the list among those who are equal.
  const [next] = candidates.toSorted(
    (a, b) => (loads.get(a.id) ?? 0) - (loads.get(b.id) ?? 0) || compare(turns.get(a.id) ?? "", turns.get(b.id) ?? ""),
  );
  if (!next || next.id === ownerId) return { kind: "done", changed: false, details: { ownerId } };
  const turn = { userId: next.id, stamp: context.nextStamp(), nowEpochMs: Math.trunc(context.nowEpochMs) };
  draft.set({ ownerId: next.id });
  draft.emit({ type: "ticket.property-changed", property: "ownerId", from: ownerId, to: next.id }, undefined, [
    { kind: "turn", record: withTurn(turns, sharing, turn) },
  ]);
  return { kind: "done", changed: true, details: { ownerId: next.id, name: next.name } };
}

/** Users named and members of teams named, each once, in this order; those that can be given tickets. */
function candidatesOf({ userIds, teamIds }: RotateOwnerStep, setup: SetupCache): User[] {
  const ofTeams = teamIds.flatMap((id) => setup.find("team", id)?.userIds ?? []);
  const ids = Array.from(new Set<UserId>([...userIds, ...ofTeams]));
  return ids
    .map((id) => setup.find("user", id))
    .filter((user) => user !== null)
    .filter((user) => mayOwn(user));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
