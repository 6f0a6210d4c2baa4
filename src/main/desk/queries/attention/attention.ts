import type { AttentionGroup, AttentionTicket, AttentionView } from "#shared/contract/attention.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { RunId, type TicketId } from "#shared/model/ids.ts";
import { pausedWorkflows, ticketsPausedFor, type FailedRun, type PausedAt } from "#main/store/attention.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { derivedId } from "../../derived-ids.ts";
import { FIRST_ATTENTION_TICKETS, MAX_ATTENTION_GROUPS, MAX_ATTENTION_PROBLEMS } from "../../limits.ts";
import type { ReadContext } from "../../read-context.ts";
import { definitionOfRun } from "../definition-of.ts";
import { decodeCursor, encodeCursor, type Page } from "../paging.ts";
import { runViewOf } from "../runs.ts";
import { problemsOfDefinition } from "../workflow-problems.ts";
import { failedGroups, failedRunsOf, type FailedGroup } from "./failed-groups.ts";
import { mailGroups } from "./mail-groups.ts";

type Told = Omit<AttentionTicket, "ticket">;
type GroupOf<Kind extends AttentionGroup["kind"]> = Extract<AttentionGroup, { kind: Kind }>;
type Counted = Pick<AttentionGroup, "count" | "lastAtEpochMs"> & { readonly view: () => Promise<AttentionGroup> };

/** What wants a person: workflows that can't run first, then the causes with the most tickets. */
export async function attentionView(context: ReadContext): Promise<AttentionView> {
  const refused = refusedGroups(context);
  const counted: Counted[] = [
    ...(await failedGroups(context)).map((group) => ({ ...group, view: () => failedView(context, group) })),
    ...(await pausedGroups(context)).map((group) => ({ ...group, view: () => pausedView(context, group) })),
    ...(await mailGroups(context)).map(({ items, ...group }) => ({
      ...group,
      view: async () => ({ ...group, tickets: await withTickets(context, first(items).map(ofMail)) }),
    })),
  ].toSorted((a, b) => b.count - a.count || b.lastAtEpochMs - a.lastAtEpochMs);
  const groups: AttentionGroup[] = refused.slice(0, MAX_ATTENTION_GROUPS);
  for (const { view } of counted.slice(0, MAX_ATTENTION_GROUPS - groups.length)) groups.push(await view());
  return { groups, more: refused.length + counted.length - groups.length };
}

/** The tickets of one cause. @throws PD_DESK_NOT_FOUND where nothing of it is left */
export async function attentionTickets(
  context: ReadContext,
  { id, cursor, limit }: { readonly id: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<AttentionTicket>> {
  const found = await ticketsOf(context, id, cursor);
  if (found === null) throw notFound("attention", id);
  const told: Positioned[] = [];
  for await (const one of found) {
    told.push(one);
    if (told.length > limit) break;
  }
  const last = told.length > limit ? told[limit - 1] : undefined;
  return {
    items: await withTickets(
      context,
      told.slice(0, limit).map(({ told: ticket }) => ticket),
    ),
    nextCursor: last ? encodeCursor(last.position) : null,
  };
}

type Positioned = { readonly told: Told; readonly position: Parameters<typeof encodeCursor>[0] };

async function ticketsOf(
  context: ReadContext,
  id: string,
  cursor: string | undefined,
): Promise<Iterable<Positioned> | AsyncIterable<Positioned> | null> {
  const failed = (await failedGroups(context)).find((group) => group.id === id);
  if (failed) return positionedRuns(context, failed, cursor);
  const paused = (await pausedGroups(context)).find((group) => group.id === id);
  if (paused) return positionedPauses(context, paused.workflow.id, cursor);
  const mails = (await mailGroups(context)).find((group) => group.id === id);
  return mails ? positionedMails(mails.items, cursor) : null;
}

/** By their words: what was read before a page is asked for may be mended by then. */
async function* positionedRuns(
  context: ReadContext,
  group: FailedGroup,
  cursor: string | undefined,
): AsyncGenerator<Positioned> {
  const after = cursor === undefined ? null : decodeCursor(cursor, "reason");
  const [reason, atEpochMs] = after === null ? ["", 0] : splitKey(String(after.key));
  for await (const run of failedRunsOf(context, group, after && { reason, atEpochMs, id: after.id as RunId })) {
    yield { told: ofRun(run), position: { sortBy: "reason", key: `${run.atEpochMs} ${run.reason}`, id: run.id } };
  }
}

function splitKey(key: string): [string, number] {
  const space = key.indexOf(" ");
  return [key.slice(space + 1), Number(key.slice(0, space)) || 0];
}

async function* positionedPauses(
  { store }: ReadContext,
  workflowId: Parameters<typeof ticketsPausedFor>[1],
  cursor: string | undefined,
): AsyncGenerator<Positioned> {
  let after = cursor === undefined ? "" : decodeCursor(cursor, "ticket").id;
  for (;;) {
    const some = await ticketsPausedFor(store.sql, workflowId, after, PAUSES_A_READ);
    for (const one of some) yield { told: ofPause(one), position: { sortBy: "ticket", key: "", id: one.ticketId } };
    if (some.length < PAUSES_A_READ) return;
    after = some.at(-1)?.ticketId ?? "";
  }
}
const PAUSES_A_READ = 200;

function* positionedMails(items: readonly OutboxItem[], cursor: string | undefined): Generator<Positioned> {
  const after = cursor === undefined ? null : decodeCursor(cursor, "mail");
  for (const item of items) {
    const { id, createdAtEpochMs } = item;
    if (after !== null && !(createdAtEpochMs < Number(after.key) || (createdAtEpochMs === after.key && id < after.id)))
      continue;
    yield { told: ofMail(item), position: { sortBy: "mail", key: createdAtEpochMs, id } };
  }
}

async function failedView(context: ReadContext, group: FailedGroup): Promise<GroupOf<"failed">> {
  const { cause, count, firstAtEpochMs, lastAtEpochMs, id, workflowId, stepId, code, reason } = group;
  const newest = await firstOf(failedRunsOf(context, { workflowId, stepId, code, cause }, { ...BEFORE_ALL, reason }));
  const run = newest[0] && (await context.store.runs.get(newest[0].id));
  return {
    kind: "failed",
    id,
    count,
    firstAtEpochMs,
    lastAtEpochMs,
    stepId,
    code,
    reason,
    workflow: { id: workflowId, name: context.setup.find("workflow", workflowId)?.name ?? null },
    step: run && stepId !== null ? definitionOfRun(context.setup, runViewOf(run)).step(stepId) : null,
    tickets: await withTickets(context, newest.map(ofRun)),
  };
}

/** Of the words that the newest has, which are told together and newest first. */
const BEFORE_ALL = { atEpochMs: Number.MAX_SAFE_INTEGER, id: RunId.parse("~") } as const;

async function pausedGroups({ store, setup }: ReadContext): Promise<Omit<GroupOf<"paused">, "tickets">[]> {
  return (await pausedWorkflows(store.sql)).flatMap(({ workflowId, ...counted }) => {
    const workflow = setup.find("workflow", workflowId);
    // One that is no more leaves every ticket alone.
    if (!workflow) return [];
    return [
      {
        kind: "paused" as const,
        id: derivedId("paused", workflowId),
        workflow: { id: workflowId, name: workflow.name },
        ...counted,
      },
    ];
  });
}

async function pausedView(context: ReadContext, group: Omit<GroupOf<"paused">, "tickets">): Promise<GroupOf<"paused">> {
  const some = await ticketsPausedFor(context.store.sql, group.workflow.id, "", FIRST_ATTENTION_TICKETS);
  return { ...group, tickets: await withTickets(context, some.map(ofPause)) };
}

/** Workflows that are on with a definition that the engine can't read, or that could not be saved as it is. */
function refusedGroups(context: ReadContext): GroupOf<"refused">[] {
  return context.setup.all("workflow").flatMap((workflow) => {
    const problems = workflow.enabled ? mistakesOf(context, workflow) : [];
    if (problems.length === 0) return [];
    const atEpochMs = workflow.enabledAtEpochMs ?? workflow.createdAtEpochMs;
    return [
      {
        kind: "refused" as const,
        id: derivedId("refused", workflow.id),
        count: problems.length,
        firstAtEpochMs: atEpochMs,
        lastAtEpochMs: atEpochMs,
        workflow: { id: workflow.id, name: workflow.name },
        problems: problems.slice(0, MAX_ATTENTION_PROBLEMS),
        tickets: [],
      },
    ];
  });
}

function mistakesOf(
  context: ReadContext,
  workflow: Parameters<typeof problemsOfDefinition>[1],
): GroupOf<"refused">["problems"] {
  try {
    return problemsOfDefinition(context, workflow).errors;
  } catch (error) {
    // What can't even be looked at: the engine can't either.
    return [{ path: "", key: "not-valid", about: error instanceof Error ? error.message : String(error) }];
  }
}

function ofRun({ id, ticketId, atEpochMs }: FailedRun): Told {
  return { id: ticketId, atEpochMs, runId: id, outboxItemId: null };
}

function ofPause({ ticketId, atEpochMs }: PausedAt): Told {
  return { id: ticketId, atEpochMs, runId: null, outboxItemId: null };
}

function ofMail({ id, ticketId, createdAtEpochMs }: OutboxItem): Told {
  // A mail of a step is of a ticket; of one that is not known the mail itself is what can be shown.
  return { id: ticketId ?? (id as string as TicketId), atEpochMs: createdAtEpochMs, runId: null, outboxItemId: id };
}

async function withTickets({ store }: ReadContext, told: readonly Told[]): Promise<AttentionTicket[]> {
  const tickets = await store.tickets.getMany(told.map(({ id }) => id));
  return told.map((one) => {
    const ticket = tickets.get(one.id);
    const { number = null, subject = "", mergedIntoTicketId } = ticket ?? {};
    return { ...one, ticket: ticket ? { number, subject, isMerged: mergedIntoTicketId !== undefined } : null };
  });
}

function first<One>(all: readonly One[]): readonly One[] {
  return all.slice(0, FIRST_ATTENTION_TICKETS);
}

async function firstOf<One>(all: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of all) {
    found.push(one);
    if (found.length === FIRST_ATTENTION_TICKETS) break;
  }
  return found;
}
