import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Secrets } from "#main/mail/secrets.ts";
import type { Service } from "../service.ts";

export type WebhookSenderDeps = {
  readonly context: DeskContext;
  readonly secrets: Secrets;
  readonly timers: Timers;
  /** Between 0 and 1. */
  readonly random: () => number;
};

/** Delivers what waits in `webhookRequests`, and tells the runs that wait for the answers. */
export function createWebhookSender(_deps: WebhookSenderDeps): Service {
  return { start: () => undefined, wake: () => undefined, close: async () => undefined };
}
