/**
 * The tickets of a view: a page of them, how many there are, and the groups in which they stand. What SQL can say of the filter it decides by an index; the rest is evaluated for what that lets
 * through, in the order of the view, over a bounded number of tickets.
 */
import type { ViewGrouping, ViewLook, ViewSort } from "#shared/automation/documents/saved-view.ts";
import { compileFilter } from "#shared/automation/filters/evaluate.ts";
import { isGroup, type Condition, type Filter } from "#shared/automation/filters/filter.ts";
import { filterFor } from "#shared/automation/ticket-views/me.ts";
import type { FoundTickets } from "#shared/contract/saved-views.ts";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import { TicketPriority } from "#shared/model/ticket-priority.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { ticketCardsOf } from "#main/desk/queries/views.ts";
import { compileFilterSql, isOwnProperty, type CompiledSql } from "#main/store/ticket-views/compile-filter.ts";
import {
  countGroups,
  countTickets,
  readTicketIds,
  readViewRows,
  type GroupCount,
  type ViewRead,
} from "#main/store/ticket-views/read-view.ts";
import type { ViewRanks } from "#main/store/ticket-views/view-order.ts";
import {
  MAX_TICKETS_MATCHED,
  MAX_TICKETS_MATCHED_CLOSELY,
  MAX_VIEW_GROUPS,
  MAX_VIEW_TICKETS_EVALUATED,
  TICKETS_MATCHED_A_TURN,
} from "./limits.ts";
import { hasSurroundings, ticketTest } from "./ticket-test.ts";

export type TicketsWanted = Pick<ViewLook, "filter" | "sort" | "grouping"> & {
  /** Whom "me" means. */
  readonly userId: UserId;
  readonly offset: number;
  readonly limit: number;
};

/** @throws Error from the database */
export async function findTickets(reads: ReadContext, wanted: TicketsWanted): Promise<FoundTickets> {
  const { offset, limit, grouping } = wanted;
  const plan = planOf(reads, filterFor(wanted.filter, wanted.userId));
  const { store } = reads;
  const matching = plan.sql.isExact ? null : await evaluated(reads, plan, wanted);
  const counts = grouping === null ? null : (matching?.groups ?? (await countGroups(store.sql, plan.sql, grouping)));
  const groups = counts === null || grouping === null ? null : inOrder(reads, counts, grouping);
  let ids: TicketId[];
  let total: number;
  if (matching) {
    const inGroups = groups === null ? matching.found : byGroups(matching.found, groups);
    ids = inGroups.slice(offset, offset + limit).map(({ id }) => id);
    total = inGroups.length;
  } else {
    ids = await readTicketIds(store.sql, readOf(reads, plan.sql, wanted.sort, grouping, groups), { offset, limit });
    total = groups?.reduce((sum, { count }) => sum + count, 0) ?? (await countTickets(store.sql, plan.sql));
  }
  const documents = await store.tickets.getMany(ids);
  const tickets = ids.flatMap((id) => documents.get(id) ?? []);
  return {
    items: await ticketCardsOf(store, tickets),
    total,
    isExact: matching?.isWhole ?? true,
    ...(groups === null ? {} : { groups }),
  };
}

/** How many tickets a view has. @throws Error from the database */
export async function countView(
  reads: ReadContext,
  { filter, userId }: { readonly filter: Filter; readonly userId: UserId },
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  const plan = planOf(reads, filterFor(filter, userId));
  if (plan.sql.isExact) return { count: await countTickets(reads.store.sql, plan.sql), isExact: true };
  const sort: ViewSort = { column: "lastActivity", direction: "desc" };
  const { found, isWhole } = await evaluated(reads, plan, { sort, grouping: null });
  return { count: found.length, isExact: isWhole };
}

type Plan = {
  readonly filter: Filter;
  readonly sql: CompiledSql;
  readonly stageKinds: ReadonlyMap<string, "open" | "closed">;
};

function planOf({ store, setup, clock }: ReadContext, filter: Filter): Plan {
  const stageKinds = new Map(
    setup.pipelines().flatMap(({ stages }) => stages.map(({ id, kind }) => [id as string, kind])),
  );
  const { dialect } = store.sql;
  return { filter, stageKinds, sql: compileFilterSql(filter, { dialect, nowEpochMs: clock.nowEpochMs(), stageKinds }) };
}

type Ordered = Pick<TicketsWanted, "sort" | "grouping">;
type Matching = { readonly id: TicketId; readonly groupKey: string | null };
type Evaluated = {
  readonly found: readonly Matching[];
  readonly groups: readonly GroupCount[];
  /** False: there were more than are looked at. */
  readonly isWhole: boolean;
};

/** What the evaluator lets through of what SQL did, in the order of the view without its groups. */
async function evaluated(reads: ReadContext, plan: Plan, { sort, grouping }: Ordered): Promise<Evaluated> {
  const read = readOf(reads, plan.sql, sort, grouping, null);
  const conditions = conditionsOf(plan.filter);
  const isOwn = conditions.every((one) => isOwnProperty(one.object, one.property) && !("author" in one));
  const most = isOwn
    ? MAX_VIEW_TICKETS_EVALUATED
    : hasSurroundings(plan.filter)
      ? MAX_TICKETS_MATCHED_CLOSELY
      : MAX_TICKETS_MATCHED;
  const properties = isOwn ? Array.from(new Set(conditions.map(({ property }) => property))) : [];
  const stored = properties.filter((property) => property !== "stageKind");
  const rows = await readViewRows(reads.store.sql, read, stored, most + 1);
  const isWhole = rows.length <= most;
  const looked = rows.slice(0, most);
  let found: Matching[];
  if (isOwn) {
    const meets = compileFilter(plan.filter, null);
    const nowEpochMs = reads.clock.nowEpochMs();
    found = looked.filter((row) =>
      meets({
        nowEpochMs,
        value: (_object, property) =>
          property === "stageKind" ? (plan.stageKinds.get(row.stageId) ?? null) : row.value(property),
        changedBy: () => null,
      }),
    );
  } else found = await evaluatedClosely(reads, plan.filter, looked);
  const counts = new Map<string | null, number>();
  for (const { groupKey } of found) counts.set(groupKey, (counts.get(groupKey) ?? 0) + 1);
  return { found, isWhole, groups: Array.from(counts, ([key, count]) => ({ key, count })) };
}

/** By the tickets and what belongs to them. */
async function evaluatedClosely(reads: ReadContext, filter: Filter, looked: readonly Matching[]): Promise<Matching[]> {
  const holds = ticketTest(reads, filter, null);
  const found: Matching[] = [];
  for (let at = 0; at < looked.length; at += TICKETS_MATCHED_A_TURN) {
    const some = looked.slice(at, at + TICKETS_MATCHED_A_TURN);
    const tickets = await reads.store.tickets.getMany(some.map(({ id }) => id));
    for (const one of some) {
      const ticket = tickets.get(one.id);
      if (ticket !== undefined && (await holds(ticket))) found.push(one);
    }
  }
  return found;
}

function conditionsOf({ parts }: Filter): Condition[] {
  return parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}

type Group = { readonly key: string | null; readonly count: number; readonly isRest?: true };

function readOf(
  reads: ReadContext,
  where: CompiledSql,
  sort: ViewSort,
  by: ViewGrouping | null,
  groups: readonly Group[] | null,
): ViewRead {
  const keys = (groups ?? []).flatMap(({ key }) => (key === null ? [] : [key]));
  return { where, sort, ranks: ranksOf(reads), grouped: by === null ? null : { by, keys } };
}

function ranksOf({ setup }: ReadContext): ViewRanks {
  return {
    stageIds: setup.pipelines().flatMap(({ stages }) => stages.map(({ id }) => id)),
    userIds: setup
      .all("user")
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ id }) => id),
  };
}

/** As the desk has them; tags by their letters; tickets in none come last, together with those of groups beyond what anybody looks through. */
function inOrder(reads: ReadContext, counts: readonly GroupCount[], by: ViewGrouping): Group[] {
  const ranks = ranksOf(reads);
  const known: Readonly<Record<Exclude<ViewGrouping, "tag">, readonly string[]>> = {
    stage: ranks.stageIds,
    owner: ranks.userIds,
    pipeline: reads.setup.pipelines().map(({ id }) => id),
    priority: TicketPriority.options.toReversed(),
  };
  const order = by === "tag" ? null : known[by];
  const rank = ({ key }: GroupCount) => {
    const at = order?.indexOf(key ?? "") ?? 0;
    return at === -1 ? (order?.length ?? 0) : at;
  };
  const named = counts
    .filter(({ key }) => key !== null)
    .toSorted((a, b) => rank(a) - rank(b) || (a.key ?? "").localeCompare(b.key ?? ""));
  const rest = [...named.slice(MAX_VIEW_GROUPS), ...counts.filter(({ key }) => key === null)];
  const count = rest.reduce((sum, one) => sum + one.count, 0);
  const isRest = named.length > MAX_VIEW_GROUPS ? { isRest: true as const } : {};
  return [...named.slice(0, MAX_VIEW_GROUPS), ...(count === 0 ? [] : [{ key: null, count, ...isRest }])];
}

function byGroups(found: readonly Matching[], groups: readonly Group[]): Matching[] {
  const named = new Set(groups.map(({ key }) => key));
  const places = Map.groupBy(found, ({ groupKey }) => (named.has(groupKey) ? groupKey : null));
  return groups.flatMap(({ key }) => places.get(key) ?? []);
}
