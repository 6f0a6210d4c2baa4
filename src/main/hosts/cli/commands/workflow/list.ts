import type { DeskClient } from "#shared/contract/index.ts";
import { table } from "../../table.ts";
import { findPipeline } from "./find.ts";
import type { Output } from "./output.ts";

/** The workflows in the order in which they run (F13). */
export async function listWorkflows(client: DeskClient, pipeline: string | undefined, output: Output): Promise<void> {
  const { items: pipelines } = await client.pipelines.list();
  const wanted = pipeline === undefined ? undefined : await findPipeline(client, pipeline);
  const { items } = await client.workflows.list(wanted ? { pipelineId: wanted.id } : {});
  if (output.json) {
    for (const workflow of items) await output.value(workflow);
    return;
  }
  const { t } = output;
  if (items.length === 0) return output.line(t("cli.workflow.none"));
  const nameOf = (id: string | null) =>
    id === null ? t("cli.workflow.everyPipeline") : (pipelines.find((one) => one.id === id)?.name ?? id);
  await output.lines(
    table(
      [
        { title: t("cli.workflow.column.on") },
        { title: t("cli.workflow.column.name"), min: 26 },
        { title: t("cli.workflow.column.pipeline"), min: 6 },
        { title: t("cli.workflow.column.id") },
      ],
      items.map(({ id, name, enabled, pipelineId }) => [
        t(enabled ? "cli.workflow.on" : "cli.workflow.off"),
        name,
        nameOf(pipelineId),
        id,
      ]),
    ),
  );
}
