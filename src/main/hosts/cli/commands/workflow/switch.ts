import type { DeskClient } from "#shared/contract/index.ts";
import type { WhenOff } from "#shared/contract/workflows.ts";
import { plainText } from "../../table.ts";
import { findWorkflow } from "./find.ts";
import type { Output } from "./output.ts";

type Wanted = {
  readonly enabled: boolean;
  /** F3: the tickets that meet its triggers and filter now go in as well. */
  readonly enrolNow: boolean;
  /** F11b: what becomes of the tickets that are in it; absent: they are held. */
  readonly runs?: WhenOff | undefined;
};

/** Switches a workflow on or off. */
export async function switchWorkflow(
  client: DeskClient,
  wanted: string,
  { enabled, enrolNow, runs }: Wanted,
  output: Output,
): Promise<void> {
  const { t } = output;
  const { id } = await findWorkflow(client, wanted);
  const workflow = await client.workflows.update({ id, enabled, ...(runs === undefined ? {} : { runs }) });
  const enrolled = enrolNow ? (await client.workflows.enrolExisting({ id })).enrolled : 0;
  if (output.json) return output.value({ ...workflow, enrolled });
  const name = plainText(workflow.name);
  await output.line(t(enabled ? "cli.workflow.enabled" : "cli.workflow.disabled", { name, id }));
  if (!enabled) {
    const inIt = workflow.runs;
    if (inIt) await output.line(t(`cli.workflow.runs.${inIt.become}`, { count: inIt.inIt }));
    return;
  }
  if (enrolNow) return output.line(t("cli.workflow.enrolledNow", { count: enrolled }));
  const { matching, isExact } = await client.workflows.matching({ id });
  if (matching > 0)
    await output.line(t(isExact ? "cli.workflow.matching" : "cli.workflow.matchingAtLeast", { count: matching }));
}
