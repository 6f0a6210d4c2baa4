import type { ActivityView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { StepOutcome, Run } from "#shared/model/run.ts";
import type { Cause } from "#shared/model/cause.ts";
import { momentDerivation, triggeredEventId } from "#main/desk/enrolment/trigger-ticket.ts";
import { inOrder } from "./reference/deeds.ts";
import type { Seen } from "./scenario.ts";
import type { SimDesk } from "./sim-desk.ts";

/** The runs of a ticket with the number of their enrolment, in the order of the events that enrolled it. */
export async function numberedRuns(desk: SimDesk, number: number): Promise<Map<string, Run>> {
  const { store } = desk.core.context;
  const id = desk.ticketId(number);
  const [runs, activities] = [
    await store.runs.find({ selector: { ticketId: id } }),
    await store.activities.find({ selector: { ticketId: id } }),
  ];
  const stamps = new Map<string, string>(activities.map((activity) => [activity.id, activity.stamp]));
  const stampOf = (run: Run) => stamps.get(run.eventId) ?? "";
  const counts = new Map<string, number>();
  const named = new Map<string, Run>();
  for (const run of runs.toSorted((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1))) {
    const count = (counts.get(run.workflowId) ?? 0) + 1;
    counts.set(run.workflowId, count);
    named.set(`${run.workflowId} ${count}`, run);
  }
  return named;
}

/** When dates set workflows off, by ticket, workflow, trigger and date: the event's name follows from these. */
export async function firings(desk: SimDesk, count: number): Promise<Map<string, number>> {
  const { store } = desk.core.context;
  const found = new Map<string, number>();
  for (let number = 0; number < count; number += 1) {
    const ticketId = desk.ticketId(number);
    const dates = new Set<number>();
    const activities = await store.activities.find({ selector: { ticketId } });
    for (const { body } of activities)
      if (body.type === "ticket.property-changed" && body.property === "dueAtEpochMs" && typeof body.to === "number")
        dates.add(body.to);
    for (const { id, body, atEpochMs } of activities) {
      if (body.type !== "workflow.triggered" || body.by !== "date") continue;
      const { workflowId, triggerId } = body;
      for (const date of dates)
        if (triggeredEventId(momentDerivation(workflowId, triggerId, ticketId, date), ticketId) === id)
          found.set(`${number} ${workflowId} ${triggerId} ${date}`, atEpochMs);
    }
  }
  return found;
}

/** What the desk says of a ticket, in the words of the reference. */
export async function observed(desk: SimDesk, number: number): Promise<Seen> {
  const { store } = desk.core.context;
  const id = desk.ticketId(number);
  const ticket = await store.tickets.get(id);
  if (!ticket) throw new Error(`Ticket ${number} is gone.`);
  const activities = await store.activities.find({ selector: { ticketId: id } });
  const runs = await numberedRuns(desk, number);
  return {
    ticket: {
      subject: ticket.subject,
      priority: ticket.priority,
      ownerId: ticket.ownerId,
      dueAtEpochMs: ticket.dueAtEpochMs,
      closedAtEpochMs: ticket.closedAtEpochMs,
      timeToCloseMs: ticket.timeToCloseMs,
      tags: inOrder(ticket.tags),
      followerIds: inOrder(ticket.followerIds),
      source: ticket.source,
      stageId: ticket.stageId,
      createdAtEpochMs: ticket.createdAtEpochMs,
      wasReopened: ticket.wasReopened,
      stageEnteredAtEpochMs: ticket.stageEnteredAtEpochMs,
      lastCustomerMessageAtEpochMs: ticket.lastCustomerMessageAtEpochMs,
      lastAgentMessageAtEpochMs: ticket.lastAgentMessageAtEpochMs,
      messageCount: ticket.messageCount,
      paused: (ticket.pausedWorkflows ?? []).map(({ workflowId, changes }) => `${workflowId} ${changes}`),
    },
    history: activities.toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1)).map(tell),
    runs: Object.fromEntries(Array.from(runs, ([name, run]) => [name, linesOf(run)])),
    made: await madeFor(desk, id, runs),
  };
}

/** What the steps made beside the ticket, each as often as it is there. */
async function madeFor({ core }: SimDesk, ticketId: TicketId, runs: ReadonlyMap<string, Run>): Promise<string[]> {
  const { store } = core.context;
  const items = (await store.inboxItems.find({ selector: {} })).filter((item) => item.ticketId === ticketId);
  const notes = (await store.messages.find({ selector: { ticketId } })).filter(
    ({ kind, authorId }) => kind === "note" && authorId === null,
  );
  const failed = Array.from(runs, ([name, { journal }]) =>
    journal.filter(({ outcome }) => outcome.kind === "failed").map(() => `told that ${name} failed`),
  ).flat();
  const told = items.filter((item) => item.kind === "notification" && item.topic === "workflow-failed").length;
  const lines = items.flatMap((item) => {
    if (item.kind === "task") return [`task for ${item.userId}: ${item.title} due ${item.dueAtEpochMs}`];
    if (item.topic === "workflow-message") return [`notification for ${item.userId}: ${item.about}`];
    return item.topic === "workflow-paused" ? [`told that ${item.about} was paused`] : [];
  });
  const wrong = told === failed.length ? [] : [`${told} notifications of ${failed.length} failures`];
  return [...failed, ...wrong, ...lines, ...notes.map(({ text, atEpochMs }) => `note ${text} ${atEpochMs}`)].toSorted(
    (a, b) => (a < b ? -1 : 1),
  );
}

function linesOf({ status, cursor, waiting, wakeAtEpochMs, startedAtEpochMs, endReason, journal }: Run): string[] {
  const until = waiting ? ` at ${cursor} until ${waiting.untilEpochMs ?? "ever"}` : "";
  const reason = status === "failed" || endReason === "" ? "" : ` ${endReason}`;
  const due = waiting && wakeAtEpochMs !== (waiting.untilEpochMs ?? 0) ? ` but due ${wakeAtEpochMs}` : "";
  return [
    `${status}${reason}${until}${due} since ${startedAtEpochMs}`,
    ...journal.map(
      ({ stepId, outcome, startedAtEpochMs: from, finishedAtEpochMs: to }) =>
        `${stepId} ${words(outcome)} ${from}-${to}`,
    ),
  ];
}

function words(outcome: StepOutcome): string {
  switch (outcome.kind) {
    case "done":
      return outcome.changed ? "done changed" : "done";
    case "skipped":
      return `skipped ${outcome.reason}`;
    case "failed":
      return `failed ${outcome.code}`;
    case "took":
      return `took ${outcome.armId}`;
    case "cancelled":
      return `cancelled ${outcome.reason}`;
    default:
      return outcome.kind;
  }
}

function tell({ atEpochMs, cause, body }: Pick<ActivityView, "atEpochMs" | "cause" | "body">): string {
  const told = (() => {
    switch (body.type) {
      case "ticket.created":
        return "created";
      case "ticket.stage-changed":
        return `moved ${body.from.stageId} → ${body.to.stageId}`;
      case "ticket.property-changed":
        return `changed ${body.property} ${JSON.stringify(inOrder(body.from))} → ${JSON.stringify(inOrder(body.to))}`;
      case "message.received": {
        const { verdict } = body;
        const as = { "new-conversation": "new", "customer-replied": "reply", reopened: "reopening" } as const;
        if (verdict.kind === "no-change")
          return verdict.rule === "D7" ? "received automatic" : `received ${verdict.rule}`;
        return `received ${verdict.kind in as ? as[verdict.kind as keyof typeof as] : verdict.kind}`;
      }
      case "message.sent":
        return `sent ${body.verdict.kind === "sent-to-customer" ? "to the customer" : "elsewhere"}`;
      case "contact.wrote":
        return "wrote";
      case "note.added":
        return "noted";
      case "ticket.move-refused":
        return `refused ${body.to.stageId} ${body.rule}`;
      case "workflow.triggered":
        return `put-in ${body.workflowId}`;
      case "workflow.left":
        return `taken-out ${body.workflowId}`;
      case "workflow.acted":
        return `acted ${body.action} ${body.about}`;
      case "workflow.paused":
        return `paused ${body.workflowId} ${body.changes}`;
      default:
        return body.type;
    }
  })();
  return `${atEpochMs} ${who(cause)}: ${told}`;
}

function who(cause: Cause): string {
  if (cause.kind === "workflow") return `${cause.workflowId}/${cause.stepId}`;
  return cause.kind === "rule" ? `rule ${cause.rule}` : cause.kind;
}
