import { RULE_WORDS } from "#shared/automation/rule-words.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { MAX_PAGE_SIZE } from "#shared/contract/base.ts";
import type { WhyEntry, WhyLink, WorkflowRef } from "#shared/contract/explanations/why.ts";
import { cut, LINE_WIDTH, plainText } from "../../table.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import { findTicket } from "./find.ts";
import { outcomeText } from "#shared/automation/describe/outcome.ts";
import { loadNames, type Names } from "./names.ts";
import { momentText, type Output } from "./output.ts";

type Wanted = { readonly ticket: string; readonly property?: string; readonly limit: number };

/** Why a ticket is as it is: each change back to what began it, newest first (F9). */
export async function why(client: DeskClient, wanted: Wanted, output: Output): Promise<void> {
  const id = await findTicket(client, wanted.ticket);
  const names = await loadNames(client, output.language);
  let left = wanted.limit;
  for (let cursor: string | null | undefined; left > 0 && cursor !== null;) {
    const page = await client.workflows.why({
      id,
      limit: Math.min(left, MAX_PAGE_SIZE),
      ...(cursor === undefined ? {} : { cursor }),
      ...(wanted.property === undefined ? {} : { property: wanted.property }),
    });
    for (const entry of page.items) {
      if (output.json) await output.value(entry);
      else await output.lines(entryLines(entry, names, output).map((text) => cut(text, LINE_WIDTH)));
    }
    left -= page.items.length;
    cursor = page.nextCursor;
  }
}

function entryLines({ activity, chain, isComplete }: WhyEntry, names: Names, output: Output): string[] {
  const { t } = output;
  return [
    `${momentText(activity.atEpochMs)}  ${activityText(activity.body, names)}`,
    // The first of the chain is the change itself.
    ...chain.slice(1).map((link) => `  ← ${linkText(link, names, output)}`),
    ...(chain.length <= 1 && isComplete ? [`  ← ${activity.cause.kind}`] : []),
    ...(isComplete ? [] : [`  ← ${t("cli.workflow.forgotten")}`]),
  ];
}

function linkText(link: WhyLink, names: Names, { t }: Output): string {
  switch (link.kind) {
    case "change": {
      const message = link.message ? ` ${link.message.address}: ${plainText(link.message.subject)}` : "";
      return `${momentText(link.activity.atEpochMs)}  ${activityText(link.activity.body, names)}${message}`;
    }
    case "rule":
      return t(RULE_WORDS[link.rule]);
    case "step": {
      const step = link.taken?.entry.stepId ?? "?";
      const waited = link.waited;
      const after = waited
        ? ` (${t("cli.workflow.whyAfter", { step: waited.entry.stepId, outcome: plainText(outcomeText(waited.entry.outcome, t)) })})`
        : "";
      return t("cli.workflow.whyStep", { step, workflow: nameOf(link.workflow) }) + after;
    }
    case "timer":
      return t("cli.workflow.whyTimer", {
        trigger: link.trigger?.type ?? link.by ?? "?",
        workflow: nameOf(link.workflow),
      });
    case "person":
      return t("cli.workflow.whyPerson", { name: plainText(link.name ?? link.userId) });
    case "channel":
      return t("cli.workflow.whyChannel", { name: plainText(link.name ?? link.channelId) });
    case "import":
      return t("cli.workflow.whyImport", { source: plainText(link.source) });
    case "device":
      return t("cli.workflow.whyDevice", { device: link.deviceId });
  }
}

function nameOf({ id, name }: WorkflowRef): string {
  return plainText(name ?? id);
}
