import type { DeskClient } from "#shared/contract/index.ts";
import type { HistoryOffer, OfferedWorkflow } from "#shared/contract/history-offers.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { plainText } from "../../table.ts";
import type { ExitCode } from "../../terminal.ts";
import { findHistoryOffer, findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";

/** Which workflows would have run for mail that came in as history, and what became of it since. */
export async function listHistory(client: DeskClient, output: Output): Promise<void> {
  const { items } = await client.historyOffers.list();
  if (output.json) for (const item of items) await output.value(item);
  else if (items.length === 0) await output.line(output.t("earlier.none.text"));
  else for (const item of items) await output.lines(offerLines(item, output));
}

/** Puts the tickets of a channel's history into workflows, or takes them out again. */
export async function changeHistory(
  client: DeskClient,
  wanted: {
    readonly command: "history-enrol" | "history-unenrol";
    readonly channel: string;
    readonly workflows: readonly string[];
  },
  output: Output,
): Promise<ExitCode> {
  const { channelId: id } = await findHistoryOffer(client, wanted.channel);
  const workflowIds: WorkflowId[] = [];
  // All are looked up before anything is done.
  for (const name of wanted.workflows) workflowIds.push((await findWorkflow(client, name)).id);
  const { enrol, unenrol } = client.historyOffers;
  const offer = await (wanted.command === "history-enrol" ? enrol : unenrol)({ id, workflowIds });
  if (output.json) await output.value(offer);
  else await output.lines(offerLines(offer, output));
  return workflowIds.every((one) => offer.workflows.some(({ workflowId }) => workflowId === one)) ? 0 : 1;
}

export async function dismissHistory(client: DeskClient, channel: string, output: Output): Promise<void> {
  const { channelId: id } = await findHistoryOffer(client, channel);
  const { items } = await client.historyOffers.dismiss({ id });
  if (output.json) for (const item of items) await output.value(item);
  else await output.line(output.t("earlier.dismiss.done"));
}

function offerLines({ channelName, channelId, workflows }: HistoryOffer, output: Output): string[] {
  return [`${plainText(channelName)} (${channelId})`, ...workflows.map((one) => `  ${workflowLine(one, output)}`)];
}

function workflowLine(workflow: OfferedWorkflow, { t }: Output): string {
  const { name, enabled, mailsCustomers, tickets, enrolled, notEnrolled, takenOut } = workflow;
  const told = [
    ...(mailsCustomers ? [t("earlier.mails")] : []),
    ...(enabled ? [] : [t("earlier.off")]),
    ...(enrolled > 0 ? [t("earlier.enrolled", { count: enrolled })] : []),
    ...notEnrolled.map(({ why, tickets: count }) =>
      t("earlier.notEnrolled", { count, why: t(`history.notIn.${why}`) }),
    ),
    ...(takenOut > 0 ? [t("earlier.takenOut", { count: takenOut })] : []),
  ];
  return `${plainText(name)}: ${[t("earlier.tickets", { count: tickets }), ...told].join(" · ")}`;
}
