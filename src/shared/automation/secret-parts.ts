/**
 * What of a definition must not leave the desk, nor be shown to users who may not change automation: addresses of incoming webhooks, keys in headers and
 * addresses of outgoing ones. Pure.
 */
import type { Trigger, WorkflowDefinition } from "./definition.ts";
import { mapDefinition } from "./map-definition.ts";
import type { Step } from "./steps/step.ts";

/** Stands where a token was, and where one shall be made: no saved workflow has it. */
export const HIDDEN_TOKEN = "made-anew-when-saved";

/** Header and query names whose values are keys. */
const SECRET_NAME = /auth|token|secret|passw|pwd|cookie|signature|credential|(?:^|[-_.])(?:key|sig)$|api-?_?key/iu;

/** The definition without its secrets, and the paths of those that a person has to fill in again; tokens are made anew by themselves. */
export function withoutSecrets(definition: WorkflowDefinition): {
  readonly definition: WorkflowDefinition;
  readonly leftOut: readonly string[];
} {
  const leftOut: string[] = [];
  const cleaned = mapDefinition(definition, {
    trigger: withoutToken,
    step: (step, path) => withoutKeys(step, path, leftOut),
  });
  return { definition: cleaned, leftOut };
}

/** The definition with every token hidden: whoever saves it makes them anew. */
export function hideTokens(definition: WorkflowDefinition): WorkflowDefinition {
  return mapDefinition(definition, { trigger: withoutToken });
}

function withoutToken(trigger: Trigger): Trigger {
  return trigger.type === "incoming-webhook" ? { ...trigger, token: HIDDEN_TOKEN } : trigger;
}

/** Whether a trigger waits for a token to be made. */
export function lacksToken(trigger: Trigger): boolean {
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

function withoutKeys(step: Step, path: string, leftOut: string[]): Step {
  if (step.type === "post-chat") {
    // The whole of such an address is the key.
    leftOut.push(`${path}.url`);
    return { ...step, url: `${new URL(step.url).origin}/` };
  }
  if (step.type !== "send-webhook") return step;
  const headers = Object.fromEntries(
    Object.entries(step.headers).map(([name, value]) => {
      if (!SECRET_NAME.test(name) || value === "") return [name, value];
      leftOut.push(`${path}.headers.${name}`);
      return [name, ""];
    }),
  );
  const url = new URL(step.url);
  const keys = Array.from(url.searchParams.keys()).filter((name) => SECRET_NAME.test(name));
  if (keys.length === 0 && url.username === "" && url.password === "") return { ...step, headers };
  leftOut.push(`${path}.url`);
  url.username = "";
  url.password = "";
  for (const name of keys) url.searchParams.set(name, "");
  return { ...step, headers, url: url.href };
}
