import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { WEEKDAYS_NINE_TO_FIVE, type BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { CancelReason } from "#shared/model/cancel-reason.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { validateDefinition } from "#shared/automation/validate/validate.ts";
import { StepId } from "#shared/model/ids.ts";
import type { Random } from "#main/demo/random.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { filter } from "./generate-filter.ts";
import { PRIORITIES, some, STAGE_IDS, TAGS, USERS, WORKFLOW_IDS } from "./material.ts";
import { MAIL_SUBJECT, MAIL_TEXT, NOTE_TEXT } from "./reference/model.ts";

const REASONS: readonly CancelReason[] = [
  "customer-replied",
  "agent-replied",
  "ticket-closed",
  "stage-changed",
  "owner-changed",
];
const CUSTOM_MAIL = { kind: "custom" as const, subject: MAIL_SUBJECT, body: MAIL_TEXT, html: false, marketing: false };
const DATES = ["dueAtEpochMs", "closedAtEpochMs", "lastCustomerMessageAtEpochMs", "lastAgentMessageAtEpochMs"];
const HOURS: readonly BusinessHours[] = [
  { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "Europe/Rome" },
  {
    timeZone: "America/New_York",
    week: [
      [
        { fromMinute: 480, toMinute: 720 },
        { fromMinute: 780, toMinute: 1020 },
      ],
      [{ fromMinute: 480, toMinute: 720 }],
      [],
      [{ fromMinute: 0, toMinute: 1440 }],
      [{ fromMinute: 1320, toMinute: 1440 }],
      [{ fromMinute: 0, toMinute: 120 }],
      [],
    ],
    holidays: ["2026-03-30", "2026-10-26"],
  },
];

/** A definition that fits the desk. */
export function randomDefinition(
  random: Random,
  epochMs: number,
  workflowIds: readonly string[],
  mayHaveDates: boolean,
): WorkflowDefinition {
  for (;;) {
    const made = attempt(random, epochMs, mayHaveDates);
    const issues = validateDefinition(made, {
      pipelineId: SUPPORT,
      has: (kind, id) => kind !== "workflow" || workflowIds.includes(id),
      hasStage: (id) => STAGE_IDS.some((known) => known === id),
    });
    if (issues.length === 0) return made;
  }
}

/** @param mayHaveDates of two that fire in one millisecond on one ticket nothing tells which one goes first */
function attempt(random: Random, epochMs: number, mayHaveDates: boolean): WorkflowDefinition {
  const businessHours = random.chance(0.3) ? random.pick(HOURS) : null;
  const hasHours = businessHours !== null;
  const heard = some(random, 1, 2, () => trigger(random));
  const dates = mayHaveDates && random.chance(0.7) ? [date(random, hasHours)] : [];
  const triggers = [...heard, ...dates].map((one, at) => ({ ...one, id: `t${at + 1}` }));
  return {
    version: 2,
    triggers,
    filter: random.chance(0.4) ? filter(random, hasHours) : { match: "all", parts: [] },
    reenrolment: random.weighted([
      { weight: 2, it: { kind: "never" as const } },
      { weight: 3, it: { kind: "always" as const } },
      { weight: 1, it: { kind: "on" as const, triggerIds: [`t${random.integer(1, triggers.length)}`] } },
    ]).it,
    unenrolment: {
      on: random.chance(0.2) ? [random.pick(REASONS)] : [],
      filter: random.chance(0.1) ? filter(random, hasHours, 1) : null,
    },
    sources: random.chance(0.85) ? ["email", "form", "manual"] : random.pick([["email"], ["manual"], ["chat"]]),
    businessHours,
    steps: createSteps(random, hasHours, epochMs)(random.integer(1, 5), 2),
  };
}

function date(random: Random, hasHours: boolean): WorkflowDefinition["triggers"][number] {
  const unit = random.pick(["minutes", "hours", hasHours ? "business-days" : "days"] as const);
  const duration = { amount: random.integer(1, unit === "minutes" ? 90 : 4), unit };
  const offset = random.chance(0.6) ? { duration, direction: random.pick(["before", "after"] as const) } : null;
  return { id: "", type: "date-reached", property: "dueAtEpochMs", offset, businessHours: false };
}

function trigger(random: Random): WorkflowDefinition["triggers"][number] {
  const id = "";
  switch (random.integer(0, 9)) {
    case 0:
    case 1:
    case 8:
    case 9:
      return { id, type: "ticket-created" };
    case 2:
      return { id, type: "stage-reached", stageId: random.pick(STAGE_IDS) };
    case 3:
      return random.pick([
        { id, type: "property-changed", property: random.pick(["priority", "ownerId", "tags", "stageId"]) },
        { id, type: "property-changed", property: "priority", to: random.pick(PRIORITIES) },
        { id, type: "property-changed", property: "priority", from: null },
        { id, type: "property-changed", property: null },
      ]);
    case 4:
      return { id, type: random.pick(["email-sent", "email-sent-to-customer"] as const) };
    case 5:
      return { id, type: "email-received" };
    case 6:
      return { id, type: "customer-replied" };
    default:
      return { id, type: "note-added" };
  }
}

/** Lists of steps with ids of their own, up to so many in a list and branches so deep. */
function createSteps(random: Random, hasHours: boolean, epochMs: number) {
  let count = 0;
  const nextId = () => StepId.parse(`s${(count += 1)}`);
  const made: StepId[] = [];
  // Of two that find nobody in one millisecond nothing tells which one comes first.
  let hasShared = false;
  const businessHours = () => hasHours && random.chance(0.4);

  function list(length: number, depth: number): Step[] {
    return Array.from({ length }, () => {
      const step = random.chance(depth > 0 ? 0.2 : 0) ? branch(depth) : random.chance(0.4) ? wait() : action();
      made.push(step.id);
      return step;
    });
  }

  const duration = () =>
    random.pick([
      // The same ones again and again, so that several end in one moment.
      { amount: 10, unit: "minutes" as const },
      { amount: 10, unit: "minutes" as const },
      { amount: 1, unit: "hours" as const },
      { amount: random.integer(5, 120), unit: "seconds" as const },
      { amount: random.integer(1, 90), unit: "minutes" as const },
      { amount: random.integer(1, 90), unit: "minutes" as const },
      { amount: random.integer(1, 30), unit: "hours" as const },
      { amount: random.integer(1, 3), unit: "days" as const },
      // In a place without hours it can't be saved.
      { amount: random.integer(1, 6), unit: hasHours ? ("business-days" as const) : ("hours" as const) },
    ]);

  function wait(): Step {
    const exits = {
      cancelOn: random.chance(0.5) ? some(random, 1, 2, () => random.pick(REASONS)) : [],
      whenCancelled: random.pick(["stop", "continue"] as const),
      businessHours: businessHours(),
    };
    const id = nextId();
    if (random.chance(0.2))
      return {
        id,
        type: "wait-for-mail",
        stepId: null,
        whenHeld: random.pick(["wait", "continue"]),
        timeout: random.chance(0.6) ? duration() : null,
        businessHours: businessHours(),
      };
    switch (random.integer(0, 6)) {
      case 0:
      case 1:
      case 2:
        return { id, type: "wait-for", duration: duration(), ...exits };
      case 3: {
        const fixed = { kind: "fixed" as const, atEpochMs: epochMs + random.integer(-2, 60) * 3_607_000 };
        const date = random.chance(0.3) ? fixed : { kind: "property" as const, property: random.pick(DATES) };
        const direction = random.pick(["before", "after"] as const);
        return {
          id,
          type: "wait-until-date",
          date,
          offset: random.chance(0.7) ? { duration: duration(), direction } : null,
          ...exits,
        };
      }
      case 4:
        return {
          id,
          type: "wait-until-weekday",
          weekdays: some(random, 1, 4, () => random.integer(1, 7)),
          // No change of a clock falls on these.
          minuteOfDay: random.integer(20, 92) * 15,
          ...exits,
        };
      default:
        return {
          id,
          type: "wait-for-event",
          event: random.pick(REASONS),
          timeout: random.chance(0.8) ? duration() : null,
          businessHours: businessHours(),
          whenTimedOut: random.pick(["stop", "continue"]),
        };
    }
  }

  function branch(depth: number): Step {
    const id = nextId();
    const inside = () => list(random.integer(0, 2), depth - 1);
    const arms = <Fields>(fields: () => Fields) =>
      Array.from({ length: random.integer(1, 3) }, (_, at) => ({
        id: `a${at + 1}`,
        name: "",
        ...fields(),
        steps: inside(),
      }));
    switch (random.integer(0, 3)) {
      case 0:
        return { id, type: "branch-if", arms: arms(() => ({ filter: filter(random, hasHours) })), otherwise: inside() };
      case 1: {
        const asks = random.pick([
          { object: "ticket", property: "priority", values: [...PRIORITIES, ""] },
          { object: "ticket", property: "tags", values: TAGS },
          { object: "ticket", property: "stageId", values: STAGE_IDS },
          { object: "contact", property: "domain", values: ["example.com", "example.org"] },
        ]);
        const { object, property, values } = asks;
        return {
          id,
          type: "branch-value",
          object,
          property,
          arms: arms(() => ({ values: some(random, 1, 2, () => random.pick<string>(values)) })),
          otherwise: inside(),
        };
      }
      case 2:
        return {
          id,
          type: "branch-outcome",
          arms: arms(() => ({
            values: [
              random.pick(["done", "completed", "cancelled", "timed-out", "took", "skipped", "sent", "held", "failed"]),
            ],
          })),
          otherwise: inside(),
        };
      default:
        return { id, type: "branch-random", arms: arms(() => ({ weight: random.integer(1, 9) })), otherwise: inside() };
    }
  }

  function action(): Step {
    const id = nextId();
    const tags = () => some(random, 1, 2, () => random.pick(TAGS));
    if (random.chance(0.1)) return { id, type: "send-email", to: "primary-contact", mail: CUSTOM_MAIL };
    if (!hasShared && random.chance(0.12)) {
      hasShared = true;
      return {
        id,
        type: "rotate-owner",
        userIds: random.pick([USERS, USERS.toReversed(), USERS.slice(0, 1)]),
        teamIds: [],
        by: random.pick(["turn", "load"]),
        onlyAvailable: random.chance(0.9),
        onlyUnowned: random.chance(0.7),
        ...(random.chance(0.2) ? { whenNobody: "skip" as const } : {}),
      };
    }
    switch (random.integer(0, 16)) {
      case 11:
        return {
          id,
          type: "increase-property",
          change: { property: "priority", by: random.pick([-2, -1, 1, 2]) },
        };
      case 12:
        return { id, type: "add-note", text: NOTE_TEXT };
      case 13: {
        const to = { userIds: [random.pick(USERS)], teamIds: [], owner: false, followers: false };
        return { id, type: "notify", to, title: 'Look: {{ ticket.priority | default: "none" }}', text: "" };
      }
      case 14: {
        const userId = random.pick([...USERS, null]);
        const dueAfter = random.chance(0.5) ? duration() : null;
        return { id, type: "create-task", title: "Call", detail: "", userId, dueAfter, businessHours: false };
      }
      case 15:
        return { id, type: "enrol-in", workflowId: random.pick(WORKFLOW_IDS) };
      case 16:
        return { id, type: "unenrol-from", workflowId: random.pick(WORKFLOW_IDS) };
      case 0:
      case 1:
        return {
          id,
          type: "set-property",
          change: { property: "priority", value: random.pick([...PRIORITIES, null]) },
        };
      case 2:
        return {
          id,
          type: "clear-property",
          property: random.pick(["priority", "ownerId", "dueAtEpochMs", "closedAtEpochMs", "tags"]),
        };
      case 3:
        return { id, type: "set-due", after: duration(), businessHours: businessHours() };
      case 4:
        return { id, type: "set-owner", userId: random.pick([...USERS, null]) };
      case 5:
        return { id, type: "add-tags", tags: Array.from(new Set(tags())) };
      case 6:
        return { id, type: "remove-tags", tags: tags() };
      case 7:
        return { id, type: "add-followers", userIds: [random.pick(USERS)] };
      case 8:
        return random.chance(0.3) ? { id, type: "stop" } : goTo(id);
      default:
        return { id, type: "move-stage", stageId: random.pick(STAGE_IDS) };
    }
  }

  function goTo(id: StepId): Step {
    return { id, type: "go-to", stepId: made.length === 0 ? id : random.pick(made) };
  }

  return list;
}
