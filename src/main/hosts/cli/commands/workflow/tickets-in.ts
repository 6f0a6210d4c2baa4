import type { DeskClient } from "#shared/contract/index.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import type { ExitCode } from "../../terminal.ts";
import { createTicketNames, findTicket, findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";
import { outcomeText, runStatusText } from "#shared/automation/describe/outcome.ts";

/** Tickets that are in a workflow, or came to stand in it. */
export type TicketsIn = { readonly workflow: string; readonly tickets: readonly string[] };

/** What a command did to one ticket; `isDone` false: nothing, and the text says why. */
type Told = { readonly isDone: boolean; readonly value: unknown; readonly text: (ticket: string) => string };

/** Takes tickets out of a workflow. 1 where one of them was not in it. */
export function unenrol(client: DeskClient, wanted: TicketsIn, output: Output): Promise<ExitCode> {
  const { t } = output;
  return each(client, wanted, output, async (ticketId, id) => {
    const { items } = await client.workflows.unenrol({ id, ticketIds: [ticketId] });
    const [item] = items;
    if (item === undefined || !item.left) {
      const why = t(`history.notIn.${item?.why ?? "not-found"}`);
      return { isDone: false, value: item, text: (ticket) => t("cli.workflow.notUnenrolled", { why, ticket }) };
    }
    return { isDone: true, value: item, text: (ticket) => t("cli.workflow.unenrolled", { ticket }) };
  });
}

/** Lets a workflow that was paused for tickets act on them again (F11). */
export function resumeOn(client: DeskClient, wanted: TicketsIn, output: Output): Promise<ExitCode> {
  const { t } = output;
  return each(client, wanted, output, async (id, workflowId) => {
    const value = await client.workflows.resume({ id, workflowId });
    return { isDone: true, value, text: (ticket) => t("cli.workflow.resumedOn", { ticket }) };
  });
}

/** Goes on with what failed: the step once more, or without it (F9). 1 where a ticket has no failed run there, or the run failed again. */
export function goOn(
  client: DeskClient,
  wanted: TicketsIn & { readonly how: "retry" | "skip" },
  output: Output,
): Promise<ExitCode> {
  const { t } = output;
  return each(client, wanted, output, async (ticketId, workflowId) => {
    const failed = await failedRunOf(client, ticketId, workflowId);
    if (failed === null)
      return { isDone: false, value: null, text: (ticket) => t("cli.workflow.nothingFailed", { ticket }) };
    const { id } = failed;
    const run = await (wanted.how === "retry" ? client.workflows.retryRun({ id }) : client.workflows.skipStep({ id }));
    const last = run.journal.at(-1);
    const outcome = last ? `${last.stepId}: ${plainText(outcomeText(last.outcome, t))}` : "";
    const text = (ticket: string) =>
      t("cli.workflow.wentOn", { ticket, status: runStatusText(run.status, t), outcome });
    return { isDone: run.status !== "failed", value: run, text };
  });
}

/** The newest; null: none failed. */
async function failedRunOf(client: DeskClient, id: TicketId, workflowId: WorkflowId): Promise<RunView | null> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await client.workflows.ticketRuns({ id, limit: 50, ...(cursor === undefined ? {} : { cursor }) });
    const failed = page.items.find((run) => run.workflowId === workflowId && run.status === "failed");
    if (failed) return failed;
    cursor = page.nextCursor;
  }
  return null;
}

async function each(
  client: DeskClient,
  { workflow, tickets }: TicketsIn,
  output: Output,
  work: (ticketId: TicketId, workflowId: WorkflowId) => Promise<Told>,
): Promise<ExitCode> {
  const { id } = await findWorkflow(client, workflow);
  const ticketIds: TicketId[] = [];
  // All are looked up before anything is done: a slip of the pen in the last leaves the first as they were.
  for (const ticket of tickets) ticketIds.push(await findTicket(client, ticket));
  const nameOf = createTicketNames(client);
  let refused = 0;
  for (const ticketId of ticketIds) {
    const { isDone, value, text } = await work(ticketId, id);
    if (!isDone) refused += 1;
    if (output.json) await output.value(value);
    else await output.line(cut(text(plainText(await nameOf(ticketId))), LINE_WIDTH));
  }
  return refused === 0 ? 0 : 1;
}
