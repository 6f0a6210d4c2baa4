import { useMemo } from "react";
import { navigate } from "#renderer/state/routes.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { blockerOf } from "#renderer/components/delivery/blocker.ts";
import { describeWait } from "#renderer/components/delivery/describe-item.ts";
import { hasMailboxFor, healthOf, isSentElsewhere, waitReason } from "#renderer/components/delivery/wait-reason.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { OutboxAction } from "./outbox-actions.ts";
import { useTimeDialog } from "../../components/delivery/use-time-dialog.tsx";

/** Does what a person chose for a mail and tells what came of it; what the core answered is given to `onChanged` at once. Never rejects. */
export function useOutboxCommands(
  onChanged: (item: OutboxItemView) => void,
): (item: OutboxItemView, action: OutboxAction) => Promise<void> {
  const { client, now, store } = useDesk();
  const toasts = useToasts();
  const { t, language } = useI18n();
  const askWhen = useTimeDialog();

  return useMemo(() => {
    const { outbox } = client;
    const run = async (
      command: () => Promise<OutboxItemView>,
      text: string,
      options: { readonly undo?: () => void } = {},
    ): Promise<void> => {
      try {
        onChanged(await command());
        toasts.done(text, options);
      } catch (error) {
        toasts.failed(error);
      }
    };
    const sendNow = async (id: OutboxItemView["id"]): Promise<void> => {
      try {
        const item = await outbox.sendNow({ id });
        onChanged(item);
        tellWhetherItGoes(item);
      } catch (error) {
        toasts.failed(error);
      }
    };
    const tellWhetherItGoes = (item: OutboxItemView): void => {
      const state = store.getState();
      const facts = {
        nowEpochMs: now(),
        health: healthOf(state, item),
        hasMailbox: hasMailboxFor(state, item),
        isSentElsewhere: isSentElsewhere(state),
      };
      const wait = waitReason(item, facts);
      const blocker = blockerOf(wait);
      if (blocker === null) return toasts.done(t("outbox.done.sendNow"));
      const reason = describeWait(wait, { t, language, nowEpochMs: now() });
      const { leads } = blocker;
      toasts.stopped(
        t("outbox.cannotSend", { reason }),
        leads === null ? undefined : { label: t(leads.label), run: () => navigate(leads.route) },
      );
    };

    const laterText = (atEpochMs: number) =>
      t("outbox.done.sendLater", { time: formatMoment(atEpochMs, now(), language) });

    const askForTime = (id: OutboxItemView["id"]): void =>
      askWhen((sendAtEpochMs) => void run(() => outbox.sendLater({ id, sendAtEpochMs }), laterText(sendAtEpochMs)));

    return async (item, action) => {
      const { id } = item;
      switch (action) {
        case "undo":
        case "cancel": {
          // What was meant for tomorrow goes back to tomorrow, and not out of the house.
          const { scheduled, notBeforeEpochMs: sendAtEpochMs } = item;
          const undo = () =>
            void (scheduled && sendAtEpochMs > now()
              ? run(() => outbox.sendLater({ id, sendAtEpochMs }), laterText(sendAtEpochMs))
              : sendNow(id));
          return run(() => outbox.cancel({ id }), t("outbox.done.cancel"), { undo });
        }
        case "drop":
          // It waited for a decision: to bring it back is another one, and is offered at the mail.
          return run(() => outbox.cancel({ id }), t("outbox.done.drop"));
        case "sendNow":
        case "retry":
        case "sendAfterAll":
          return sendNow(id);
        case "sendLater":
          return askForTime(id);
        case "release":
          return run(() => outbox.release({ id }), t("outbox.done.release"));
        case "wasSent":
          return run(() => outbox.resolve({ id, as: "sent" }), t("outbox.done.sent"));
        case "sendAgain":
          return run(() => outbox.resolve({ id, as: "again" }), t("outbox.done.again"));
        case "edit":
          if (item.ticketId !== null) navigate({ page: "ticket", ticketId: item.ticketId, messageId: item.messageId });
      }
    };
  }, [client, now, store, toasts, t, language, askWhen, onChanged]);
}
