import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { meetsNow } from "#shared/automation/triggers/firing.ts";
import { MAX_MATCHING_LISTED, type MatchingQuestion, type MatchingTickets } from "#shared/contract/enrolment.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { newestTickets } from "#main/store/scan.ts";
import { MAX_TICKETS_MATCHED, MAX_TICKETS_MATCHED_CLOSELY, TICKETS_MATCHED_A_TURN } from "./limits.ts";
import { hasSurroundings, ticketTest } from "./ticket-test.ts";

/**
 * F3: the tickets that meet triggers and conditions as they are now, the newest first. Whether a workflow would enrol them again is another question. Where there are more
 * than can be looked at in a second or two, the number is that of those that were found so far. Ends when `signal` says so.
 * @throws the signal's reason
 * @rule F3
 */
export async function* matchingTickets(
  desk: ReadContext,
  question: MatchingQuestion,
  signal?: AbortSignal,
): AsyncGenerator<MatchingTickets> {
  const holds = testOf(desk, question);
  const items: MatchingTickets["items"] = [];
  let matching = 0;
  let left = hasSurroundings(question.filter) ? MAX_TICKETS_MATCHED_CLOSELY : MAX_TICKETS_MATCHED;
  for (let beforeRow = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await newestTickets(desk.store.sql, {
      beforeRow,
      limit: TICKETS_MATCHED_A_TURN,
      pipelineId: question.pipelineId,
    });
    const tickets = await desk.store.tickets.getMany(rows.map(({ id }) => id));
    for (const { id } of rows) {
      const ticket = tickets.get(id);
      if (ticket === undefined || !(await holds(ticket))) continue;
      matching += 1;
      const { number, subject } = ticket;
      if (items.length < MAX_MATCHING_LISTED) items.push({ id, number, subject });
    }
    await nextTurn();
    signal?.throwIfAborted();
    left -= rows.length;
    const isEnd = rows.length < TICKETS_MATCHED_A_TURN;
    if (isEnd || left <= 0) {
      yield { matching, isExact: isEnd, items };
      return;
    }
    beforeRow = rows.at(-1)?.row ?? 0;
  }
}

function testOf(desk: ReadContext, question: MatchingQuestion): (ticket: Ticket) => Promise<boolean> {
  const { triggers, filter, sources, businessHours } = question;
  const hours = businessHours && createBusinessCalendar(businessHours);
  const meets = ticketTest(desk, filter, businessHours);
  const nowEpochMs = desk.clock.nowEpochMs();
  return async (ticket) => {
    if (isOutOfTheWay(ticket) || sources?.includes(ticket.source) === false) return false;
    const pipeline = desk.setup.find("pipeline", ticket.pipelineId);
    const isOpen = (pipeline && stageOf(pipeline, ticket.stageId)?.kind) === "open";
    const existing = { ticket, isOpen, nowEpochMs, hours };
    if (triggers?.some((trigger) => meetsNow(trigger, existing)) === false) return false;
    return meets(ticket);
  };
}
