import { useState } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import type { ConversationId, OutboxItemId } from "#shared/model/ids.ts";
import { newDraftId } from "../../components/composer/draft/new-draft-id.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useI18n } from "../../state/desk-context.tsx";

/** One answer to several conversations, one after the other: where one is refused, those before it are in the outbox. */
export function useAnswerMany(): {
  /** Kept while the inbox is open, also where the dialog is closed. */
  readonly text: string;
  readonly write: (text: string) => void;
  /** `error` is what one of them was refused with; `sentIds` are those before it. */
  readonly send: (
    conversations: readonly ConversationView[],
  ) => Promise<{ readonly error: unknown; readonly sentIds: readonly ConversationId[] } | undefined>;
} {
  const { client, now } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [text, setText] = useState("");
  const [draftId, setDraftId] = useState(() => newDraftId(now(), window.crypto));

  const undo = (ids: readonly OutboxItemId[], words: string) => async () => {
    try {
      for (const id of ids) await client.outbox.cancel({ id });
      setText(words);
      toasts.done(t("inbox.answerMany.undone", { count: ids.length }));
    } catch (error) {
      toasts.failed(error);
    }
  };
  return {
    text,
    write: setText,
    async send(conversations) {
      const done = new Map<ConversationId, OutboxItemId | null>();
      try {
        for (const { id } of conversations) {
          const { delivery } = await client.conversations.answer({ id, text, draftId: `${draftId}:${id}` });
          done.set(id, delivery?.id ?? null);
        }
      } catch (error) {
        return { error, sentIds: [...done.keys()] };
      }
      const ids = [...done.values()].filter((id) => id !== null);
      setDraftId(newDraftId(now(), window.crypto));
      setText("");
      toasts.done(t("inbox.answerMany.done", { count: done.size }), { undo: () => void undo(ids, text)() });
      return undefined;
    },
  };
}
