import type { DeskClient } from "#shared/contract/index.ts";
import type { RunRecord, RunStep } from "#shared/contract/explanations/run-history.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import { findTicket, findWorkflow } from "./find.ts";
import { endReasonText, outcomeText, runStatusText } from "#shared/automation/describe/outcome.ts";
import { stepText } from "./outline.ts";
import { loadNames, type Names } from "./names.ts";
import { lengthText, momentText, type Output } from "./output.ts";

/** A ticket's ways through a workflow, step by step, newest first (F9). */
export async function showTicketRuns(
  client: DeskClient,
  wanted: { readonly workflow: string; readonly ticket: string; readonly limit: number },
  output: Output,
): Promise<void> {
  const { id: workflowId } = await findWorkflow(client, wanted.workflow);
  const ticketId = await findTicket(client, wanted.ticket);
  const runIds = [];
  for (let cursor: string | null | undefined; runIds.length < wanted.limit && cursor !== null;) {
    const page = await client.workflows.ticketRuns({
      id: ticketId,
      limit: 50,
      ...(cursor === undefined ? {} : { cursor }),
    });
    runIds.push(...page.items.filter((run) => run.workflowId === workflowId).map(({ id }) => id));
    cursor = page.nextCursor;
  }
  if (runIds.length === 0 && !output.json) return output.line(output.t("cli.workflow.noRuns"));
  const names = await loadNames(client, output.language);
  for (const id of runIds.slice(0, wanted.limit)) {
    const record = await client.workflows.run({ id });
    if (output.json) await output.value(record);
    else await output.lines(recordLines(record, names, output));
  }
}

function recordLines({ run, trigger, steps, at, durationMs }: RunRecord, names: Names, { t }: Output): string[] {
  const began = t("cli.workflow.runBegan", {
    time: momentText(run.startedAtEpochMs),
    trigger: t(`words.triggerKind.${trigger?.type ?? "manual"}`),
    status: runStatusText(run.status, t),
    length: lengthText(durationMs),
  });
  const until = run.waiting?.untilEpochMs;
  const waits =
    at === null || run.status === "done"
      ? []
      : [
          `  ${until ? momentText(until) : " ".repeat(19)}  ${plainText(stepText(at, names))}  … ${runStatusText(run.status, t)}`,
        ];
  const ended = run.endReason === "" ? [] : [`  ${endReasonText(run, t)}`];
  return [began, ...steps.flatMap((step) => stepLines(step, names)), ...waits, ...ended].map((text) =>
    cut(text, LINE_WIDTH),
  );
}

function stepLines({ entry, durationMs, changes }: RunStep, names: Names): string[] {
  const { stepId, finishedAtEpochMs, outcome } = entry;
  const took = durationMs >= 1000 ? ` (${lengthText(durationMs)})` : "";
  return [
    `  ${momentText(finishedAtEpochMs)}  ${stepId}: ${plainText(outcomeText(outcome, names.t))}${took}`,
    ...changes.map(({ body }) => `${" ".repeat(23)}${activityText(body, names)}`),
  ];
}
