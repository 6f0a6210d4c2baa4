import { firstOpenStage } from "#shared/rules/pipeline-rules/stages.ts";

/** Where a new ticket goes that names no stage: the first open one that rule G3 allows. */
export function startStage(
  pipeline: Parameters<typeof firstOpenStage>[0] & { rules: { newTicketStageIds: readonly string[] | null } },
) {
  const allowed = pipeline.rules.newTicketStageIds;
  const first = pipeline.stages.find(({ id, kind }) => kind === "open" && (allowed === null || allowed.includes(id)));
  return first ?? firstOpenStage(pipeline);
}
