import type { Run } from "#shared/model/run.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/** In which order runs of one ticket go on that one event or one moment wakes: the oldest first, and of one age in the order of the list (F13). */
export function createRunOrder(setup: Pick<SetupCache, "find">): (a: Run, b: Run) => number {
  const orderOf = ({ workflowId }: Run) => setup.find("workflow", workflowId)?.order ?? 0;
  return (a, b) => a.startedAtEpochMs - b.startedAtEpochMs || orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1);
}
