/** Steps and conditions as ready workflows are written, each with all of its properties. */
import { StepId } from "../../model/ids.ts";
import { DEFAULT_SOURCES, DEFINITION_VERSION, type WorkflowDefinition } from "../definition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Condition, Filter } from "../filters/filter.ts";
import type { Audience } from "../steps/people.ts";
import type { CancelReason } from "../../model/cancel-reason.ts";
import type { Duration } from "../steps/common.ts";
import type { Step } from "../steps/step.ts";
import type { Mail, People } from "./parameter.ts";

export const step = (id: string) => StepId.parse(id);

export const EVERYTHING: Filter = { match: "all", parts: [] };
export const all = (...parts: readonly (Condition | Filter)[]): Filter => ({ match: "all", parts });
export const any = (...parts: readonly (Condition | Filter)[]): Filter => ({ match: "any", parts });

export const IS_OPEN: Condition = { object: "ticket", property: "stageKind", operator: "is", value: "open" };
const HAS_OWNER: Condition = { object: "ticket", property: "ownerId", operator: "is-known" };
export const HAS_NO_OWNER: Condition = { object: "ticket", property: "ownerId", operator: "is-unknown" };

/** Once for each ticket, from mails, forms and by hand (E10), with no business hours. */
export function definition(
  parts: Pick<WorkflowDefinition, "triggers" | "steps"> & Partial<WorkflowDefinition>,
): WorkflowDefinition {
  return {
    version: DEFINITION_VERSION,
    filter: EVERYTHING,
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: [...DEFAULT_SOURCES],
    businessHours: null,
    ...parts,
  };
}

export const ALWAYS = { kind: "always" } as const;

export function leavesOn(...on: CancelReason[]): WorkflowDefinition["unenrolment"] {
  return { on, filter: null };
}

export function stagesReached(stageIds: readonly Extract<Trigger, { type: "stage-reached" }>["stageId"][]): Trigger[] {
  return stageIds.map((stageId, position) => ({ id: `reached-${position + 1}`, type: "stage-reached", stageId }));
}

export const OWNER: Audience = { userIds: [], teamIds: [], owner: true, followers: false };
export const OWNER_AND_FOLLOWERS: Audience = { ...OWNER, followers: true };

export function these({ userIds, teamIds }: People): Audience {
  return { userIds, teamIds, owner: false, followers: false };
}

/** These people, and whoever owns the ticket. */
export function ownerAnd(people: People): Audience {
  return { ...these(people), owner: true };
}

export function notify(id: string, to: Audience, title: string, text = ""): Step {
  return { id: step(id), type: "notify", to, title, text };
}

export function sendMail(id: string, mail: Mail): Step {
  return { id: step(id), type: "send-email", to: "primary-contact", mail };
}

export function addTags(id: string, tags: string[]): Step {
  return { id: step(id), type: "add-tags", tags };
}

/** Goes on when the time is over; leaves the workflow when one of these happens. */
export function waitUnless(id: string, duration: Duration, cancelOn: CancelReason[], businessHours = false): Step {
  return { id: step(id), type: "wait-for", duration, cancelOn, whenCancelled: "stop", businessHours };
}

/** Waits for it; where it does not come in time, the steps are done. */
export function unlessInTime(
  id: string,
  event: CancelReason,
  timeout: Duration,
  lateName: string,
  steps: Step[],
  businessHours = false,
): Step[] {
  return [
    { id: step(id), type: "wait-for-event", event, timeout, businessHours, whenTimedOut: "continue" },
    {
      id: step(`${id}-outcome`),
      type: "branch-outcome",
      arms: [{ id: "late", name: lateName, values: ["timed-out"], steps }],
      otherwise: [],
    },
  ];
}

/** Waits until the mail before has left, and goes on with these steps only then; where it has not, or not in time, with the others. */
export function onceSent(id: string, timeout: Duration, sentName: string, steps: Step[], otherwise: Step[]): Step[] {
  return [
    {
      id: step(id),
      type: "wait-for-mail",
      stepId: null,
      whenHeld: "wait",
      timeout,
      businessHours: false,
      onFailure: "go-on",
    },
    {
      id: step(`${id}-outcome`),
      type: "branch-outcome",
      arms: [{ id: "sent", name: sentName, values: ["sent"], steps }],
      otherwise,
    },
  ];
}

/** One way where the ticket has an owner, another where it has none. */
export function byOwner(id: string, name: string, owned: Step[], unowned: Step[]): Step {
  return {
    id: step(id),
    type: "branch-if",
    arms: [{ id: "owned", name, filter: all(HAS_OWNER), steps: owned }],
    otherwise: unowned,
  };
}
