import type { z } from "zod";
import type { RunHead, RunHistoryInput } from "#shared/contract/explanations/run-history.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { Run, type RunStatus } from "#shared/model/run.ts";
import type { ReadStore } from "#main/store/read-store.ts";
import { requireTicket } from "./require-ticket.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./paging.ts";
import { viewOf } from "./views.ts";

type Paging = { readonly cursor?: string | undefined; readonly limit: number; readonly status?: RunStatus | undefined };

/**
 * F9: a workflow's runs, newest first. @throws PD_DESK_NOT_FOUND
 * @rule F9
 */
export async function listRuns(
  { store, setup }: ReadContext,
  { id, ...paging }: Paging & { readonly id: WorkflowId },
): Promise<Page<RunView>> {
  setup.require("workflow", id);
  return pageOfRuns(store, { workflowId: id }, paging);
}

/** F9: a ticket's ways through workflows, newest first. @throws PD_DESK_NOT_FOUND */
export async function listTicketRuns(
  context: ReadContext,
  { id, ...paging }: Paging & { readonly id: TicketId },
): Promise<Page<RunView>> {
  await requireTicket(context, id);
  return pageOfRuns(context.store, { ticketId: id }, paging);
}

const GOING = ["active", "waiting", "retrying"] as const satisfies readonly RunStatus[];

/**
 * F9: a workflow's runs with their tickets, newest first, without their journals: those can be long. @throws PD_DESK_NOT_FOUND
 * @rule F9
 */
export async function listRunHistory(
  { store, setup }: ReadContext,
  { id, status, ticketId, limit, cursor }: z.output<typeof RunHistoryInput> & { readonly id: WorkflowId },
): Promise<Page<RunHead>> {
  setup.require("workflow", id);
  const page = await findPage(store.runs, {
    selector: {
      workflowId: id,
      ...(ticketId === undefined ? {} : { ticketId }),
      ...(status === undefined ? {} : { status: status === "going" ? { $in: [...GOING] } : status }),
    },
    sortBy: "startedAtEpochMs",
    direction: "desc",
    limit,
    cursor,
  });
  const tickets = await store.tickets.getMany(page.items.map((run) => run.ticketId));
  const items = page.items.map((stored): RunHead => {
    const { journal: _journal, ...run } = runViewOf(stored);
    const ticket = tickets.get(run.ticketId);
    return { ...run, ticket: ticket ? { id: ticket.id, number: ticket.number, subject: ticket.subject } : null };
  });
  return { items, nextCursor: page.nextCursor };
}

async function pageOfRuns(
  store: ReadStore,
  of: { readonly workflowId: WorkflowId } | { readonly ticketId: TicketId },
  { status, limit, cursor }: Paging,
): Promise<Page<RunView>> {
  const page = await findPage(store.runs, {
    selector: { ...of, ...(status === undefined ? {} : { status }) },
    sortBy: "startedAtEpochMs",
    direction: "desc",
    limit,
    cursor,
  });
  return { items: page.items.map(runViewOf), nextCursor: page.nextCursor };
}

/** Runs of programs before waits existed lack what came with them: all of them went through at once. */
export function runViewOf(run: Run): RunView {
  const old = Run.safeParse(viewOf(run));
  if (old.success) return old.data;
  const { journal, ...rest } = run;
  return {
    ...rest,
    triggerId: "t1",
    sequence: journal.length,
    attempt: 0,
    waiting: null,
    wakeAtEpochMs: 0,
    endReason: "",
    journal: journal.map((entry, position) => ({
      ...entry,
      sequence: position + 1,
      startedAtEpochMs: entry.finishedAtEpochMs,
    })),
  };
}
