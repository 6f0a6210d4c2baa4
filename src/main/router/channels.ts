import { createChannel, updateChannel } from "#main/desk/commands/channels.ts";
import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { deskSetup } from "#main/desk/queries/desk-status.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

export function channelProcedures(deps: RouterDeps) {
  const { context, mail, readMails } = deps;
  const { channels } = base;
  /** A3: who may not change a channel may not make the desk talk to servers for it either, nor read the dialogue. */
  const requireAccess = (caller: CoreContext) => requireAutomationAccess(actorOf(deps, caller));
  return {
    list: channels.list.handler(() => ({ items: deskSetup(context).channels })),
    create: channels.create.handler(async ({ input: { secret, ...input }, context: caller }) =>
      viewOf(
        await createChannel(context, actorOf(deps, caller), input, async (id) => {
          if (secret) await mail.keepSecret(id, secret);
        }),
      ),
    ),
    update: channels.update.handler(async ({ input: { secret, ...input }, context: caller }) => {
      const channel = await updateChannel(context, actorOf(deps, caller), input, async () => {
        if (secret) await mail.keepSecret(input.id, secret);
      });
      if (channel.mailbox === null) await mail.forgetSecret(channel.id);
      return viewOf(channel);
    }),
    discover: channels.discover.handler(({ input, context: caller }) => {
      requireAccess(caller);
      return mail.discover(input.address);
    }),
    test: channels.test.handler(({ input, context: caller }) => {
      requireAccess(caller);
      return mail.test(input);
    }),
    folders: channels.folders.handler(async ({ input, context: caller }) => {
      requireAccess(caller);
      return { items: await mail.folders(input.id) };
    }),
    check: channels.check.handler(({ input }) => {
      mail.check(input.id);
      return {};
    }),
    diagnostics: channels.diagnostics.handler(({ input, context: caller }) => {
      requireAccess(caller);
      return { lines: mail.diagnostics(input.id) };
    }),
    beginOAuth: channels.beginOAuth.handler(({ input, context: caller }) => {
      requireAccess(caller);
      return mail.beginOAuth(input.provider, input.address);
    }),
    oauth: channels.oauth.handler(({ input, context: caller }) => {
      requireAccess(caller);
      return mail.oauth(input.flowId);
    }),
    ingest: channels.ingest.handler(async ({ input: { params, body } }) =>
      ingestRaw(context, params.id, body, readMails),
    ),
  };
}
