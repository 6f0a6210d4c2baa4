/**
 * What must come of a scenario, by the rules alone and in the plainest way: everything in memory, one thing after the other, nothing compiled, indexed,
 * stored or recovered. It shares the definitions' types with the product, and no code.
 */
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { fits, type Look } from "./conditions.ts";
import {
  ANSWER_TEXT,
  MAIL_TEXT,
  NOTE_TEXT,
  type Event,
  type Happening,
  type Mail,
  type Due,
  type RefRun,
  type RefTicket,
  type RefWorkflow,
  type Unshared,
} from "./model.ts";
import { createMoments } from "./moments.ts";
import { isSetOff } from "./set-off.ts";
import { createShareOut } from "./share-out.ts";
import { createSteps } from "./steps.ts";
import { isWait, reasonsFor } from "./waiting.ts";

/** F11 */
const LONGEST_CHAIN = 20;
const CHAIN_WINDOW_MS = 60_000;
const MOST_AT_ONCE = 200;

export type Pipeline = {
  readonly stages: readonly { readonly id: string; readonly kind: "open" | "closed" }[];
  readonly preventBackward: boolean;
  readonly ownerToClose: boolean;
};

/** The arm that a run's draw took: the one thing that the rules leave to chance. */
export type Draw = (run: RefRun, stepId: string) => string | null;

function isSameSet(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element) => other.includes(element));
}

export type Reference = ReturnType<typeof createReference>;

/** @param mostEvents it gives up where there are more: a chain that grows in width as well (F11) */
export function createReference(pipeline: Pipeline, workflows: RefWorkflow[], draw: Draw, mostEvents = 10_000) {
  const tickets: RefTicket[] = [];
  const runs: RefRun[] = [];
  let events = 0;
  let isPaused = false;

  const kindOf = (stageId: unknown) => pipeline.stages.find(({ id }) => id === stageId)?.kind;
  const isClosed = (stageId: unknown) => kindOf(stageId) === "closed";

  function lookAt(ticket: RefTicket, nowEpochMs: number, mail: Mail | null, hours: BusinessHours | null): Look {
    return {
      hours,
      nowEpochMs,
      changedBy: (property) => ticket.changedBy.get(property),
      value(object, property) {
        if (object === "ticket")
          return property === "stageKind" ? kindOf(ticket.values["stageId"]) : ticket.values[property];
        if (object === "contact" && ticket.contact) {
          if (property === "domain") return ticket.contact.address.split("@")[1];
          return property === "address" ? ticket.contact.address : ticket.contact.name;
        }
        if (object === "message" && mail) return property === "fromAddress" ? mail.from : mail[property as keyof Mail];
        return null;
      },
    };
  }

  /** Something happens to a ticket: it stands in its history at once, and waits for its turn with the workflows. */
  function happen(ticket: RefTicket, event: Event): void {
    events += 1;
    const { happening, cause } = event;
    const by = cause.includes("/") ? "workflow" : (cause.split(" ")[0] ?? "");
    if (happening.what === "changed") ticket.changedBy.set(happening.property, by);
    if (happening.what === "moved") ticket.changedBy.set("stageId", by);
    if (event.depth > 0 && event.chainSince !== null) ticket.atOnce += 1;
    ticket.history.push(event);
    ticket.queue.push(event);
  }

  /** Moves the ticket, with its close date (C1, C2) and the mark of D4. */
  function place(ticket: RefTicket, stageId: string, origin: Omit<Event, "happening">): void {
    const { values } = ticket;
    const from = String(values["stageId"]);
    const [was, is] = [isClosed(from), isClosed(stageId)];
    values["stageId"] = stageId;
    values["stageEnteredAtEpochMs"] = origin.atEpochMs;
    if (was && !is) values["wasReopened"] = true;
    happen(ticket, { ...origin, happening: { what: "moved", from, to: stageId } });
    const before = values["closedAtEpochMs"];
    if (was === is) return;
    const after = is ? origin.atEpochMs : null;
    if (after === before) return;
    setClosed(ticket, after);
    const happening: Happening = { what: "changed", property: "closedAtEpochMs", from: before, to: after };
    happen(ticket, { ...origin, cause: is ? "rule C1" : "rule C2", run: null, happening });
  }

  function setClosed({ values }: RefTicket, closed: number | null): void {
    values["closedAtEpochMs"] = closed;
    values["timeToCloseMs"] = closed === null ? null : closed - Number(values["createdAtEpochMs"]);
  }

  /** Sets a property where it differs. Returns whether it did. */
  function set(
    ticket: RefTicket,
    property: string,
    to: unknown,
    origin: Omit<Event, "happening">,
    /** Of a due date: what is past of it sets nothing off. */
    isLeft = false,
  ): boolean {
    const from = ticket.values[property];
    // Tags and followers are sets: their order is nobody's business.
    if (Array.isArray(from) && Array.isArray(to) && isSameSet(from, to)) return false;
    if (JSON.stringify(from) === JSON.stringify(to)) return false;
    ticket.values[property] = to;
    if (property === "dueAtEpochMs")
      ticket.due = { setAt: origin.atEpochMs, quietUntil: isLeft ? origin.atEpochMs : -Infinity };
    if (property === "closedAtEpochMs") setClosed(ticket, to as number | null);
    happen(ticket, { ...origin, happening: { what: "changed", property, from, to } });
    return true;
  }

  /** Which rule of the pipeline is against a move. */
  function refusal(ticket: RefTicket, stageId: string, mayGoBack: boolean): "G1" | "G4" | null {
    const way = pipeline.stages.filter(({ kind }) => kind === "open").map(({ id }) => id);
    const placeOf = (id: unknown) => (isClosed(id) ? way.length : way.indexOf(String(id)));
    if (pipeline.preventBackward && !mayGoBack && placeOf(stageId) < placeOf(ticket.values["stageId"])) return "G1";
    return pipeline.ownerToClose && isClosed(stageId) && ticket.values["ownerId"] === null ? "G4" : null;
  }

  const giveUp = () => void (events = mostEvents + 1);
  const isIn = (ticket: RefTicket, workflowId: string) =>
    runs.some((run) => run.ticket === ticket && run.workflowId === workflowId && run.status === "waiting");
  const isOn = (workflowId: string) => workflows.some(({ id, enabled }) => id === workflowId && enabled);
  /** F11b: it makes no step. */
  const isHeld = (run: RefRun) =>
    isPaused || workflows.some(({ id, enabled, holds }) => id === run.workflowId && !enabled && holds);
  const shareOut = createShareOut({
    isPaused: () => isPaused,
    isOn,
    isClosed,
    tickets,
    set,
    definitionOf: (id) => workflows.find((workflow) => workflow.id === id)?.definition ?? null,
    settle,
  });
  const steps = createSteps({
    isHeld,
    draw,
    lookAt,
    place,
    set,
    refusal,
    happen,
    isIn,
    isOn,
    isThere: (workflowId) => workflows.some(({ id }) => id === workflowId),
    giveUp,
    giveTurn: (run, step, origin) => shareOut.giveTurn(run, step, origin),
    keepUnshared: (unshared: Unshared) => shareOut.keep(unshared),
  });

  /** The chain that follows from something at that depth. */
  function chainFrom(depth: number, since: number, nowEpochMs: number): { depth: number; chainSince: number } {
    return nowEpochMs - since > CHAIN_WINDOW_MS
      ? { depth: 1, chainSince: nowEpochMs }
      : { depth: depth + 1, chainSince: since };
  }

  function end(run: RefRun, status: "done" | "unenrolled", reason = ""): void {
    run.status = status;
    run.endReason = reason;
    run.wait = null;
    run.frames = [];
  }

  /** All that follows from what has happened to the ticket, one event after the other (F13). */
  function settle(ticket: RefTicket): void {
    workOff(ticket);
    for (let mail = ticket.posted.shift(); mail && events <= mostEvents; mail = ticket.posted.shift()) {
      ticket.values["messageCount"] = Number(ticket.values["messageCount"]) + 1;
      happen(ticket, mail);
      workOff(ticket);
    }
    ticket.atOnce = 0;
  }

  function workOff(ticket: RefTicket): void {
    for (let event = ticket.queue.shift(); event && events <= mostEvents; event = ticket.queue.shift()) {
      const going = runs
        .filter((run) => run.ticket === ticket && run.status === "waiting")
        .toSorted((a, b) => a.startedAtEpochMs - b.startedAtEpochMs || a.order - b.order);
      for (const run of going) meet(ticket, event, run);
      for (const workflow of workflows.toSorted((a, b) => a.order - b.order)) enrol(ticket, event, workflow);
    }
  }

  /** What conditions on the message look at: the one that the event is about, else the last mail of the ticket. */
  function mailOf(ticket: RefTicket, { happening }: Event): Mail | null {
    if (happening.what === "noted") return { subject: "", from: "", text: NOTE_TEXT };
    if (happening.what === "sent" && happening.automatic) return { subject: "", from: "", text: MAIL_TEXT };
    if (happening.what === "sent") return { subject: "", from: "", text: ANSWER_TEXT };
    return happening.what === "received" || happening.what === "wrote" ? happening.mail : lastMail(ticket);
  }

  function lastMail({ mails }: RefTicket): Mail | null {
    return mails.toSorted((a, b) => b.atEpochMs - a.atEpochMs)[0]?.mail ?? null;
  }

  function meet(ticket: RefTicket, event: Event, run: RefRun): void {
    const { wait, definition } = run;
    const { happening } = event;
    if (wait === null) return;
    if (happening.what === "taken-out" && happening.workflowId === run.workflowId)
      return end(run, "unenrolled", "taken-out");
    if (event.run === run) return;
    const reasons = reasonsFor(event.happening, isClosed);
    const { on, filter } = definition.unenrolment;
    const leaves = reasons.find((reason) => (on as readonly string[]).includes(reason));
    if (leaves !== undefined) return end(run, "unenrolled", leaves);
    const mail = mailOf(ticket, event);
    if (filter && fits(filter, lookAt(ticket, event.atEpochMs, mail, definition.businessHours)))
      return end(run, "unenrolled", "filter");
    if (wait.isHeld) {
      // Let go a moment ago: what came before this is done first.
      if (!isHeld(run)) goOnFrom(run, event.atEpochMs);
      return;
    }
    const { step } = wait;
    const awaited = step.type === "wait-for-event" ? [step.event] : "cancelOn" in step ? step.cancelOn : [];
    const why = awaited.find((reason) => reasons.includes(reason));
    if (why === undefined) return;
    if (isLoop(ticket, event)) return pause(ticket, event, run.workflowId);
    const happened = step.type === "wait-for-event";
    const goesOn = happened || !("whenCancelled" in step) || step.whenCancelled === "continue";
    const chain = chainFrom(event.depth, event.chainSince ?? event.atEpochMs, event.atEpochMs);
    steps.leaveWait(run, happened ? "completed" : `cancelled ${why}`, event.atEpochMs);
    if (goesOn) steps.go(run, event.atEpochMs, chain, mail);
    else end(run, "done");
  }

  const isLoop = (ticket: RefTicket, event: Event) => event.depth >= LONGEST_CHAIN || ticket.atOnce >= MOST_AT_ONCE;

  function pause(ticket: RefTicket, event: Event, workflowId: string): void {
    if (ticket.paused.some((one) => one.workflowId === workflowId)) return;
    const changes = ticket.atOnce >= MOST_AT_ONCE ? ticket.atOnce : event.depth;
    ticket.paused.push({ workflowId, changes });
    const happening: Happening = { what: "paused", workflowId, changes };
    ticket.made.push(`told that ${workflowId} was paused`);
    happen(ticket, { ...event, cause: "rule F11", run: null, chainSince: null, happening });
  }

  function enrol(ticket: RefTicket, event: Event, workflow: RefWorkflow): void {
    const { definition } = workflow;
    if (!workflow.enabled) return;
    const { happening } = event;
    const isPutIn = happening.what === "put-in" && happening.workflowId === workflow.id;
    const byTime = isPutIn ? happening.triggerId : undefined;
    const fired = definition.triggers.filter((one) => isSetOff(one, happening, pipeline.stages[0]?.id));
    if ((fired.length === 0 && !isPutIn) || !definition.sources.some((source) => source === ticket.values["source"]))
      return;
    if (ticket.paused.some(({ workflowId }) => workflowId === workflow.id)) return;
    const isOfOccasion = (run: RefRun) => run.ticket === ticket && run.occasion === event.occasion;
    if (event.occasion && runs.some((run) => run.workflowId === workflow.id && isOfOccasion(run))) return;
    const before = runs.filter((run) => run.ticket === ticket && run.workflowId === workflow.id);
    if (before.some(({ status }) => status === "waiting" || status === "active")) return;
    const { reenrolment } = definition;
    const again =
      reenrolment.kind === "always" ||
      (reenrolment.kind === "on" &&
        [...fired.map(({ id }) => id), byTime ?? ""].some((id) => reenrolment.triggerIds.includes(id)));
    if (before.length > 0 && !again) return;
    const mail = mailOf(ticket, event);
    if (!fits(definition.filter, lookAt(ticket, event.atEpochMs, mail, definition.businessHours))) return;
    if (isLoop(ticket, event)) return pause(ticket, event, workflow.id);
    const chain = chainFrom(event.depth, event.chainSince ?? event.atEpochMs, event.atEpochMs);
    const run: RefRun = {
      workflowId: workflow.id,
      isTemplate: workflow.isTemplate,
      order: workflow.order,
      number: before.length + 1,
      definition,
      overridesRules: workflow.overridesRules,
      ticket,
      startedAtEpochMs: event.atEpochMs,
      depth: event.depth,
      chainSince: chain.chainSince,
      occasion: event.occasion,
      frames: [{ list: definition.steps, at: 0 }],
      status: "active",
      endReason: "",
      wait: null,
      heldAt: null,
      lastOutcome: null,
      wrote: [],
      journal: [],
    };
    runs.push(run);
    steps.go(run, event.atEpochMs, chain, mail);
  }

  const moments = createMoments({ tickets, workflows, happen, settle });

  const isDue = ({ wait }: RefRun, nowEpochMs: number) => (wait?.untilEpochMs ?? Infinity) <= nowEpochMs;

  /** The runs that are due by now and not held, and the dates, in their order. */
  function allDue(nowEpochMs: number, ticket?: RefTicket): Due[] {
    const going = runs
      .filter((run) => isDue(run, nowEpochMs) && !isHeld(run) && (ticket === undefined || run.ticket === ticket))
      .toSorted((a, b) => a.startedAtEpochMs - b.startedAtEpochMs || a.order - b.order)
      .map((run): Due => ({ ticket: run.ticket, untilEpochMs: run.wait?.untilEpochMs ?? 0, run, moment: null }));
    const dates = isPaused
      ? []
      : moments.due(nowEpochMs).filter((one) => ticket === undefined || one.ticket === ticket);
    // Of one millisecond those that wait go first.
    return [...going, ...dates].toSorted((a, b) => a.untilEpochMs - b.untilEpochMs);
  }

  /** What is due first by now, of one ticket or of all. */
  const nextDue = (nowEpochMs: number, ticket?: RefTicket): Due | undefined => allDue(nowEpochMs, ticket)[0];

  function come(due: Due, nowEpochMs: number): void {
    if (due.run) wake(due.run, nowEpochMs);
    else moments.fire(due, nowEpochMs);
  }

  /** It was held, and makes its step now. */
  function goOnFrom(run: RefRun, nowEpochMs: number): void {
    run.wait = null;
    steps.go(run, nowEpochMs, chainFrom(run.depth, run.chainSince, nowEpochMs), lastMail(run.ticket));
  }

  /** The run's time is over. */
  function wake(run: RefRun, nowEpochMs: number): void {
    if (run.wait?.isHeld) {
      goOnFrom(run, nowEpochMs);
      return settle(run.ticket);
    }
    const step = run.wait?.step;
    if (!step || !isWait(step)) return;
    const timedOut = step.type === "wait-for-event" || step.type === "wait-for-mail";
    const chain = chainFrom(run.depth, run.chainSince, nowEpochMs);
    steps.leaveWait(run, timedOut ? "timed-out" : "completed", nowEpochMs);
    if (step.type === "wait-for-event" && step.whenTimedOut === "stop") end(run, "done");
    else steps.go(run, nowEpochMs, chain, lastMail(run.ticket));
    settle(run.ticket);
  }

  /** Something became of a mail of the ticket: runs that wait for it go on. */
  function post(ticket: RefTicket, nowEpochMs: number): void {
    for (const run of runs.filter((one) => one.ticket === ticket && one.status === "waiting")) {
      if (steps.answer(run, nowEpochMs) !== "goes-on") continue;
      steps.go(run, nowEpochMs, chainFrom(run.depth, run.chainSince, nowEpochMs), lastMail(ticket));
      settle(ticket);
    }
  }

  /** A person takes up a run that failed (F9): its step once more, or the one behind it. */
  function takeUp(run: RefRun, how: "retry" | "skip", nowEpochMs: number): void {
    const chain = chainFrom(run.depth, run.chainSince, nowEpochMs);
    if (how === "skip") steps.skip(run, nowEpochMs);
    steps.go(run, nowEpochMs, chain, lastMail(run.ticket));
    settle(run.ticket);
  }

  return {
    tickets,
    runs,
    workflows,
    /** How many events there were: what the scenario costs. */
    size: () => events,
    giveUp,
    isTooBig: () => events > mostEvents,
    firstStage: pipeline.stages[0]?.id ?? "",
    happen,
    place,
    set,
    refusal,
    settle,
    nextDue,
    allDue,
    come,
    edited: moments.edited,
    switched: moments.switched,
    pause: () => void (isPaused = true),
    resume(waiting: "go-on" | "leave-out", nowEpochMs: number) {
      if (!isPaused) return;
      if (waiting === "leave-out")
        for (const run of runs) if (isDue(run, nowEpochMs)) end(run, "unenrolled", "left-out");
      if (waiting === "leave-out") moments.leaveUntil(nowEpochMs);
      isPaused = false;
    },
    takeUp,
    post,
    /** Who is away; and whoever is not may be given what waited for them. */
    away: (userId: string, away: boolean) => shareOut.away(userId, away),
    shareOut: (nowEpochMs: number) => shareOut.all(nowEpochMs),
    /** A workflow is switched off, and its runs end with it (F11b). */
    endRuns(workflowId: string) {
      for (const run of runs)
        if (run.workflowId === workflowId && run.status === "waiting") end(run, "unenrolled", "switched-off");
    },
    isClosed,
  };
}
