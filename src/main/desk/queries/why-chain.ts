/**
 * From a change back to what began it. A step of a workflow leads to the event that set its run off, by the run's own record; a rule leads to what it acts on,
 * which is told in the same write: at the same moment, just before or after.
 */
import type { CancelReason } from "#shared/model/cancel-reason.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { WhyEntry, WhyLink } from "#shared/contract/explanations/why.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Cause, RuleNumber } from "#shared/model/cause.ts";
import type { JournalEntry, Run } from "#shared/model/run.ts";
import type { ReadContext } from "../read-context.ts";
import { definitionOfRun, workflowRefOf } from "./definition-of.ts";
import { runViewOf } from "./runs.ts";
import { viewOf } from "./views.ts";

/** Changes in a chain; automations stop each other after 20 (F11), and each may have a rule beside it. */
const MAX_LINKED_CHANGES = 50;

/** How far before a change the latest event is looked for that a rule may have acted on, where none of the same moment is there. */
const MAX_EVENTS_BEFORE = 50;

type WorkflowCause = Extract<Cause, { kind: "workflow" }>;
type StepLink = Extract<WhyLink, { kind: "step" }>;
type Back = { readonly links: WhyLink[]; readonly before: Activity | null; readonly isComplete: boolean };

/**
 * Explains changes; what several of them share is read once.
 * @rule F9
 */
export function createWhyChain({ store, setup }: ReadContext) {
  const runs = new Map<string, Promise<Run | null>>();
  const runOf = (id: string) => {
    const known = runs.get(id) ?? store.runs.get(id).then((run) => run && runViewOf(run));
    runs.set(id, known);
    return known;
  };

  return async function chainOf(change: Activity): Promise<Pick<WhyEntry, "chain" | "isComplete">> {
    const chain: WhyLink[] = [];
    const seen = new Set<string>();
    for (let activity: Activity | null = change; activity;) {
      if (seen.has(activity.id) || seen.size === MAX_LINKED_CHANGES) return { chain, isComplete: false };
      seen.add(activity.id);
      chain.push({ kind: "change", activity: viewOf(activity), message: await messageOf(activity) });
      const back: Back = await backFrom(activity);
      chain.push(...back.links);
      if (!back.isComplete) return { chain, isComplete: false };
      activity = back.before;
    }
    return { chain, isComplete: true };
  };

  async function backFrom(activity: Activity): Promise<Back> {
    const { cause, body } = activity;
    const end = (link: WhyLink): Back => ({ links: [link], before: null, isComplete: true });
    switch (cause.kind) {
      case "user":
        return end({ kind: "person", userId: cause.userId, name: setup.find("user", cause.userId)?.name ?? null });
      case "channel":
        return end({
          kind: "channel",
          channelId: cause.channelId,
          name: setup.find("channel", cause.channelId)?.name ?? null,
        });
      case "import":
        return end({ kind: "import", source: cause.source });
      case "sync":
        return end({ kind: "device", deviceId: cause.deviceId });
      case "trigger": {
        const triggered = body.type === "workflow.triggered" ? body : null;
        const triggers = setup.find("workflow", cause.workflowId)?.definition.triggers ?? [];
        return end({
          kind: "timer",
          workflow: workflowRefOf(setup, cause.workflowId, null),
          by: triggered?.by ?? null,
          trigger: triggers.find(({ id }) => id === triggered?.triggerId) ?? null,
        });
      }
      case "rule": {
        const before = await actedOn(activity, cause.rule);
        return { links: [{ kind: "rule", rule: cause.rule }], before, isComplete: before !== null };
      }
      case "workflow":
        return throughRun(activity, cause);
      default:
        return assertNever(cause);
    }
  }

  async function throughRun(activity: Activity, cause: WorkflowCause): Promise<Back> {
    const run = await runOf(cause.runId);
    if (!run) {
      const link: StepLink = {
        kind: "step",
        workflow: workflowRefOf(setup, cause.workflowId, null),
        runId: cause.runId,
        status: null,
        startedAtEpochMs: null,
        trigger: null,
        alsoTriggers: [],
        taken: null,
        waited: null,
      };
      return { links: [link], before: null, isComplete: false };
    }
    const { workflow, step, trigger, alsoTriggers } = definitionOfRun(setup, run);
    const position = positionOf(run, activity, cause);
    const taken = run.journal[position];
    const wait = position < 0 ? undefined : run.journal.slice(0, position).findLast(isWait);
    const waited = wait && {
      step: step(wait.stepId),
      entry: wait,
      endedBy: await endOf(run, wait, step(wait.stepId)),
    };
    const link: StepLink = {
      kind: "step",
      workflow,
      runId: run.id,
      status: run.status,
      startedAtEpochMs: run.startedAtEpochMs,
      trigger,
      alsoTriggers,
      taken: taken ? { step: step(taken.stepId), entry: taken } : null,
      waited: waited ?? null,
    };
    const before = await store.activities.get(run.eventId);
    return { links: [link], before, isComplete: before !== null };
  }

  /** What happened when a wait ended before its time; null where only the time was over. */
  async function endOf(run: Run, { finishedAtEpochMs, outcome }: JournalEntry, step: Step | null) {
    const awaited = step?.type === "wait-for-event" && outcome.kind === "completed" ? step.event : null;
    const reason = outcome.kind === "cancelled" ? outcome.reason : awaited;
    if (reason === null) return null;
    const then = await store.activities.find({ selector: { ticketId: run.ticketId, atEpochMs: finishedAtEpochMs } });
    const ended = then.toSorted(byStamp).find((activity) => isEnd(activity, reason) && !isByRun(activity, run));
    return ended ? viewOf(ended) : null;
  }

  async function actedOn(activity: Activity, rule: RuleNumber): Promise<Activity | null> {
    const { ticketId, atEpochMs, stamp, id } = activity;
    const fits = (one: Activity) => one.id !== id && setsOff(rule, one);
    const together = (await store.activities.find({ selector: { ticketId, atEpochMs } }))
      .filter(fits)
      .toSorted(byStamp);
    const nearest = together.findLast((one) => one.stamp < stamp) ?? together[0];
    if (nearest) return nearest;
    const earlier = await store.activities.find({
      selector: { ticketId, stamp: { $lt: stamp } },
      sort: [{ stamp: "desc" }, { id: "desc" }],
      limit: MAX_EVENTS_BEFORE,
    });
    return earlier.find(fits) ?? null;
  }

  async function messageOf({ body }: Activity): Promise<Extract<WhyLink, { kind: "change" }>["message"]> {
    if (!("messageId" in body)) return null;
    const message = await store.messages.get(body.messageId);
    return (
      message && {
        id: message.id,
        direction: message.direction,
        name: message.from.name,
        address: message.from.address,
        subject: message.subject,
      }
    );
  }
}

function byStamp(a: Activity, b: Activity): number {
  return a.stamp < b.stamp ? -1 : 1;
}

/** Older runs did not note the events of their steps: then it is the latest time that the step was done by then. */
function positionOf({ journal }: Run, { id, atEpochMs }: Activity, { stepId }: WorkflowCause): number {
  const noted = journal.findIndex(({ eventIds }) => eventIds?.some((eventId) => eventId === id));
  if (noted >= 0) return noted;
  return journal.findLastIndex((entry) => entry.stepId === stepId && entry.startedAtEpochMs <= atEpochMs);
}

/** Time passed in it, or it is one of the ends that only waits have. */
function isWait({ outcome, startedAtEpochMs, finishedAtEpochMs }: JournalEntry): boolean {
  if (outcome.kind === "cancelled" || outcome.kind === "timed-out" || outcome.kind === "sent") return true;
  return outcome.kind === "completed" && finishedAtEpochMs > startedAtEpochMs;
}

function isByRun({ cause }: Activity, run: Run): boolean {
  return cause.kind === "workflow" && cause.runId === run.id;
}

/** What can have ended a wait for this reason. */
function isEnd({ body }: Activity, reason: CancelReason): boolean {
  switch (reason) {
    case "customer-replied":
      return body.type === "message.received" || body.type === "contact.wrote";
    case "agent-replied":
      return body.type === "message.sent";
    case "stage-changed":
    case "ticket-closed":
      return body.type === "ticket.stage-changed";
    case "owner-changed":
      return body.type === "ticket.property-changed" && body.property === "ownerId";
    default:
      return assertNever(reason);
  }
}

/** Whether a rule of the desk acts on what this tells. */
function setsOff(rule: RuleNumber, { body }: Activity): boolean {
  const isMessage = body.type === "message.received" || body.type === "message.sent";
  switch (rule) {
    case "C1":
    case "C2":
    case "C4":
    case "C6":
      return body.type === "ticket.stage-changed" || body.type === "ticket.created";
    case "B1":
    case "D6":
    case "D10":
      return isMessage && body.verdict.rule === rule;
    case "H5":
      return body.type === "ticket.merged" || body.type === "ticket.unmerged";
    case "F11":
      return body.type !== "workflow.paused";
    default:
      return isMessage;
  }
}
