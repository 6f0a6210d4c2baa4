/**
 * What of a definition must not leave the desk, nor be shown to users who may not change automation: addresses of incoming webhooks, keys in headers and
 * addresses of outgoing ones. Pure.
 */
import type { WorkflowDefinition } from "./definition.ts";
import { mapDefinition } from "./map-definition.ts";
import { kindOf } from "./steps/step.ts";
import { HIDDEN_TOKEN } from "./triggers/calls.ts";
import { kindOfTrigger, type Trigger } from "./triggers/trigger.ts";

/** The definition without its secrets, and the paths of those that a person has to fill in again; tokens are made anew by themselves. */
export function withoutSecrets(definition: WorkflowDefinition): {
  readonly definition: WorkflowDefinition;
  readonly leftOut: readonly string[];
} {
  const leftOut: string[] = [];
  const leaveOut = (path: string) => void leftOut.push(path);
  const cleaned = mapDefinition(definition, {
    trigger: (trigger, path) => kindOfTrigger(trigger).withoutSecrets(trigger, path, leaveOut),
    step: (step, path) => kindOf(step).withoutSecrets(step, path, leaveOut),
  });
  return { definition: cleaned, leftOut };
}

/** The definition with every token hidden: whoever saves it makes them anew. */
export function hideTokens(definition: WorkflowDefinition): WorkflowDefinition {
  return mapDefinition(definition, {
    trigger: (trigger, path) => kindOfTrigger(trigger).withoutSecrets(trigger, path, () => undefined),
  });
}

/** Whether a trigger waits for a token to be made. */
function lacksToken(trigger: Trigger): boolean {
  return trigger.type === "incoming-webhook" && trigger.token === HIDDEN_TOKEN;
}

/**
 * The definition as it is saved: a hidden token is the one that the trigger has in `before`, or a new one. A key that was left out of a view does not come
 * back: who may save sees it.
 */
export function withTokens(
  definition: WorkflowDefinition,
  before: WorkflowDefinition | null,
  newToken: () => string,
): WorkflowDefinition {
  return mapDefinition(definition, {
    trigger(trigger) {
      if (trigger.type !== "incoming-webhook" || !lacksToken(trigger)) return trigger;
      const known = before?.triggers.find(({ id }) => id === trigger.id);
      const token = known?.type === "incoming-webhook" && !lacksToken(known) ? known.token : newToken();
      return { ...trigger, token };
    },
  });
}
