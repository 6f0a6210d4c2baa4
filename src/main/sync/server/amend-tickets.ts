/**
 * What merging alone can't decide of a ticket. A move that the device had checked against the ticket as it knew it may break a rule of section G against the ticket as it is by now: it is then left where the server has it,
 * and the history says so (G1). All else that came with it is taken.
 */
import type { Activity } from "#shared/model/activity.ts";
import { EventId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/touch.ts";
import { checkMove, type MoveActor, type MoveVerdict } from "#shared/rules/pipeline-rules/check-move.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { timedId } from "#main/desk/derived-ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Amend } from "../adopt.ts";
import type { IncomingRow } from "../rows.ts";

type Deps = Pick<DeskContext, "store" | "setup" | "clock" | "nextStamp" | "numbers">;

/** What a move sets along with the stage: it goes back with it. */
const OF_THE_MOVE = ["pipelineId", "stageId", "stageEnteredAtEpochMs", "closedAtEpochMs", "timeToCloseMs"] as const;

/** @rule G1, G5b, H2 */
export async function amendTickets(
  deps: Deps,
  user: User,
  deviceId: string,
  rows: readonly IncomingRow[],
): Promise<Amend> {
  const numbered = await ticketsByNumber(deps, rows);
  // A super admin brings a whole desk along, with its numbers.
  const highest = user.permissions.includes("super-admin") ? Number.POSITIVE_INFINITY : await deps.numbers.highest();
  const moves = new Map<string, Activity>();
  for (const { collection, document } of rows) {
    if (collection !== "activities") continue;
    const activity = document as unknown as Activity;
    const known = moves.get(activity.ticketId);
    if (activity.body.type === "ticket.stage-changed" && (known === undefined || known.stamp < activity.stamp))
      moves.set(activity.ticketId, activity);
  }
  return ({ collection, previous, merged }) => {
    if (collection !== "tickets") return undefined;
    if (previous === null) return withFreeNumber(deps, merged as unknown as Ticket, numbered, highest);
    const before = previous as unknown as Ticket;
    const after = merged as unknown as Ticket;
    if (before.stageId === after.stageId) return undefined;
    const refusal = refusalOf(deps, before, after, actorOf(deps, moves.get(after.id), user));
    if (refusal === null) return undefined;
    const stamp = deps.nextStamp();
    const kept = Object.fromEntries(OF_THE_MOVE.map((name) => [name, before[name]]));
    const activity: Activity = {
      id: EventId.parse(timedId("e", deps.clock.nowEpochMs(), stamp, "refused", after.id)),
      ticketId: after.id,
      atEpochMs: deps.clock.nowEpochMs(),
      stamp,
      cause: { kind: "sync", deviceId },
      body: {
        type: "ticket.move-refused",
        to: { pipelineId: after.pipelineId, stageId: after.stageId },
        rule: refusal.rule,
        reason: refusal.reason,
      },
    };
    return {
      document: touch<Ticket>(after, kept, stamp, COLLECTIONS.tickets.sets),
      beside: [{ collection: "activities", document: activity }],
    };
  };
}

/** Which ticket has each of the numbers that new tickets come with. */
async function ticketsByNumber({ store }: Deps, rows: readonly IncomingRow[]): Promise<Map<number, string>> {
  const numbers = rows.flatMap(({ collection, document }) =>
    collection === "tickets" && typeof document["number"] === "number" ? [document["number"]] : [],
  );
  const known = numbers.length === 0 ? [] : await store.tickets.find({ selector: { number: { $in: numbers } } });
  return new Map(known.flatMap(({ number, id }) => (number === null ? [] : [[number, id] as const])));
}

/** A number that another ticket has already, as where a whole desk is brought along, or that the server never gave to anybody, only stands in for the one that the server gives. */
function withFreeNumber(deps: Deps, ticket: Ticket, numbered: Map<number, string>, highest: number): ReturnType<Amend> {
  const { number } = ticket;
  if (number === null) return undefined;
  const owner = number > highest ? "nobody" : numbered.get(number);
  if (owner === undefined) numbered.set(number, ticket.id);
  if (owner === undefined || owner === ticket.id) return undefined;
  const changes = { number: null, provisionalNumber: number };
  return {
    document: touch<Ticket>(ticket, changes, deps.nextStamp(), COLLECTIONS.tickets.sets),
    beside: [],
  };
}

type Refusal = Extract<MoveVerdict, { allowed: false }>;

function refusalOf({ setup }: Deps, before: Ticket, after: Ticket, actor: MoveActor): Refusal | null {
  const [fromPipeline, pipeline] = [
    setup.find("pipeline", before.pipelineId),
    setup.find("pipeline", after.pipelineId),
  ];
  // A stage that was deleted meanwhile has a successor, which whoever looks at the ticket finds.
  if (pipeline === null || !pipeline.stages.some(({ id }) => id === after.stageId)) return null;
  const verdict = checkMove({
    fromPipeline: fromPipeline ?? pipeline,
    fromStageId: before.stageId,
    pipeline,
    toStageId: after.stageId,
    ticket: after,
    actor,
  });
  return verdict.allowed ? null : verdict;
}

/** Who moved it, as its history says; without a line of that the device's user. */
function actorOf({ setup }: Deps, move: Activity | undefined, user: User): MoveActor {
  const asUser: MoveActor = { kind: "user", userId: user.id, permissions: user.permissions };
  if (move === undefined) return asUser;
  const { cause } = move;
  switch (cause.kind) {
    case "workflow": {
      const workflow = setup.find("workflow", cause.workflowId);
      return { kind: "automation", overridesRules: workflow?.overridesRules ?? false };
    }
    case "rule":
      return cause.rule === "D6" || cause.rule === "D10" || cause.rule === "H5"
        ? { kind: "rule", rule: cause.rule }
        : asUser;
    case "user": {
      // What is given back to a server that was put back to an earlier state was allowed to whoever did it.
      const mover = setup.find("user", cause.userId);
      if (mover === null || user.permissions.includes("super-admin")) return asUser;
      return { kind: "user", userId: mover.id, permissions: mover.permissions };
    }
    default:
      return asUser;
  }
}
