import { valuesBeforePatch } from "#shared/model/setup/property.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Desk } from "../../state/desk.ts";
import type { MoveProperties, MoveTarget } from "../../state/pending-move.ts";
import type { Step } from "../../state/undo-stack.ts";
import type { Movable } from "./foresee-move.ts";

type MovingDesk = Pick<Desk, "moveTicket" | "store" | "client">;

/** A move as a step of the undo stack: it goes back to where it came from, with what was filled in for it, unless somebody has moved it on. */
export function stepOfMove(desk: MovingDesk, ticket: Movable, target: MoveTarget, what: string): Step {
  const from: MoveTarget = { pipelineId: ticket.pipelineId, stageId: ticket.stageId, ...valuesBefore(ticket, target) };
  return {
    what,
    ticketId: ticket.id,
    undo: () => moveFrom(desk, ticket.id, target, from),
    redo: () => moveFrom(desk, ticket.id, from, target),
  };
}

/** @throws what the core refuses it with */
async function moveFrom(desk: MovingDesk, id: TicketId, from: MoveTarget, to: MoveTarget): Promise<void> {
  const place = { pipelineId: from.pipelineId, stageId: from.stageId };
  const outcome = await desk.moveTicket(id, { ...to, onlyIf: place }, place);
  if (outcome.kind === "refused") throw outcome.error;
  // As shown, it is there already: somebody else has moved it there.
  if (outcome.kind === "nothing") await desk.client.tickets.move({ id, stageId: to.stageId, onlyIf: place });
}

/** What the move set beside the stage, as it was. */
function valuesBefore(ticket: Movable, { properties }: MoveTarget): Pick<MoveTarget, "properties"> {
  if (properties === undefined) return {};
  const before = ticket as MoveProperties;
  const { values, ...others } = properties;
  const names = Object.keys(others) as (keyof typeof others)[];
  return {
    properties: {
      ...Object.fromEntries(names.map((name) => [name, before[name]])),
      ...(values === undefined ? {} : { values: valuesBeforePatch(ticket.values, values) }),
    },
  };
}
