import { useCallback } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import type { FiledAs } from "#shared/model/conversation.ts";
import { filedAs } from "#shared/rules/inbox/filing.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useI18n } from "../../state/desk-context.tsx";

/** As many as the core takes at once. */
const MOST_AT_ONCE = 500;

export type File = (conversations: readonly ConversationView[], as: FiledAs) => Promise<void>;

/** Puts conversations away or back, tells what was done, and takes it back on Undo. Never rejects. */
export function useFiling(): File {
  const { client } = useDesk();
  const toasts = useToasts();
  const { t } = useI18n();
  return useCallback(
    async (conversations, as) => {
      const put = async (filings: ReadonlyMap<FiledAs, readonly ConversationView[]>) => {
        let count = 0;
        for (const [where, some] of filings) {
          for (let from = 0; from < some.length; from += MOST_AT_ONCE) {
            const ids = some.slice(from, from + MOST_AT_ONCE).map(({ id }) => id);
            count += (await client.conversations.file({ ids, as: where })).items.length;
          }
        }
        return count;
      };
      const before = Map.groupBy(conversations, filedAs);
      const undo = () =>
        void put(before).then(
          (count) => toasts.done(t("inbox.filed.undone", { count })),
          (error: unknown) => toasts.failed(error),
        );
      try {
        const count = await put(new Map([[as, conversations]]));
        toasts.done(t(`inbox.filed.done.${as}`, { count }), { undo });
      } catch (error) {
        toasts.failed(error);
      }
    },
    [client, toasts, t],
  );
}
