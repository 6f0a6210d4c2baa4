import { createReference } from "./reference/reference.ts";
import { applyDeed, applyOperation, passTo } from "./reference/deeds.ts";
import { pipelineOf, workflowsOf } from "./reference/setting.ts";
import type { Scenario } from "./scenario.ts";

/** How many events a scenario has, about: as if nothing crashed and each draw took the first arm. Ends at `most`. */
export function sizeOf(scenario: Scenario, most: number): number {
  const reference = createReference(pipelineOf(scenario), workflowsOf(scenario), () => "a1", most);
  let nowEpochMs = scenario.startEpochMs;
  for (const operation of scenario.operations) {
    if (reference.size() > most) break;
    nowEpochMs += 1;
    passTo(reference, nowEpochMs);
    const beforeEpochMs = nowEpochMs;
    if (operation.kind !== "deed") nowEpochMs += applyOperation(reference, operation, nowEpochMs);
    else if (operation.deed.do !== "pass") applyDeed(reference, operation.deed, nowEpochMs);
    else {
      nowEpochMs += operation.deed.durationMs;
      passTo(reference, nowEpochMs, beforeEpochMs);
    }
    passTo(reference, nowEpochMs);
  }
  return reference.size();
}
