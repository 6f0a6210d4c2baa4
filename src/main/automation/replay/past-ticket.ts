/**
 * A ticket as it was: its changes taken back, newest first, then made again one by one. What its history does not tell is taken as of now: contacts, what the
 * contacts and messages are like, values that were imported.
 */
import type { Activity } from "#shared/model/activity.ts";
import type { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import type { AsideKind } from "#shared/model/aside-kind.ts";
import { UserId } from "#shared/model/ids.ts";
import { isPropertyId, OwnValue, type PropertyId } from "#shared/model/setup/property.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { timeToClose } from "#shared/rules/close-date/close-date.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** Lists that are sets: a change of one adds and takes away elements, whatever else is in it by then. */
const SETS = ["tags", "followerIds"] as const;

/**
 * The ticket before a row of changes.
 * @param earlier what happened before those, oldest first
 * @param later the changes to take back, oldest first
 */
export function ticketBefore(
  now: Ticket,
  earlier: readonly Activity[],
  later: readonly Activity[],
  setup: SetupCache,
): Ticket {
  // Stamps of today would outdo every change of the past.
  const ticket: Ticket = { ...now, stamps: {} };
  for (const activity of later.toReversed()) takeBack(ticket, activity);
  // What follows from the history, and is not told by itself.
  const moves = earlier.flatMap(({ body, atEpochMs }) =>
    body.type === "ticket.stage-changed" ? [{ ...body, atEpochMs }] : [],
  );
  const lastOf = (test: (activity: Activity) => boolean) => earlier.findLast(test)?.atEpochMs ?? null;
  return {
    ...ticket,
    timeToCloseMs: timeToClose(ticket.createdAtEpochMs, ticket.closedAtEpochMs),
    stageEnteredAtEpochMs: moves.at(-1)?.atEpochMs ?? ticket.createdAtEpochMs,
    wasReopened: moves.some((move) => isReopening(move, setup)),
    lastActivityAtEpochMs: lastOf(isActivityOfTicket) ?? ticket.createdAtEpochMs,
    lastCustomerMessageAtEpochMs: lastOf(({ body }) => isCustomersWord(body)),
    lastAgentMessageAtEpochMs: lastOf(isAgentsWord),
    customerHeardAtEpochMs: lastOf(({ body }) => isHeardBeside(body)) ?? 0,
  };
}

/** The ticket after something that happened to it. */
export function ticketAfter(before: Ticket, activity: Activity, setup: SetupCache): Ticket {
  const { body, atEpochMs } = activity;
  const ticket: Ticket = {
    ...before,
    ...(isActivityOfTicket(activity)
      ? { lastActivityAtEpochMs: Math.max(before.lastActivityAtEpochMs, atEpochMs) }
      : {}),
  };
  switch (body.type) {
    case "ticket.property-changed":
      change(ticket, body.property, body.from, body.to);
      break;
    case "ticket.stage-changed":
      Object.assign(ticket, body.to, {
        stageEnteredAtEpochMs: atEpochMs,
        wasReopened: ticket.wasReopened || isReopening(body, setup),
      });
      break;
    case "ticket.stage-kind-changed":
      ticket.wasReopened ||= body.to === "open";
      break;
    case "message.received":
    case "message.sent":
      ticket.messageCount += 1;
      if (isCustomersWord(body)) ticket.lastCustomerMessageAtEpochMs = atEpochMs;
      if (isHeardBeside(body)) ticket.customerHeardAtEpochMs = atEpochMs;
      if (isAgentsWord(activity)) ticket.lastAgentMessageAtEpochMs = atEpochMs;
      break;
    case "contact.wrote":
      ticket.customerHeardAtEpochMs = atEpochMs;
      break;
    case "ticket.linked":
      ticket.links = [...withoutLink(ticket, body.ticketId), { ticketId: body.ticketId, relation: body.relation }];
      break;
    case "ticket.unlinked":
      ticket.links = withoutLink(ticket, body.ticketId);
      break;
    case "ticket.set-aside":
      ticket.aside = asideAt(atEpochMs, body.as);
      break;
    case "ticket.brought-back":
      delete ticket.aside;
      break;
    case "ticket.merged":
      if (body.role === "into") ticket.mergedIntoTicketId = body.ticketId;
      break;
    case "ticket.unmerged":
      if (body.role === "into") delete ticket.mergedIntoTicketId;
      break;
    case "workflow.paused":
      ticket.pausedWorkflows = [
        ...withoutPause(ticket, body.workflowId),
        { workflowId: body.workflowId, atEpochMs, changes: body.changes },
      ];
      break;
    case "workflow.resumed":
      ticket.pausedWorkflows = withoutPause(ticket, body.workflowId);
      break;
    default:
      break;
  }
  return ticket;
}

function takeBack(ticket: Ticket, { body, atEpochMs }: Activity): void {
  switch (body.type) {
    case "ticket.property-changed":
      // Newest first, so the value before is exact whatever a device thought that it changed.
      if (isPropertyId(body.property)) setOwn(ticket, body.property, body.from);
      else if (Object.hasOwn(ticket, body.property)) Object.assign(ticket, { [body.property]: body.from });
      break;
    case "ticket.stage-changed":
      Object.assign(ticket, body.from);
      break;
    case "message.received":
    case "message.sent":
      ticket.messageCount = Math.max(ticket.messageCount - 1, 0);
      break;
    case "ticket.linked":
      ticket.links = withoutLink(ticket, body.ticketId);
      break;
    case "ticket.set-aside":
      delete ticket.aside;
      break;
    case "ticket.brought-back":
      ticket.aside = asideAt(atEpochMs, body.from);
      break;
    case "ticket.merged":
      if (body.role === "into") delete ticket.mergedIntoTicketId;
      break;
    case "ticket.unmerged":
      if (body.role === "into") ticket.mergedIntoTicketId = body.ticketId;
      break;
    case "ticket.created":
      Object.assign(ticket, body.at, { subject: body.subject });
      break;
    case "workflow.paused":
      ticket.pausedWorkflows = withoutPause(ticket, body.workflowId);
      break;
    case "workflow.resumed":
      // How many changes there were is told where it was paused, before this.
      ticket.pausedWorkflows = [
        ...withoutPause(ticket, body.workflowId),
        { workflowId: body.workflowId, atEpochMs, changes: 0 },
      ];
      break;
    default:
      break;
  }
}

function setOwn(ticket: Ticket, property: PropertyId, value: PropertyValue): void {
  const { [property]: _before, ...others } = ticket.values ?? {};
  const own = OwnValue.safeParse(value);
  ticket.values = own.success ? { ...others, [property]: own.data } : others;
}

function change(ticket: Ticket, property: string, from: PropertyValue, to: PropertyValue): void {
  if (isPropertyId(property)) setOwn(ticket, property, to);
  if (!Object.hasOwn(ticket, property)) return;
  const set = SETS.find((name) => name === property);
  if (set !== undefined) {
    const { added, removed } = differenceOf(from, to);
    const kept = ticket[set].filter((element) => !removed.includes(element));
    Object.assign(ticket, { [set]: Array.from(new Set([...kept, ...added])) });
    return;
  }
  Object.assign(ticket, { [property]: to });
  if (property === "closedAtEpochMs")
    ticket.timeToCloseMs = timeToClose(ticket.createdAtEpochMs, ticket.closedAtEpochMs);
}

/** What a change of a list that is a set adds and takes away, sorted. */
export function differenceOf(from: PropertyValue, to: PropertyValue): { added: string[]; removed: string[] } {
  const [before, after] = [textsOf(from), textsOf(to)];
  return {
    added: after.filter((element) => !before.includes(element)).toSorted(),
    removed: before.filter((element) => !after.includes(element)).toSorted(),
  };
}

export function isSetProperty(property: string): boolean {
  return SETS.some((name) => name === property);
}

function textsOf(value: PropertyValue): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

function withoutLink({ links }: Ticket, id: string): Ticket["links"] {
  return links.filter(({ ticketId }) => ticketId !== id);
}

/** Who put it there says nothing to an automation. */
const asideAt = (atEpochMs: number, as: AsideKind) => ({ as, atEpochMs, byUserId: UserId.parse("nobody") });

function withoutPause({ pausedWorkflows = [] }: Ticket, id: string): NonNullable<Ticket["pausedWorkflows"]> {
  return pausedWorkflows.filter(({ workflowId }) => workflowId !== id);
}

type Move = Extract<TicketEventBody, { type: "ticket.stage-changed" }>;

function isReopening({ from, to }: Pick<Move, "from" | "to">, setup: SetupCache): boolean {
  const kindOf = ({ pipelineId, stageId }: Move["from"]) => {
    const pipeline = setup.find("pipeline", pipelineId);
    return pipeline && stageOf(pipeline, stageId)?.kind;
  };
  return kindOf(from) === "closed" && kindOf(to) === "open";
}

/** That a trigger fired is none of its own (F2), nor that its stage became of another kind (C4). */
function isActivityOfTicket({ body }: Activity): boolean {
  return body.type !== "workflow.triggered" && body.type !== "ticket.stage-kind-changed";
}

/** D9, and a new mail elsewhere: it ends the customer's silence, and no more. */
function isHeardBeside(body: TicketEventBody): boolean {
  if (body.type === "contact.wrote") return true;
  return body.type === "message.received" && body.verdict.kind === "no-change" && body.verdict.rule === "D9";
}

/** D7: what a machine wrote is nobody's word. */
function isCustomersWord(body: TicketEventBody): boolean {
  return body.type === "message.received" && !(body.verdict.kind === "no-change" && body.verdict.rule === "D7");
}

function isAgentsWord({ body, cause }: Activity): boolean {
  if (body.type !== "message.sent" || cause.kind === "workflow") return false;
  return !(body.verdict.kind === "no-change" && body.verdict.rule === "D7");
}
