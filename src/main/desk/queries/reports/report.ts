import type { Report, ReportDimension, ReportFigures } from "#shared/contract/reports.ts";
import { createWallClock } from "#shared/automation/schedule/wall-clock.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import { durationsOf } from "#shared/reports/durations.ts";
import { grainOf, placeIn, startsOf } from "#shared/reports/slices.ts";
import { tagKey } from "#shared/rules/unique-tags.ts";
import { ticketWhere } from "#main/store/facts/conditions.ts";
import { type GroupFigures, groupReads, type ReportAsked, volumeReads } from "#main/store/facts/report-reads.ts";
import { runsByWorkflow } from "#main/store/run-figures.ts";
import type { ReadContext } from "../../read-context.ts";
import { askedOf } from "../search/asked.ts";

type ReportInput = {
  readonly fromEpochMs: number;
  readonly untilEpochMs: number;
  readonly by: ReportDimension;
  readonly q: string;
  readonly timeZone: string;
  readonly userId?: string | undefined;
};

/** Whole hours, of which the days of most zones are made; where one is not, quarters, of which all are. */
const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

const GROUP_OF = { owner: "owner", channel: "channel", tag: "tags", pipeline: "pipeline" } as const;

/** The figures of a time, of the tickets that the question's operators leave. An empty time has none. */
export async function report(context: ReadContext, input: ReportInput): Promise<Report> {
  const { store, setup, clock } = context;
  const { fromEpochMs, untilEpochMs, by, timeZone } = input;
  const { conditions } = askedOf(context, input);
  const asked: ReportAsked = {
    where: ticketWhere(store.sql.dialect, conditions, clock.nowEpochMs()),
    fromEpochMs,
    untilEpochMs,
  };
  const wall = createWallClock(timeZone);
  const grain = grainOf(fromEpochMs, untilEpochMs);
  const starts = startsOf(fromEpochMs, untilEpochMs, grain, wall);
  const sliceMs = starts.every((start) => start % HOUR_MS === 0) ? HOUR_MS : QUARTER_MS;
  const volume = await volumeReads(store.sql, asked, sliceMs);
  const points = starts.map((atEpochMs) => ({ atEpochMs, created: 0, closed: 0, backlog: 0 }));
  for (const what of ["created", "closed"] as const)
    for (const [slice, count] of volume[what]) {
      const point = points[Math.max(placeIn(starts, slice * sliceMs), 0)];
      if (point !== undefined) point[what] += count;
    }
  let backlog = volume.openAtStart;
  for (const point of points) {
    backlog += point.created - point.closed;
    point.backlog = backlog;
  }
  const found = await groupReads(store.sql, asked, GROUP_OF[by]);
  const groups = by === "tag" ? byTag(found) : found;
  const known = new Set<string>(setup.all("workflow").map(({ id }) => id));
  return {
    grain,
    points,
    totals: { ...figuresOf(found), backlog },
    groups: groups
      .map((group) => ({ key: group.key, ...figuresOf([group]) }))
      .toSorted(
        (a, b) => b.created + b.closed - (a.created + a.closed) || Number(a.key === null) - Number(b.key === null),
      ),
    workflows: workflowsOf(await runsByWorkflow(store.sql, fromEpochMs, untilEpochMs), known),
  };
}

function figuresOf(groups: readonly GroupFigures[]): ReportFigures {
  const sum = (what: "created" | "closed" | "reopened") => groups.reduce((all, group) => all + group[what], 0);
  return {
    created: sum("created"),
    closed: sum("closed"),
    reopened: sum("reopened"),
    firstAnswer: durationsOf(groups.flatMap(({ firstAnswersMs }) => firstAnswersMs)),
    timeToClose: durationsOf(groups.flatMap(({ timesToCloseMs }) => timesToCloseMs)),
  };
}

/** Lists of tags are taken apart: a ticket with two counts with both. */
function byTag(lists: readonly GroupFigures[]): GroupFigures[] {
  const byKey = new Map<string | null, GroupFigures[]>();
  const spelled = new Map<string, string>();
  for (const list of lists) {
    const tags = list.key === null ? [] : (JSON.parse(list.key) as string[]);
    for (const tag of tags.length === 0 ? [null] : tags) {
      if (tag !== null && !spelled.has(tagKey(tag))) spelled.set(tagKey(tag), tag);
      const key = tag === null ? null : (spelled.get(tagKey(tag)) ?? tag);
      byKey.set(key, [...(byKey.get(key) ?? []), list]);
    }
  }
  return Array.from(byKey, ([key, parts]) => ({
    key,
    created: parts.reduce((all, part) => all + part.created, 0),
    closed: parts.reduce((all, part) => all + part.closed, 0),
    reopened: parts.reduce((all, part) => all + part.reopened, 0),
    firstAnswersMs: parts.flatMap(({ firstAnswersMs }) => firstAnswersMs),
    timesToCloseMs: parts.flatMap(({ timesToCloseMs }) => timesToCloseMs),
  }));
}

function workflowsOf(
  runs: readonly { readonly workflowId: string; readonly status: string; readonly count: number }[],
  known: ReadonlySet<string>,
): Report["workflows"] {
  const byWorkflow = new Map<string, { runs: number; done: number; failed: number }>();
  for (const { workflowId, status, count } of runs) {
    if (!known.has(workflowId)) continue;
    const figures = byWorkflow.get(workflowId) ?? { runs: 0, done: 0, failed: 0 };
    figures.runs += count;
    if (status === "done" || status === "failed") figures[status] += count;
    byWorkflow.set(workflowId, figures);
  }
  return Array.from(byWorkflow, ([id, figures]) => ({ workflowId: WorkflowId.parse(id), ...figures })).toSorted(
    (a, b) => b.runs - a.runs,
  );
}
