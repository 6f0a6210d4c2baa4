import { allowWebhookHosts, cancelWebhookRequest, retryWebhookRequest } from "#main/desk/commands/webhook-requests.ts";
import { deleteWebhookSecret, listWebhookSecrets, setWebhookSecret } from "#main/desk/commands/webhook-secrets.ts";
import { allowedWebhookHosts, requireWebhookRequest } from "#main/desk/queries/webhook-requests.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function webhookRequestsProcedures(deps: RouterDeps) {
  const { context, readers, secrets } = deps;
  const { webhookRequests } = base;
  return {
    list: webhookRequests.list.handler(({ input, signal }) => readers.read("webhookRequests", input, signal)),
    get: webhookRequests.get.handler(({ input }) => requireWebhookRequest(context, input.id)),
    retryNow: webhookRequests.retryNow.handler(async ({ input, context: caller }) =>
      viewOf(await retryWebhookRequest(context, actorOf(deps, caller), input.id)),
    ),
    cancel: webhookRequests.cancel.handler(async ({ input, context: caller }) =>
      viewOf(await cancelWebhookRequest(context, actorOf(deps, caller), input.id)),
    ),
    secrets: webhookRequests.secrets.handler(async () => ({ items: await listWebhookSecrets(secrets) })),
    setSecret: webhookRequests.setSecret.handler(({ input, context: caller }) =>
      setWebhookSecret({ context, secrets }, actorOf(deps, caller), input.name, input.secret),
    ),
    deleteSecret: webhookRequests.deleteSecret.handler(async ({ input, context: caller }) => {
      await deleteWebhookSecret({ context, secrets }, actorOf(deps, caller), input.name);
      return { items: await listWebhookSecrets(secrets) };
    }),
    hosts: webhookRequests.hosts.handler(() => ({ items: [...allowedWebhookHosts(context)] })),
    setHosts: webhookRequests.setHosts.handler(async ({ input, context: caller }) => ({
      items: [...(await allowWebhookHosts(context, actorOf(deps, caller), input.items))],
    })),
  };
}
