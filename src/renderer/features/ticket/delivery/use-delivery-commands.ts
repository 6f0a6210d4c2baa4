import { useMemo } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useDeskState, useI18n, useLocalDb } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { MessageView } from "#shared/contract/views.ts";
import { mailCodec } from "#renderer/components/composer/draft/codecs.ts";
import { draftKey } from "#renderer/components/composer/draft/draft-key.ts";
import { createDraftTable } from "#renderer/components/composer/draft/draft-table.ts";
import { newDraftId } from "#renderer/components/composer/draft/new-draft-id.ts";
import { putIntoDraft } from "#renderer/components/composer/draft/put-into-draft.ts";
import { draftOfMail } from "#renderer/components/composer/draft/draft-of-mail.ts";
import { withReturned } from "#renderer/components/composer/draft/mail-draft.ts";
import type { Written } from "../composer/use-composer.ts";
import { useComposerActions, useTicket } from "../ticket-context.tsx";
import { writtenOf } from "./written-of.ts";
import type { Outgoing } from "./wait-of.ts";

/** What a person can do with a mail that waits, failed or may have gone. None of them rejects: what goes wrong is told. */
export type DeliveryCommands = {
  /** Takes it back and puts what was written into the composer again; into the draft, where the ticket is not on the screen any more. */
  undo(mail: Outgoing): Promise<void>;
  /** Takes it back; the words stay at the message. */
  drop(mail: Outgoing): Promise<void>;
  sendNow(mail: Outgoing): Promise<void>;
  release(mail: Outgoing): Promise<void>;
  resolve(mail: Outgoing, as: "sent" | "again"): Promise<void>;
  /** Opens it in the composer; it goes on waiting until it is saved. */
  edit(mail: Outgoing): Promise<void>;
  /** Writes it anew: what was taken back stays taken back. */
  reuse(mail: Outgoing): Promise<void>;
  /** After sending, or saving a change: from now on Undo means this mail. */
  sent(message: MessageView, written: Written): void;
  discarded(written: Written): void;
};

export function useDeliveryCommands(): DeliveryCommands {
  const { open, record } = useTicket();
  const composer = useComposerActions();
  const { client, now } = useDesk();
  const db = useLocalDb();
  const meId = useDeskState((desk) => desk.status?.me.id ?? "");
  const undo = useUndo();
  const toasts = useToasts();
  const { t } = useI18n();
  const { messages } = record;

  return useMemo(() => {
    const { outbox } = client;
    const attempt = async (work: () => Promise<OutboxItemView | undefined>): Promise<boolean> => {
      try {
        const item = await work();
        if (item !== undefined) open.takeDelivery(item);
        return true;
      } catch (error) {
        toasts.failed(error);
        return false;
      }
    };
    const put = async ({ mode, draft }: Written): Promise<void> => {
      if (composer.put({ mode, apply: (present) => withReturned(present, draft) })) return;
      const newId = () => newDraftId(now(), window.crypto);
      const table = createDraftTable(db);
      await putIntoDraft({ table, codec: mailCodec, now, newId }, draftKey(mode, open.id, meId), draft);
      navigate({ page: "ticket", ticketId: open.id });
    };
    const writtenAs = async (mail: Outgoing): Promise<Written> =>
      composer.recall(mail.delivery.id) ?? (await writtenOf(client.messages, mail, messages));

    const commands: DeliveryCommands = {
      async undo(mail) {
        await attempt(async () => {
          // Its words first: a mail that is taken back and stands nowhere would look lost.
          const written = await writtenAs(mail);
          const item = await outbox.cancel({ id: mail.delivery.id });
          await put(written);
          return item;
        });
      },
      drop: async (mail) => void (await attempt(() => outbox.cancel({ id: mail.delivery.id }))),
      sendNow: async (mail) => void (await attempt(() => outbox.sendNow({ id: mail.delivery.id }))),
      release: async (mail) => void (await attempt(() => outbox.release({ id: mail.delivery.id }))),
      resolve: async (mail, as) => void (await attempt(() => outbox.resolve({ id: mail.delivery.id, as }))),
      async edit(mail) {
        await attempt(async () => {
          const draft = await draftOfMail(client.messages, mail);
          const edits = { itemId: mail.delivery.id, messageId: mail.id };
          // Going on with what was begun for this mail; a change to another mail gives way, that mail still has its words.
          composer.put({
            mode: "edit",
            apply: (present) => (present.edits?.itemId === edits.itemId ? present : { ...draft, edits }),
          });
          return undefined;
        });
      },
      async reuse(mail) {
        await attempt(async () => {
          await put(await writtenAs(mail));
          return undefined;
        });
      },
      sent(message, written) {
        if (message.delivery === null) return;
        const mail = { ...message, delivery: message.delivery };
        const before = composer.recall(mail.delivery.id);
        if (written.draft.edits === null) composer.remember(mail.delivery.id, written);
        // A change is remembered as what it changed: an answer, a new mail. Of one from elsewhere the mail itself tells.
        else if (before !== undefined) {
          const { messageId } = before.draft;
          composer.remember(mail.delivery.id, { ...before, draft: { ...written.draft, edits: null, messageId } });
        }
        undo.record({ what: t("undo.mail"), isToldByItself: true, undo: () => commands.undo(mail), redo: null });
      },
      discarded(written) {
        toasts.done(t("ticket.composer.discarded"), { undo: () => void put(written) });
      },
    };
    return commands;
  }, [client, composer, db, meId, messages, now, open, t, toasts, undo]);
}
