import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { SendWebhookStep } from "#shared/automation/steps/send-webhook.ts";
import { defaultBody } from "../webhooks/default-body.ts";
import { queueRequest } from "../webhooks/queue-request.ts";
import type { Action } from "./action.ts";
import { oneLine, render } from "./render.ts";

/**
 * Decides the whole request, and waits for its answer: the sender delivers it, and tells the run how that ended. The timeline shows the host only: with many
 * services the rest of the address is the secret.
 */
export const sendWebhook: Action<SendWebhookStep> = async (step, draft, context) => {
  const { method, url, contentType, secretName } = step;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(step.headers))
    headers[name] = headerValue(await render(value, draft, context));
  const hasBody = method !== "GET" && (step.body !== null || method !== "DELETE");
  const body = !hasBody
    ? ""
    : step.body === null
      ? defaultBody(draft, context)
      : await render(step.body, draft, context);
  if (hasBody && step.body !== null && isJson(contentType)) requireJson(body);
  return queueRequest(
    {
      purpose: "webhook",
      method,
      url,
      headers,
      contentType,
      body,
      secretName,
      about: `${method} ${new URL(url).host}`,
    },
    draft,
    context,
  );
};

/** In one line (what was filled in can't begin another header), and what is no ASCII as bytes of UTF-8 (RFC 9110 §5.5). */
function headerValue(rendered: string): string {
  return Buffer.from(oneLine(rendered), "utf8").toString("latin1");
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/iu.test(contentType.trim());
}

/** A quotation mark in a subject is enough to break a template: the receiver would refuse it, and nobody would know why. */
function requireJson(body: string): void {
  try {
    JSON.parse(body);
  } catch (cause) {
    throw new PipedeskError(
      "PD_INPUT_INVALID",
      "The body is no JSON once its placeholders are filled in. Write them as {{ ticket.subject | json }}, without quotation marks around.",
      { cause },
    );
  }
}
