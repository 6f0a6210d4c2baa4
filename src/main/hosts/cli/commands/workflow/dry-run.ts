import type { DeskClient } from "#shared/contract/index.ts";
import type { DryRun, DryRunExit, ShownEffect } from "#shared/contract/explanations/dry-run.ts";
import type { ExitCode } from "../../terminal.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { changeText } from "#shared/automation/describe/activity.ts";
import { readDefinitionFile, type ReadInput } from "./definition-file.ts";
import { findTicket, findWorkflow } from "./find.ts";
import { outcomeText } from "#shared/automation/describe/outcome.ts";
import { loadNames, type Names } from "./names.ts";
import { momentText, type Output } from "./output.ts";

type Wanted = {
  readonly workflow: string;
  readonly ticket: string;
  readonly file?: string;
  readonly exits: Readonly<Record<string, DryRunExit>>;
};

/** Goes through a workflow with a ticket, without effects (F10). 1 where the way through it fails. */
export async function dryRun(
  client: DeskClient,
  wanted: Wanted,
  readInput: ReadInput,
  output: Output,
): Promise<ExitCode> {
  const { id } = await findWorkflow(client, wanted.workflow);
  const result = await client.workflows.dryRun({
    id,
    ticketId: await findTicket(client, wanted.ticket),
    exits: wanted.exits,
    ...(wanted.file === undefined ? {} : { definition: await readDefinitionFile(wanted.file, readInput) }),
  });
  if (output.json) await output.value(result);
  else
    await output.lines(
      dryRunLines(result, await loadNames(client, output.language), output).map((text) => cut(text, LINE_WIDTH)),
    );
  return result.end.status === "failed" ? 1 : 0;
}

function dryRunLines({ wouldEnrol, path, changes, effects, end }: DryRun, names: Names, { t }: Output): string[] {
  return [
    t(wouldEnrol ? "cli.workflow.wouldEnrol" : "cli.workflow.wouldNotEnrol"),
    t("cli.workflow.path"),
    ...path.map(
      ({ entry }) =>
        `  ${momentText(entry.finishedAtEpochMs)}  ${entry.stepId}: ${plainText(outcomeText(entry.outcome, t))}`,
    ),
    `  ${momentText(end.atEpochMs)}  ${end.status}${end.reason === "" ? "" : `: ${plainText(end.reason)}`}`,
    ...(changes.length === 0 ? [] : [t("cli.workflow.changes")]),
    ...changes.map(({ stepId, property, from, to }) => `  ${stepId}: ${changeText(property, from, to, names)}`),
    ...(effects.length === 0 ? [] : [t("cli.workflow.effects")]),
    ...effects.flatMap(effectLines),
    t("cli.workflow.nothingDone"),
  ];
}

function effectLines(effect: ShownEffect): string[] {
  const head = (text: string) => `  ${effect.stepId}: ${effect.kind} ${plainText(text)}`;
  const block = (text: string) => text.split(/\r?\n/u).map((line) => `      ${plainText(line)}`.trimEnd());
  switch (effect.kind) {
    case "mail":
      return [
        head(`→ ${[...effect.to, ...effect.cc].map(({ address }) => address).join(", ")}`),
        `      ${plainText(effect.subject)}`,
        "",
        ...block(effect.text),
      ];
    case "note":
      return [head(""), ...block(effect.text)];
    case "notification":
    case "task":
      return [head(`→ ${effect.name}: ${effect.title}`), ...(effect.text === "" ? [] : block(effect.text))];
    case "request":
      return [
        head(`${effect.method} ${effect.url}${effect.isSigned ? " (signed)" : ""}`),
        ...(effect.body === "" ? [] : block(effect.body)),
      ];
    case "ticket":
      return [head(effect.subject)];
    case "link":
      return [head(effect.ticketId)];
    case "merge":
      return [head(effect.intoTicketId)];
  }
}
