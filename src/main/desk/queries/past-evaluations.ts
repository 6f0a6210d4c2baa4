import type { ConditionGroup, ConditionView, PastEvaluation } from "#shared/contract/explanations/past-evaluation.ts";
import { firstFailed, type ConditionReport, type FilterReport } from "#shared/automation/filters/explain.ts";
import { recallReport } from "#shared/automation/filters/recall.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { ReadContext } from "../read-context.ts";
import { definitionOf } from "./definition-of.ts";
import { findPage } from "./find-page.ts";
import { viewOf } from "./views.ts";

/** As many as fit on a screen; the latest say most. */
const MAX_PAST_EVALUATIONS = 20;

/** Read at once, and looked through in all: a ticket with more events that set off other workflows only is a busy one. */
const PORTION = 200;
const MAX_LOOKED_THROUGH = 5_000;

/**
 * F9b: the last events that set off the workflow and did not enrol the ticket, newest first.
 * @rule F9b
 */
export async function pastEvaluations(
  { store, setup }: ReadContext,
  ticketId: TicketId,
  workflowId: WorkflowId,
): Promise<PastEvaluation[]> {
  const found: Evaluation[] = [];
  let cursor: string | undefined;
  for (let seen = 0; seen < MAX_LOOKED_THROUGH && found.length < MAX_PAST_EVALUATIONS; seen += PORTION) {
    const page = await findPage(store.evaluations, {
      selector: { ticketId },
      sortBy: "atEpochMs",
      direction: "desc",
      limit: PORTION,
      cursor,
    });
    found.push(...page.items.filter(({ verdicts }) => verdicts.some((one) => one.workflowId === workflowId)));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const latest = found.slice(0, MAX_PAST_EVALUATIONS);
  const events = await store.activities.getMany(latest.map(({ id }) => id));
  // Of one millisecond the order of the history tells.
  const stampOf = ({ id }: Evaluation) => events.get(id)?.stamp ?? "";
  const inOrder = latest.toSorted((a, b) => b.atEpochMs - a.atEpochMs || (stampOf(a) < stampOf(b) ? 1 : -1));
  return inOrder.flatMap(({ id, atEpochMs, verdicts, saw }) =>
    verdicts
      .filter((verdict) => verdict.workflowId === workflowId)
      .map(({ revision, triggerId, why, held }) => {
        const event = events.get(id);
        const definition = held === "" ? null : definitionOf(setup, workflowId, revision);
        const report = definition && recallReport(definition.filter, held, saw);
        return {
          eventId: id,
          atEpochMs,
          event: event ? viewOf(event) : null,
          revision,
          triggerId,
          why,
          ...conditionsOfReport(report),
        };
      }),
  );
}

/** Each condition of a report with its place in the filter, and the first because of which it does not hold. */
export function conditionsOfReport(report: FilterReport | null): {
  conditions: ConditionView[];
  groups: ConditionGroup[];
  firstFailed: string | null;
} {
  if (report === null) return { conditions: [], groups: [], firstFailed: null };
  const leaves = leavesOf(report, "");
  const failed = firstFailed(report);
  return {
    conditions: leaves.map(({ path, leaf: { condition, saw, holds } }) => ({ path, condition, saw, holds })),
    groups: groupsOf(report, ""),
    firstFailed: leaves.find(({ leaf }) => leaf === failed)?.path ?? null,
  };
}

function groupsOf({ match, holds, parts }: FilterReport, path: string): ConditionGroup[] {
  const within = parts.flatMap((part, position) =>
    part.kind === "group" ? groupsOf(part, pathWithin(path, position)) : [],
  );
  return [{ path, match, holds }, ...within];
}

function pathWithin(path: string, position: number): string {
  return path === "" ? String(position) : `${path}.${position}`;
}

function leavesOf(report: FilterReport, prefix: string): { path: string; leaf: ConditionReport }[] {
  return report.parts.flatMap((part, position) => {
    const path = pathWithin(prefix, position);
    return part.kind === "group" ? leavesOf(part, path) : [{ path, leaf: part }];
  });
}
