import type { DeskContext } from "../context.ts";
import { workOffPipelineRemoval } from "./pipeline-removal/work-off.ts";
import { workOffKindChange } from "./stage-work/change-kind.ts";
import { workOffRemoval } from "./stage-work/remove-stage.ts";
import { workOffAllBulks } from "./bulk/work-off.ts";
import { workOffHistory } from "./history-offers.ts";
import { endHeldRuns } from "./when-off.ts";

/** Goes on with what the end of the program cut off. Resolves when all of it is done; what fails is told in the log, and tried again at the next start. */
export async function resumeBackgroundWork(context: DeskContext): Promise<void> {
  const work = context.setup
    .pipelines()
    .flatMap(({ id: pipelineId, stages }) =>
      stages.flatMap((stage) => [
        ...(stage.kindChange?.isDone === false ? [() => workOffKindChange(context, pipelineId, stage.id)] : []),
        ...(stage.leaving === undefined ? [] : [() => workOffRemoval(context, pipelineId, stage.id)]),
      ]),
    );
  for (const { id } of context.setup.pipelinesEver()) work.push(() => workOffPipelineRemoval(context, id));
  for (const { id, enabled, whenOff } of context.setup.all("workflow"))
    if (!enabled && whenOff === "end") work.push(() => endHeldRuns(context, id));
  for (const { id } of context.setup.all("channel")) work.push(() => workOffHistory(context, id));
  work.push(() => workOffAllBulks(context));
  for (const one of work) {
    try {
      await one();
    } catch (error) {
      context.log.error("Work on many tickets could not be finished", { error });
    }
  }
}
