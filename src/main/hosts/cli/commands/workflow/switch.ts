import type { DeskClient } from "#shared/contract/index.ts";
import { plainText } from "../../table.ts";
import { findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";

type Wanted = {
  readonly enabled: boolean;
  /** F3: the tickets that meet its triggers and filter now go in as well. */
  readonly enrolNow: boolean;
};

/** Switches a workflow on or off. */
export async function switchWorkflow(
  client: DeskClient,
  wanted: string,
  { enabled, enrolNow }: Wanted,
  output: Output,
): Promise<void> {
  const { t } = output;
  const { id } = await findWorkflow(client, wanted);
  const workflow = await client.workflows.update({ id, enabled });
  const enrolled = enrolNow ? (await client.workflows.enrolExisting({ id })).enrolled : 0;
  if (output.json) return output.value({ ...workflow, enrolled });
  const name = plainText(workflow.name);
  await output.line(t(enabled ? "cli.workflow.enabled" : "cli.workflow.disabled", { name, id }));
  if (!enabled) return;
  if (enrolNow) return output.line(t("cli.workflow.enrolledNow", { count: enrolled }));
  const { matching, isExact } = await client.workflows.matching({ id });
  if (matching > 0)
    await output.line(t(isExact ? "cli.workflow.matching" : "cli.workflow.matchingAtLeast", { count: matching }));
}
