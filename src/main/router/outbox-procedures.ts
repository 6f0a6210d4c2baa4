import {
  cancelMail,
  editMail,
  releaseMail,
  resolveMail,
  sendMailLater,
  sendMailNow,
} from "#main/desk/commands/waiting-mail.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { markNotificationsRead } from "#main/desk/commands/mark-notifications-read.ts";
import { listNotifications } from "#main/desk/queries/notifications.ts";
import { listOutbox, outboxItemViewOf, requireOutboxItem } from "#main/desk/queries/outbox-items.ts";
import { messageViewFrom } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";
import { bringFilesOf } from "./with-server.ts";

export function outboxProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { outbox } = base;
  const view = async (item: OutboxItem | Promise<OutboxItem>) => outboxItemViewOf(context, await item);
  /** A person wants it sent: pauses after failures to reach the servers end as well, or the click would do nothing for minutes. */
  const atOnce = async (command: Promise<OutboxItem>) => {
    const item = await command;
    deps.mail.wake();
    return view(item);
  };
  return {
    list: outbox.list.handler(({ input }) => listOutbox(context, input)),
    get: outbox.get.handler(({ input }) => view(requireOutboxItem(context, input.id))),
    cancel: outbox.cancel.handler(({ input, context: caller }) =>
      view(cancelMail(context, actorOf(deps, caller), input.id)),
    ),
    sendNow: outbox.sendNow.handler(({ input, context: caller }) =>
      atOnce(sendMailNow(context, actorOf(deps, caller), input.id)),
    ),
    sendLater: outbox.sendLater.handler(({ input, context: caller }) =>
      view(sendMailLater(context, actorOf(deps, caller), input.id, input.sendAtEpochMs)),
    ),
    release: outbox.release.handler(({ input, context: caller }) =>
      atOnce(releaseMail(context, actorOf(deps, caller), input.id)),
    ),
    resolve: outbox.resolve.handler(({ input, context: caller }) =>
      (input.as === "again" ? atOnce : view)(resolveMail(context, actorOf(deps, caller), input.id, input.as)),
    ),
    edit: outbox.edit.handler(async ({ input: { id, ...content }, context: caller }) => {
      await bringFilesOf(deps, content.attachments, (await context.store.outbox.get(id))?.messageId);
      return messageViewFrom(context.store, await editMail(context, actorOf(deps, caller), id, content));
    }),
  };
}

export function notificationProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { notifications } = base;
  return {
    list: notifications.list.handler(({ input, context: caller }) =>
      listNotifications(context, actorOf(deps, caller), input),
    ),
    markRead: notifications.markRead.handler(async ({ input, context: caller }) => ({
      unread: await markNotificationsRead(context, actorOf(deps, caller), input.ids),
    })),
  };
}
