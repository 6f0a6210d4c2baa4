import { useCallback } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { useDesk, useDeskState, useLocalDb } from "../../state/desk-context.tsx";
import { navigate } from "../../state/routes.ts";
import { mailCodec } from "../composer/draft/codecs.ts";
import { draftKey } from "../composer/draft/draft-key.ts";
import { createDraftTable } from "../composer/draft/draft-table.ts";
import { EMPTY_DRAFT } from "../composer/draft/mail-draft.ts";
import { newDraftId } from "../composer/draft/new-draft-id.ts";
import { putIntoDraft } from "../composer/draft/put-into-draft.ts";

/** Puts words into the draft of the answer to a ticket, below those that are there, and goes to it. */
export function usePutReply(): (ticketId: TicketId, text: string) => void {
  const db = useLocalDb();
  const { now } = useDesk();
  const meId = useDeskState((state) => state.status?.me.id ?? "");
  return useCallback(
    (ticketId, text) => {
      const newId = () => newDraftId(now(), window.crypto);
      const options = { table: createDraftTable(db), codec: mailCodec, now, newId };
      void putIntoDraft(options, draftKey("reply", ticketId, meId), { ...EMPTY_DRAFT, text }).then(() =>
        navigate({ page: "ticket", ticketId }),
      );
    },
    [db, now, meId],
  );
}
