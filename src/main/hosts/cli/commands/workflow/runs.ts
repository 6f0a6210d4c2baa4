import type { Translate } from "#shared/i18n/index.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { MAX_PAGE_SIZE } from "#shared/contract/base.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { table } from "../../table.ts";
import { createTicketNames, findWorkflow } from "./find.ts";
import { endReasonText, outcomeText, runStatusText } from "#shared/automation/describe/outcome.ts";
import { momentText, type Output } from "./output.ts";

/** A workflow's runs, newest first (F9). */
export async function listRuns(
  client: DeskClient,
  { workflow: wanted, limit }: { readonly workflow: string; readonly limit: number },
  output: Output,
): Promise<void> {
  const { id } = await findWorkflow(client, wanted);
  const runs: RunView[] = [];
  for (let cursor: string | null | undefined; runs.length < limit && cursor !== null;) {
    const page = await client.workflows.runs({
      id,
      limit: Math.min(limit - runs.length, MAX_PAGE_SIZE),
      ...(cursor === undefined ? {} : { cursor }),
    });
    runs.push(...page.items);
    cursor = page.nextCursor;
  }
  if (output.json) {
    for (const run of runs) await output.value(run);
    return;
  }
  const { t } = output;
  if (runs.length === 0) return output.line(t("cli.workflow.noRuns"));
  const nameOf = createTicketNames(client);
  const rows: string[][] = [];
  for (const run of runs)
    rows.push([
      momentText(run.startedAtEpochMs),
      await nameOf(run.ticketId),
      runStatusText(run.status, t),
      standsAt(run, t),
    ]);
  await output.lines(
    table(
      [
        { title: t("cli.workflow.column.began") },
        { title: t("cli.workflow.column.ticket"), min: 12 },
        { title: t("cli.workflow.column.status") },
        { title: t("cli.workflow.column.step"), min: 12 },
      ],
      rows,
    ),
  );
}

/** The step it waits in, or the last one with what became of it. */
function standsAt(run: RunView, t: Translate): string {
  const { cursor, status, journal, waiting } = run;
  if (status === "waiting" && waiting?.untilEpochMs) return `${cursor ?? ""} → ${momentText(waiting.untilEpochMs)}`;
  if (status === "unenrolled") return endReasonText(run, t);
  const last = journal.at(-1);
  return last ? `${last.stepId}: ${outcomeText(last.outcome, t)}` : (cursor ?? "");
}
