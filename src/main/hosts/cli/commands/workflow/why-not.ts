import type { DeskClient } from "#shared/contract/index.ts";
import type { ConditionView, PastEvaluation } from "#shared/contract/explanations/past-evaluation.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import { findTicket, findWorkflow } from "./find.ts";
import { conditionText } from "./outline.ts";
import { loadNames, type Names } from "./names.ts";
import { momentText, type Output } from "./output.ts";

type Wanted = { readonly workflow: string; readonly ticket: string };

/** What stands between a ticket and a workflow, now and the last times that something set it off (F9b). */
export async function whyNot(client: DeskClient, wanted: Wanted, output: Output): Promise<void> {
  const { id } = await findWorkflow(client, wanted.workflow);
  const explanation = await client.workflows.explain({ id, ticketId: await findTicket(client, wanted.ticket) });
  if (output.json) return output.value(explanation);
  await output.lines(
    explanationLines(explanation, await loadNames(client, output.language), output).map((text) =>
      cut(text, LINE_WIDTH),
    ),
  );
}

function explanationLines(explanation: Explanation, names: Names, { t }: Output): string[] {
  const { enabled, pipelineFits, sourceFits, paused, isMerged, isAside, isIn, mayEnrol, meetsFilter } = explanation;
  const checks: [boolean, string][] = [
    [enabled, t("cli.workflow.check.enabled")],
    [pipelineFits, t("cli.workflow.check.pipeline")],
    [sourceFits, t("cli.workflow.check.source")],
    [!paused, t("cli.workflow.check.notPaused")],
    // Of most tickets there is nothing to say of it.
    ...(isMerged ? [[false, t("cli.workflow.check.notMerged")] as [boolean, string]] : []),
    ...(isAside ? [[false, t("cli.workflow.check.notAside")] as [boolean, string]] : []),
    [!isIn, t("cli.workflow.check.notIn")],
    [mayEnrol || isIn, t("cli.workflow.check.again")],
    [meetsFilter, t("cli.workflow.check.filter")],
  ];
  const { lastEnrolment, evaluations, moments } = explanation;
  return [
    t(checks.every(([holds]) => holds) ? "cli.workflow.wouldEnrol" : "cli.workflow.wouldNotEnrol"),
    ...checks.map(([holds, text]) => `  ${mark(holds)} ${text}`),
    ...explanation.conditions.map((condition) => conditionLine(condition, explanation.firstFailed, names)),
    ...moments.map(
      ({ triggerId, atEpochMs, state }) =>
        `  ${t(`cli.workflow.moment.${state}`, {
          trigger: triggerId,
          time: atEpochMs === null ? "" : momentText(atEpochMs),
        })}`,
    ),
    ...(lastEnrolment
      ? [t("cli.workflow.lastIn", { time: momentText(lastEnrolment.startedAtEpochMs), status: lastEnrolment.status })]
      : []),
    ...(evaluations.length === 0 ? [] : [t("cli.workflow.evaluations")]),
    ...evaluations.flatMap((evaluation) => evaluationLines(evaluation, names)),
  ];
}

function evaluationLines({ atEpochMs, event, why, conditions, firstFailed }: PastEvaluation, names: Names): string[] {
  return [
    `  ${momentText(atEpochMs)}  ${event ? activityText(event.body, names) : "?"}`,
    // A line of its own: the end of a long one is cut off.
    `      ${names.t(`history.notIn.${why}`)}`,
    ...conditions
      .filter(({ path }) => path === firstFailed)
      .map((condition) => `  ${conditionLine(condition, firstFailed, names)}`),
  ];
}

function conditionLine(
  { path, condition, saw, holds }: ConditionView,
  firstFailed: string | null,
  names: Names,
): string {
  const seen = sawText(condition.property, saw, names);
  const pointer = path === firstFailed ? "  ←" : "";
  return `    ${mark(holds)} ${conditionText(condition, names)}  [${cut(plainText(seen), 24) || "–"}]${pointer}`;
}

/** The value that a condition saw, as people call it. */
function sawText(property: string, saw: ConditionView["saw"], names: Names): string {
  if (Array.isArray(saw)) return saw.map(names.of).join(", ");
  if (typeof saw === "number" && property.endsWith("EpochMs")) return momentText(saw);
  return saw === null ? "" : names.of(String(saw));
}

function mark(holds: boolean): string {
  return holds ? "✓" : "✗";
}
