import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { isActiveIn, meetsNow } from "#shared/automation/triggers/firing.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { scanTickets, type TicketRow } from "#main/store/scan.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { ROWS_A_READ } from "./limits.ts";

/** Finds the tickets that a workflow would take now, all or those of one trigger. */
export type Candidates = {
  /** The next rows whose ticket may be one, at most `limit`, and how far that reached; `isEnd` where there are no more. */
  read(
    afterRow: number,
    limit: number,
    untilRow?: number,
  ): Promise<{ readonly rows: readonly TicketRow[]; readonly row: number; readonly isEnd: boolean }>;
  /** The trigger by which the workflow would take the ticket; null: it would not. */
  triggerFor(piece: PieceOfWork, ticket: Ticket): Promise<string | null>;
};

/** @param triggerId only by this trigger, and only open tickets (a schedule); null: by whichever trigger the ticket meets as it is now (F3) */
export function createCandidates(context: DeskContext, workflow: Workflow, triggerId: string | null): Candidates {
  const { setup, store } = context;
  const { definition } = workflow;
  const triggers = definition.triggers.filter(({ id }) => triggerId === null || id === triggerId);
  const hours = definition.businessHours && createBusinessCalendar(definition.businessHours);
  const stageIds = new Set<string>(triggers.flatMap((one) => (one.type === "stage-reached" ? [one.stageId] : [])));
  for (const pipeline of setup.pipelines())
    for (const { id, kind } of pipeline.stages) if (kind === "open") stageIds.add(id);
  const stages = Array.from(stageIds);

  function isOpen({ pipelineId, stageId }: Ticket): boolean {
    const pipeline = setup.find("pipeline", pipelineId);
    return (pipeline && stageOf(pipeline, stageId)?.kind) === "open";
  }

  function metTrigger(ticket: Ticket): string | null {
    const existing = { ticket, isOpen: isOpen(ticket), nowEpochMs: context.clock.nowEpochMs(), hours };
    return triggers.find((one) => meetsNow(one, existing))?.id ?? null;
  }

  return {
    async read(afterRow, limit, untilRow = Number.POSITIVE_INFINITY) {
      const read = await scanTickets(store.sql, { afterRow, limit: ROWS_A_READ, numbers: [], stageIds: stages });
      const fitting = read.filter(
        (one) =>
          one.row <= untilRow && !one.isMerged && isActiveIn(workflow, one.pipelineId) && stageIds.has(one.stageId),
      );
      const rows = fitting.slice(0, limit);
      const isCut = fitting.length > rows.length;
      const row = (isCut ? rows.at(-1) : read.at(-1))?.row ?? afterRow;
      return { rows, row, isEnd: !isCut && (read.length < ROWS_A_READ || row >= untilRow) };
    },

    async triggerFor(piece, ticket) {
      if (isOutOfTheWay(ticket) || !isActiveIn(workflow, ticket.pipelineId)) return null;
      if (!definition.sources.includes(ticket.source)) return null;
      if (ticket.pausedWorkflows?.some(({ workflowId }) => workflowId === workflow.id)) return null;
      const found = metTrigger(ticket);
      if (found === null) return null;
      const runs = await store.runs.find({ selector: { ticketId: ticket.id, workflowId: workflow.id } });
      if (!mayEnrol(workflow, runs, found)) return null;
      const { holds } = await context.automations.explain(piece, ticket, workflow);
      return holds ? found : null;
    },
  };
}

/** F4: at most once at a time, and again only where the workflow says so. */
function mayEnrol({ definition: { reenrolment } }: Workflow, runs: readonly Run[], triggerId: string): boolean {
  if (runs.some(({ status }) => status === "waiting" || status === "retrying" || status === "active")) return false;
  if (runs.length === 0 || reenrolment.kind === "always") return true;
  return reenrolment.kind === "on" && reenrolment.triggerIds.includes(triggerId);
}
