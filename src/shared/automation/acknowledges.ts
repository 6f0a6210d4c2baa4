import type { WorkflowDefinition } from "./definition.ts";
import { createStepTree } from "./step-tree.ts";

/** Triggers that a new ticket fires. */
const OF_NEW_TICKETS: ReadonlySet<string> = new Set(["ticket-created", "stage-reached"]);

/** Whether a new ticket can set it off, and it writes to the customer. */
export function acknowledges({ triggers, steps }: WorkflowDefinition): boolean {
  return (
    triggers.some(({ type }) => OF_NEW_TICKETS.has(type)) &&
    createStepTree(steps).steps.some(({ type }) => type === "send-email")
  );
}
