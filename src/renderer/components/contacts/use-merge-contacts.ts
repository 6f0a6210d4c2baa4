import { useCallback } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ContactView } from "#shared/contract/views.ts";
import { nameOf } from "../person-name.ts";
import { useToasts } from "../use-toasts.tsx";

type Named = Pick<ContactView, "id" | "name" | "address">;

/** Two of one name are told apart by their addresses. */
function tellingApart(one: Named, other: Named): string {
  return nameOf(one) === nameOf(other) ? one.address || nameOf(one) : nameOf(one);
}

/** Merges a contact into another, with an Undo in the toast. `onDone` follows on both. */
export function useMergeContacts(onDone: () => void): (from: Named, into: Named) => Promise<void> {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  return useCallback(
    async (from, into) => {
      try {
        await client.contacts.merge({ id: from.id, intoContactId: into.id });
      } catch (error) {
        toasts.failed(error);
        return;
      }
      onDone();
      toasts.done(t("contacts.merged", { from: tellingApart(from, into), into: tellingApart(into, from) }), {
        undo: () =>
          void client.contacts.unmerge({ id: from.id }).then(onDone, (error: unknown) => toasts.failed(error)),
      });
    },
    [client, onDone, t, toasts],
  );
}
