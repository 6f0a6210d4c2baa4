import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/** Ends the pause before the next attempt, and that of its receiver: 0 says that a person asked. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_WEBHOOK_OVER */
export function retryWebhookRequest(context: DeskContext, actor: Actor, id: string): Promise<WebhookRequest> {
  return changeWaiting(context, actor, id, { retryAtEpochMs: 0 });
}

/** Gives it up; its run leaves the step out and goes on. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_WEBHOOK_OVER */
export function cancelWebhookRequest(context: DeskContext, actor: Actor, id: string): Promise<WebhookRequest> {
  return changeWaiting(context, actor, id, { state: "cancelled" });
}

/** Which receivers within this machine or its network may be called. @throws PD_ACCESS_PERMISSION (A3) */
export async function allowWebhookHosts(
  context: DeskContext,
  actor: Actor,
  hosts: readonly string[],
): Promise<readonly string[]> {
  requireAutomationAccess(actor);
  const webhookHosts = Array.from(new Set(hosts));
  await context.queue.run(() =>
    writeSetup<Settings>(context, context.setup.require("settings", SETTINGS_ID), { webhookHosts }),
  );
  return webhookHosts;
}

function changeWaiting(
  context: DeskContext,
  actor: Actor,
  id: string,
  changes: Partial<WebhookRequest>,
): Promise<WebhookRequest> {
  requireAutomationAccess(actor);
  const { webhookRequests } = context.store;
  return context.queue.run(async () => {
    const previous = await webhookRequests.get(id);
    if (!previous) throw notFound("webhook-request", id);
    if (previous.state !== "queued") {
      throw new PipedeskError(
        "PD_WEBHOOK_OVER",
        "The request is finished. To send it again, try the run's step again.",
        {
          details: { what: "webhook-request", id, reason: previous.state },
        },
      );
    }
    const next = { ...previous, ...changes };
    await webhookRequests.write([{ previous, next }]);
    return next;
  });
}
