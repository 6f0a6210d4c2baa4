/** The views that every desk has: no documents, so that they follow the desk's statuses and need not travel. Pure. */
import type { ViewLook } from "../documents/saved-view.ts";
import type { Workflow } from "../documents/workflow.ts";
import type { Condition } from "../filters/filter.ts";
import type { Step } from "../steps/step.ts";
import { ME } from "./me.ts";

export const READY_VIEW_IDS = [
  "mine",
  "unassigned",
  "overdue",
  "waiting-on-us",
  "all-open",
  "snoozed",
  "closed-recently",
] as const;
export type ReadyViewId = (typeof READY_VIEW_IDS)[number];

export const isReadyView = (id: string): id is ReadyViewId => (READY_VIEW_IDS as readonly string[]).includes(id);

/** Nobody waits ten years. */
const LONG_AGO = { amount: 3_650, unit: "days" } as const;
const RECENTLY = { amount: 7, unit: "days" } as const;

const isOpen: Condition = { object: "ticket", property: "stageKind", operator: "is", value: "open" };
const isClosed: Condition = { object: "ticket", property: "stageKind", operator: "is", value: "closed" };

/** What is snoozed is not to be looked at today. */
const isAwake: Condition = { object: "ticket", property: "snoozedUntilEpochMs", operator: "is-unknown" };
const isSnoozed: Condition = { object: "ticket", property: "snoozedUntilEpochMs", operator: "is-known" };

const COLUMNS: ViewLook["columns"] = [
  { column: "number" },
  { column: "subject" },
  { column: "contact" },
  { column: "stage" },
  { column: "owner" },
  { column: "priority" },
  { column: "due" },
  { column: "lastActivity" },
  { column: "tags" },
];

/** What of a workflow tells where an answer puts a ticket. */
type Answering = Pick<Workflow, "template" | "enabled" | "definition">;

/**
 * What a ready-made view shows.
 * @param workflows the desk's: by D1 of each pipeline a ticket that was answered waits for the customer
 */
export function readyView(id: ReadyViewId, workflows: readonly Answering[]): ViewLook {
  const look = (conditions: readonly Condition[], sort: Partial<ViewLook["sort"]> = {}): ViewLook => ({
    filter: { match: "all", parts: conditions },
    columns: COLUMNS,
    sort: { column: "lastActivity", direction: "desc", ...sort },
    grouping: null,
  });
  switch (id) {
    case "mine":
      return look([isOpen, { object: "ticket", property: "ownerId", operator: "is", value: ME }, isAwake]);
    case "unassigned":
      return look([isOpen, { object: "ticket", property: "ownerId", operator: "is-unknown" }, isAwake]);
    case "overdue": {
      const isDue: Condition = { object: "ticket", property: "dueAtEpochMs", operator: "in-last", span: LONG_AGO };
      return look([isOpen, isDue], { column: "due", direction: "asc" });
    }
    case "waiting-on-us":
      return look([isOpen, ...notWaitingOnContact(workflows), isAwake], { direction: "asc" });
    case "all-open":
      return look([isOpen]);
    case "snoozed":
      return look([isSnoozed]);
    case "closed-recently": {
      const isRecent: Condition = {
        object: "ticket",
        property: "closedAtEpochMs",
        operator: "in-last",
        span: RECENTLY,
      };
      const closed = look([isClosed, isRecent], { column: "closed" });
      return { ...closed, columns: COLUMNS.map((one) => (one.column === "due" ? { column: "closed" } : one)) };
    }
  }
}

/** Every open ticket but those in the statuses into which an answer puts them. */
function notWaitingOnContact(workflows: readonly Answering[]): Condition[] {
  const values = workflows
    .filter(({ template, enabled }) => template === "D1" && enabled)
    .flatMap(({ definition }) => stagesIn(definition.steps));
  return values.length === 0 ? [] : [{ object: "ticket", property: "stageId", operator: "is-none-of", values }];
}

/** Into which statuses steps put a ticket. By the steps' form alone: what knows their kinds is too much for a page's start. */
function stagesIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const own = step.type === "move-stage" ? [step.stageId as string] : [];
    const inArms = "arms" in step ? step.arms.flatMap((arm) => stagesIn(arm.steps)) : [];
    const otherwise = "otherwise" in step ? stagesIn(step.otherwise) : [];
    return [...own, ...inArms, ...otherwise];
  });
}
