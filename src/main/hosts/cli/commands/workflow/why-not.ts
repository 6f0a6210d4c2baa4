import type { DeskClient } from "#shared/contract/index.ts";
import type { ConditionView, PastEvaluation } from "#shared/contract/insight/past-evaluation.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { activityText } from "./activity-text.ts";
import { findTicket, findWorkflow } from "./find.ts";
import { conditionText } from "./outline.ts";
import { momentText, type Output } from "./output.ts";

type Wanted = { readonly workflow: string; readonly ticket: string };

/** What stands between a ticket and a workflow, now and the last times that something set it off (F9b). */
export async function whyNot(client: DeskClient, wanted: Wanted, output: Output): Promise<void> {
  const { id } = await findWorkflow(client, wanted.workflow);
  const explanation = await client.workflows.explain({ id, ticketId: await findTicket(client, wanted.ticket) });
  if (output.json) return output.value(explanation);
  await output.lines(explanationLines(explanation, output).map((text) => cut(text, LINE_WIDTH)));
}

function explanationLines(explanation: Explanation, { t }: Output): string[] {
  const { enabled, pipelineFits, sourceFits, paused, isIn, mayEnrol, meetsFilter } = explanation;
  const checks: [boolean, string][] = [
    [enabled, t("cli.workflow.check.enabled")],
    [pipelineFits, t("cli.workflow.check.pipeline")],
    [sourceFits, t("cli.workflow.check.source")],
    [!paused, t("cli.workflow.check.notPaused")],
    [!isIn, t("cli.workflow.check.notIn")],
    [mayEnrol || isIn, t("cli.workflow.check.again")],
    [meetsFilter, t("cli.workflow.check.filter")],
  ];
  const { lastEnrolment, evaluations } = explanation;
  return [
    t(checks.every(([holds]) => holds) ? "cli.workflow.wouldEnrol" : "cli.workflow.wouldNotEnrol"),
    ...checks.map(([holds, text]) => `  ${mark(holds)} ${text}`),
    ...explanation.conditions.map((condition) => conditionLine(condition, explanation.firstFailed)),
    ...(lastEnrolment
      ? [t("cli.workflow.lastIn", { time: momentText(lastEnrolment.startedAtEpochMs), status: lastEnrolment.status })]
      : []),
    ...(evaluations.length === 0 ? [] : [t("cli.workflow.evaluations")]),
    ...evaluations.flatMap(evaluationLines),
  ];
}

function evaluationLines({ atEpochMs, event, why, conditions, firstFailed }: PastEvaluation): string[] {
  return [
    `  ${momentText(atEpochMs)}  ${event ? activityText(event.body) : "?"}: ${why}`,
    ...conditions
      .filter(({ path }) => path === firstFailed)
      .map((condition) => `  ${conditionLine(condition, firstFailed)}`),
  ];
}

function conditionLine({ path, condition, saw, holds }: ConditionView, firstFailed: string | null): string {
  const seen = Array.isArray(saw) ? saw.join(", ") : String(saw ?? "");
  const pointer = path === firstFailed ? "  ←" : "";
  return `    ${mark(holds)} ${conditionText(condition)}  [${cut(plainText(seen), 24) || "–"}]${pointer}`;
}

function mark(holds: boolean): string {
  return holds ? "✓" : "✗";
}
