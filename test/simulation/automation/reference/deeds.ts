import type { Deed, Operation, Seen } from "../scenario.ts";
import { ANSWER_TEXT, type Event, type Happening, type RefMail, type RefRun, type RefTicket } from "./model.ts";
import type { Reference } from "./reference.ts";

/** What people and customers do, to the reference. */
export function applyDeed(reference: Reference, deed: Exclude<Deed, { do: "pass" }>, nowEpochMs: number): void {
  if (deed.do === "mail" || deed.do === "create") {
    come(reference, deed, nowEpochMs);
    return;
  }
  if (deed.do === "away") {
    reference.away(deed.userId, deed.away);
    return reference.shareOut(nowEpochMs);
  }
  const ticket = reference.tickets[deed.ticket];
  if (!ticket) return;
  const { values } = ticket;
  const origin = { atEpochMs: nowEpochMs, cause: "user", run: null, depth: 0, chainSince: null, occasion: {} };
  const happen = (happening: Happening, cause = "user") => reference.happen(ticket, { ...origin, cause, happening });
  const count = () => (values["messageCount"] = Number(values["messageCount"]) + 1);
  const last = (property: string) => (values[property] = Math.max(Number(values[property] ?? 0), nowEpochMs));
  switch (deed.do) {
    case "reply": {
      const mail = { subject: "", text: deed.text, from: ticket.contact?.address ?? "" };
      const reopens = !deed.automatic && reference.isClosed(values["stageId"]);
      count();
      ticket.mails.push({ atEpochMs: nowEpochMs, mail });
      if (!deed.automatic) last("lastCustomerMessageAtEpochMs");
      happen({ what: "received", as: deed.automatic ? "automatic" : reopens ? "reopening" : "reply", mail }, "channel");
      if (reopens) reference.place(ticket, reference.firstStage, { ...origin, cause: "rule D6" });
      break;
    }
    case "answer":
      count();
      ticket.mails.push({ atEpochMs: nowEpochMs, mail: { subject: "", from: "", text: ANSWER_TEXT } });
      last("lastAgentMessageAtEpochMs");
      happen({ what: "sent", toCustomer: !reference.isClosed(values["stageId"]) });
      break;
    case "note":
      happen({ what: "noted" });
      break;
    case "update":
      for (const [property, value] of Object.entries(deed.changes))
        reference.set(ticket, property, value, origin, deed.pastDue === "leave");
      break;
    case "move":
      if (values["stageId"] === deed.stageId || reference.refusal(ticket, deed.stageId, true) !== null) return;
      reference.place(ticket, deed.stageId, origin);
      break;
    case "post": {
      const mail = undecided(ticket.outbox, deed.becomes);
      if (mail) mail.state = deed.becomes;
      if (mail) reference.post(ticket, nowEpochMs);
      return;
    }
    case "retry":
    case "skip": {
      const run = failedRun(reference, ticket, deed.workflowId);
      if (run) reference.takeUp(run, deed.do, nowEpochMs);
      return;
    }
  }
  reference.settle(ticket);
}

/** The oldest mail to which that can happen: one that is held is not held again. */
function undecided(outbox: readonly RefMail[], becomes: RefMail["state"]): RefMail | undefined {
  return outbox.find(({ state }) => state === "waits" || (state === "held" && becomes === "failed"));
}

/** The oldest that failed, while the ticket is not in the workflow otherwise (F4). */
export function failedRun({ runs }: Reference, ticket: RefTicket, workflowId: string): RefRun | undefined {
  const all = runs.filter((run) => run.ticket === ticket && run.workflowId === workflowId);
  return all.some(({ status }) => status === "waiting") ? undefined : all.find(({ status }) => status === "failed");
}

function come(reference: Reference, deed: Extract<Deed, { do: "mail" | "create" }>, nowEpochMs: number): void {
  const byMail = deed.do === "mail";
  const ticket: RefTicket = {
    values: {
      subject: deed.subject,
      priority: null,
      ownerId: null,
      dueAtEpochMs: null,
      closedAtEpochMs: null,
      timeToCloseMs: null,
      tags: byMail ? [] : [...deed.tags],
      followerIds: [],
      source: byMail ? "email" : "manual",
      stageId: reference.firstStage,
      createdAtEpochMs: nowEpochMs,
      wasReopened: false,
      stageEnteredAtEpochMs: nowEpochMs,
      lastCustomerMessageAtEpochMs: byMail ? nowEpochMs : null,
      lastAgentMessageAtEpochMs: null,
      messageCount: byMail ? 1 : 0,
    },
    due: null,
    contact: { address: deed.from, name: "" },
    changedBy: new Map(),
    history: [],
    queue: [],
    atOnce: 0,
    paused: [],
    made: [],
    heardAt: 0,
    outbox: [],
    posted: [],
    mails: [],
  };
  reference.tickets.push(ticket);
  const origin: Omit<Event, "happening"> = {
    atEpochMs: nowEpochMs,
    cause: byMail ? "channel" : "user",
    run: null,
    depth: 0,
    chainSince: null,
    occasion: {},
  };
  reference.happen(ticket, { ...origin, happening: { what: "created" } });
  if (byMail) {
    hear(reference, deed, nowEpochMs);
    const mail = { subject: deed.subject, text: deed.text, from: deed.from };
    ticket.mails.push({ atEpochMs: nowEpochMs, mail });
    reference.happen(ticket, { ...origin, happening: { what: "received", as: "new", mail } });
  }
  reference.settle(ticket);
}

/** The customer's open tickets on which an agent wrote last learn of their new mail: once, or whenever a workflow waits there. */
function hear(reference: Reference, deed: Extract<Deed, { do: "mail" }>, nowEpochMs: number): void {
  for (const ticket of reference.tickets.slice(0, -1)) {
    const { values, contact } = ticket;
    if (contact?.address !== deed.from || reference.isClosed(values["stageId"])) continue;
    const agent = Number(values["lastAgentMessageAtEpochMs"] ?? 0);
    const waits = reference.runs.some((run) => run.ticket === ticket && run.status === "waiting");
    if (agent <= Number(values["lastCustomerMessageAtEpochMs"] ?? 0) || (ticket.heardAt >= agent && !waits)) continue;
    ticket.heardAt = Math.max(ticket.heardAt, nowEpochMs);
    const origin = { atEpochMs: nowEpochMs, cause: "channel", run: null, depth: 0, chainSince: null, occasion: {} };
    const mail = { subject: deed.subject, text: deed.text, from: deed.from };
    reference.happen(ticket, { ...origin, happening: { what: "wrote", mail } });
    reference.settle(ticket);
  }
}

/** What is no deed. Returns by how much the wall's clock goes on. */
export function applyOperation(
  reference: Reference,
  operation: Exclude<Operation, { kind: "deed" }>,
  nowEpochMs: number,
): number {
  switch (operation.kind) {
    case "clock":
      return operation.byMs;
    case "restart":
      return operation.downMs;
    case "edit":
    case "switch": {
      const workflow = reference.workflows.find(({ id }) => id === operation.workflowId);
      if (workflow && operation.kind === "edit") {
        const before = workflow.definition;
        workflow.definition = operation.definition;
        reference.edited(workflow, before, nowEpochMs);
      }
      if (workflow && operation.kind === "switch") {
        if (operation.enabled && !workflow.enabled) reference.switched(workflow, nowEpochMs);
        workflow.enabled = operation.enabled;
        workflow.holds = !operation.enabled && operation.runs === "hold";
      }
      if (operation.kind === "switch" && !operation.enabled && operation.runs === "end")
        reference.endRuns(operation.workflowId);
      return 0;
    }
    case "pause":
      reference.pause();
      return 0;
    case "resume":
      reference.resume(operation.waiting, nowEpochMs);
      reference.shareOut(nowEpochMs);
      return 0;
  }
}

/**
 * Time passes while the desk runs: each run goes on when its time has come, or now where that was before.
 * @param fromEpochMs what the clock showed before; absent: all that is due goes on now
 */
export function passTo(reference: Reference, nowEpochMs: number, fromEpochMs = nowEpochMs): void {
  for (let due = reference.nextDue(nowEpochMs); due && !reference.isTooBig(); due = reference.nextDue(nowEpochMs))
    reference.come(due, Math.max(due.untilEpochMs, fromEpochMs));
}

/** What the reference says of a ticket. */
export function expected({ tickets, runs }: Reference, number: number): Seen | null {
  const ticket = tickets[number];
  if (!ticket) return null;
  return {
    ticket: {
      ...ticket.values,
      tags: inOrder(ticket.values["tags"]),
      followerIds: inOrder(ticket.values["followerIds"]),
      paused: ticket.paused.map(({ workflowId, changes }) => `${workflowId} ${changes}`),
    },
    history: ticket.history.map(tell),
    runs: Object.fromEntries(
      runs.filter((run) => run.ticket === ticket).map((run) => [`${run.workflowId} ${run.number}`, linesOf(run)]),
    ),
    made: ticket.made.toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

/** A journal keeps its first and its latest entries. */
function kept(journal: readonly string[]): readonly string[] {
  return journal.length <= 1_000 ? journal : [...journal.slice(0, 500), ...journal.slice(-500)];
}

function linesOf({ status, startedAtEpochMs, endReason, wait, journal }: RefRun): string[] {
  const time = wait?.isHeld ? `ever but due ${wait.untilEpochMs}` : (wait?.untilEpochMs ?? "ever");
  const until = wait ? ` at ${wait.step.id} until ${time}` : "";
  return [`${status}${endReason === "" ? "" : ` ${endReason}`}${until} since ${startedAtEpochMs}`, ...kept(journal)];
}

function tell({ atEpochMs, cause, happening }: Event): string {
  const words = (() => {
    switch (happening.what) {
      case "moved":
        return `${happening.from} → ${happening.to}`;
      case "changed":
        return `${happening.property} ${JSON.stringify(inOrder(happening.from))} → ${JSON.stringify(inOrder(happening.to))}`;
      case "received":
        return happening.as;
      case "sent":
        return happening.toCustomer ? "to the customer" : "elsewhere";
      case "refused":
        return `${happening.to} ${happening.rule}`;
      case "put-in":
      case "taken-out":
        return happening.workflowId;
      case "acted":
        return `${happening.action} ${happening.about}`;
      case "paused":
        return `${happening.workflowId} ${happening.changes}`;
      default:
        return "";
    }
  })();
  return `${atEpochMs} ${cause}: ${happening.what} ${words}`.trim();
}

/** Sets as sorted lists: their order is nobody's business. */
export function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted((a, b) => (a < b ? -1 : 1)) : value;
}
