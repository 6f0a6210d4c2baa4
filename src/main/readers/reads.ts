import type { TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import { findTickets, countView } from "#main/automation/find-tickets.ts";
import { matchingTickets } from "#main/automation/matching-tickets.ts";
import { replayWorkflow } from "#main/automation/replay/replay.ts";
import { attentionTickets, attentionView } from "#main/desk/queries/attention/attention.ts";
import { contactRecord, listContacts } from "#main/desk/queries/contacts.ts";
import { listConversations } from "#main/desk/queries/conversations.ts";
import { exportWorkflow, exportWorkflows } from "#main/desk/queries/export-workflows.ts";
import { mergeTargets } from "#main/desk/queries/merge-targets.ts";
import { overdueTickets } from "#main/desk/queries/overdue-tickets.ts";
import { pastEvaluations } from "#main/desk/queries/past-evaluations.ts";
import { workflowCourses } from "#main/desk/queries/run-courses.ts";
import { report } from "#main/desk/queries/reports/report.ts";
import { listRunHistory, listRuns, listTicketRuns } from "#main/desk/queries/runs.ts";
import { countedViews } from "#main/desk/queries/saved-views.ts";
import { searchDesk } from "#main/desk/queries/search.ts";
import { similarSolved } from "#main/desk/queries/similar-tickets.ts";
import { listActivities } from "#main/desk/queries/tickets.ts";
import { listWebhookRequests } from "#main/desk/queries/webhook-requests.ts";
import { whyTicket } from "#main/desk/queries/why.ts";
import { workflowFigures } from "#main/desk/queries/workflow-figures.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { copyCheck, databaseCheck } from "#main/data/doctor/open-database.ts";

/**
 * The reads that can be long, by name: those whose time grows with the desk, or with what is asked for. They run in a reader worker; what they are
 * asked and what they answer crosses as plain values. A page by an index is shorter than the way there and back, and stays on the main thread.
 */
export const READS = {
  findTickets,
  viewCounts: async (reads: ReadContext, { userId }: { readonly userId: UserId }) => {
    const counts = [];
    for (const { id, filter } of countedViews(reads, userId))
      counts.push({ id, ...(await countView(reads, { filter, userId })) });
    return counts;
  },
  search: searchDesk,
  report,
  similarSolved,
  conversations: listConversations,
  contacts: listContacts,
  contactRecord,
  mergeTargets,
  activities: listActivities,
  runs: listRuns,
  ticketRuns: listTicketRuns,
  runHistory: listRunHistory,
  workflowCourses,
  workflowFigures: (reads: ReadContext, { id }: { readonly id: WorkflowId }) => workflowFigures(reads, id),
  overdueTickets: (reads: ReadContext, _input: Readonly<Record<string, never>>) => overdueTickets(reads),
  pastEvaluations: (reads: ReadContext, { ticketId, id }: { readonly ticketId: TicketId; readonly id: WorkflowId }) =>
    pastEvaluations(reads, ticketId, id),
  attention: (reads: ReadContext, _input: Readonly<Record<string, never>>) => attentionView(reads),
  attentionTickets,
  why: whyTicket,
  webhookRequests: listWebhookRequests,
  exportWorkflow: (reads: ReadContext, { id }: { readonly id: WorkflowId }) => exportWorkflow(reads, id),
  exportWorkflows: (reads: ReadContext, { ids }: { readonly ids: readonly WorkflowId[] }) =>
    exportWorkflows(reads, ids),
} as const;

/** Long reads that tell what they find as they go, or go on for seconds. */
export const STREAMED_READS = { replay: replayWorkflow, matching: matchingTickets, databaseCheck, copyCheck } as const;

type Calls = typeof READS;
type Streams = typeof STREAMED_READS;

type InputOf<Read> = Read extends (reads: ReadContext, input: infer Input, ...rest: never[]) => unknown ? Input : never;

/** A request: the moment at which it is asked stands for "now" while it is answered. */
export type Asked<Input> = { readonly nowEpochMs: number; readonly input: Input };

/** The table as its users see it. */
export type ReadTypes = {
  readonly calls: {
    readonly [Name in keyof Calls]: {
      readonly input: Asked<InputOf<Calls[Name]>>;
      readonly value: Awaited<ReturnType<Calls[Name]>>;
    };
  };
  readonly streams: {
    readonly [Name in keyof Streams]: {
      readonly input: Asked<InputOf<Streams[Name]>>;
      readonly entry: ReturnType<Streams[Name]> extends AsyncGenerator<infer Entry> ? Entry : never;
    };
  };
};
