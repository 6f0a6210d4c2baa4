import type { DeskClient } from "#shared/contract/index.ts";
import type { ReplayDifference, ReplayedEffect, ReplayTotals } from "#shared/contract/explanations/replay.ts";
import { createProgressBar } from "../../progress-bar.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import type { ExitCode } from "../../terminal.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import { readDefinitionFile, type ReadInput } from "./definition-file.ts";
import { findWorkflow } from "./find.ts";
import { loadNames, type Names } from "./names.ts";
import { momentText, type Output } from "./output.ts";

type Wanted = { readonly workflow: string; readonly days: number; readonly file?: string };

/** What a workflow would have done over the last days, beside what it did (F10). 1 where it was stopped. */
export async function replay(
  client: DeskClient,
  wanted: Wanted,
  readInput: ReadInput,
  output: Output,
): Promise<ExitCode> {
  const { t, stop, terminal } = output;
  const { id } = await findWorkflow(client, wanted.workflow);
  const definition = wanted.file === undefined ? {} : { definition: await readDefinitionFile(wanted.file, readInput) };
  const names = await loadNames(client, output.language);
  const bar = createProgressBar(terminal, () => performance.now());
  try {
    const entries = await client.workflows.replay({ id, days: wanted.days, ...definition }, { signal: stop });
    for await (const entry of entries) {
      if (output.json && entry.type !== "progress") await output.value(entry);
      switch (entry.type) {
        case "begun":
          break;
        case "progress": {
          const { tickets, ticketsDone, events } = entry.totals;
          bar.show(tickets === 0 ? 1 : ticketsDone / tickets, t("cli.workflow.replayProgress", { count: events }));
          break;
        }
        case "difference":
          bar.clear();
          if (!output.json) await output.line(differenceText(entry.difference, names));
          break;
        case "skipped":
          bar.clear();
          if (!output.json)
            await output.note(t("cli.workflow.replaySkipped", { ticket: entry.ticketId, reason: entry.reason }));
          break;
        case "done":
          bar.clear();
          if (!output.json) await output.lines(totalsLines(entry.totals, entry.listed, output));
          return 0;
      }
    }
  } catch (error) {
    // Ended because the person asked for it: that is no failure to tell of.
    if (!stop.aborted) throw error;
  } finally {
    bar.clear();
  }
  await output.note(t("cli.workflow.replayStopped"));
  return 1;
}

/** `+` it would have, `-` it did and would not have, `~` at another time. */
const SIGNS = { would: "+", did: "-", moved: "~" } as const;

function differenceText({ kind, number, ticketId, would, did }: ReplayDifference, names: Names): string {
  const effect = would ?? did;
  const moved = kind === "moved" && did ? ` (${momentText(did.atEpochMs)})` : "";
  return cut(
    `${SIGNS[kind]} ${effect ? momentText(effect.atEpochMs) : ""}${moved}  ${number === null ? ticketId : `#${number}`}  ${effect ? effectText(effect, names) : ""}`,
    LINE_WIDTH,
  );
}

function effectText({ stepId, body }: ReplayedEffect, names: Names): string {
  return `${stepId}: ${plainText(activityText(body, names))}`;
}

function totalsLines(totals: ReplayTotals, listed: number, { t }: Output): string[] {
  const { tickets, events, enrolled, would, did, same, differences } = totals;
  return [
    t("cli.workflow.replayTotals", { tickets, events, enrolled }),
    t("cli.workflow.replayEffects", { would, did, same, differences }),
    ...(listed < differences ? [t("cli.workflow.replayListed", { listed, differences })] : []),
    t("cli.workflow.nothingDone"),
  ];
}
