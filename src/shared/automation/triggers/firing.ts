import type { TicketEvent } from "../../model/event.ts";
import type { Workflow } from "../documents/workflow.ts";
import type { ExistingTicket, Happened } from "./kind.ts";
import { kindOfTrigger, TRIGGER_KINDS, type Trigger, type TriggerType } from "./trigger.ts";

const KINDS = Object.values(TRIGGER_KINDS);

/**
 * By which keys the index over active workflows finds those that an event can set off: a few, however many workflows there are.
 * `triggerKeyOf` gives the key of one trigger.
 * @param onFault told of a kind that throws; the others are asked all the same
 */
export function triggerKeysOf(
  event: TicketEvent,
  ticket: Happened,
  onFault: (type: TriggerType, error: unknown) => void,
): readonly string[] {
  return KINDS.flatMap((kind) => {
    try {
      return kind.keysOf(event, ticket);
    } catch (error) {
      onFault(kind.type, error);
      return [];
    }
  });
}

/** The key under which a trigger is found; null for those of time and by hand, which fire without a change of a ticket. */
export function triggerKeyOf(trigger: Trigger): string | null {
  return kindOfTrigger(trigger).key(trigger);
}

/** Whether an event sets off this trigger of a workflow. */
export function triggers(trigger: Trigger, event: TicketEvent, ticket: Happened): boolean {
  const kind = kindOfTrigger(trigger);
  const key = kind.key(trigger);
  return key !== null && kind.keysOf(event, ticket).includes(key) && kind.matches(trigger, event);
}

/** F3: whether a ticket meets the trigger as it is now, when its workflow is switched on. */
export function meetsNow(trigger: Trigger, existing: ExistingTicket): boolean {
  return kindOfTrigger(trigger).meetsNow(trigger, existing);
}

/** Whether a workflow is switched on for a pipeline. */
export function isActiveIn(workflow: Workflow, pipelineId: string): boolean {
  return workflow.enabled && (workflow.pipelineId === null || workflow.pipelineId === pipelineId);
}
