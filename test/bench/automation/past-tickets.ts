import type { Activity } from "#shared/model/activity.ts";
import { EventId, UserId, type TicketId } from "#shared/model/ids.ts";
import type { Core } from "#main/core.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { inPortions, ticketOf } from "./desk-of.ts";
import { insertFullDesk } from "./full-desk.ts";
import { idAt, insertDocuments, stampAt } from "./store-access.ts";

/** With how each begins: made, and a mail received. */
export const EVENTS_PER_TICKET = 10;

const AGENT = UserId.parse("user-bench");
const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** A desk whose tickets each have a past: a mail, eight changes by a person or another mail, one every quarter of an hour. */
export async function insertPastTickets(core: Core, tickets: number, nowEpochMs: number): Promise<void> {
  await insertFullDesk(core, tickets, nowEpochMs);
  await inPortions(tickets, (numbers) =>
    insertDocuments(
      core,
      "activities",
      numbers.flatMap((number) => {
        const { id, createdAtEpochMs } = ticketOf(number, nowEpochMs);
        return bodiesOf(number).map((body, position) =>
          activityOf(id, Math.min(createdAtEpochMs + (position + 1) * 900_000, nowEpochMs - 8 + position), body),
        );
      }),
    ),
  );
}

function bodiesOf(number: number): Activity["body"][] {
  const place = (stageId: (typeof STAGES)[keyof typeof STAGES]) => ({ pipelineId: SUPPORT, stageId });
  const priority = PRIORITIES[number % PRIORITIES.length] ?? "low";
  return [
    { type: "ticket.property-changed", property: "priority", from: null, to: priority },
    { type: "ticket.property-changed", property: "ownerId", from: null, to: AGENT },
    { type: "ticket.stage-changed", from: place(STAGES.new), to: place(STAGES.waitingOnUs) },
    { type: "ticket.property-changed", property: "tags", from: [], to: ["order"] },
    { type: "ticket.stage-changed", from: place(STAGES.waitingOnUs), to: place(STAGES.waitingOnContact) },
    { type: "ticket.property-changed", property: "tags", from: ["order"], to: ["order", "refund"] },
    { type: "ticket.property-changed", property: "priority", from: priority, to: "medium" },
    { type: "ticket.stage-changed", from: place(STAGES.waitingOnContact), to: place(STAGES.waitingOnUs) },
  ];
}

function activityOf(ticketId: TicketId, atEpochMs: number, body: Activity["body"]): Activity {
  return {
    id: EventId.parse(idAt("e", atEpochMs, ticketId, JSON.stringify(body))),
    ticketId,
    atEpochMs,
    stamp: stampAt(atEpochMs),
    cause: { kind: "user", userId: AGENT },
    body,
  };
}
