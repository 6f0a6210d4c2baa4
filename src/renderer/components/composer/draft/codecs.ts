/** How drafts become rows. Pure. */
import type { DraftRow } from "#renderer/state/local-db.ts";
import type { DraftCodec } from "./draft-keeper.ts";
import { EMPTY_DRAFT, isEmptyDraft, MailDraft, withReturned } from "./mail-draft.ts";

/** Notes: the row's text is all there is. */
export const noteCodec: DraftCodec<string> = {
  empty: "",
  isEmpty: (text) => text === "",
  join: (kept, typed) => [kept, typed].filter((text) => text !== "").join("\n"),
  toRow: (text) => ({ text }),
  fromRow: (row) => row.text,
};

/** Mails: the plain text is in the row's own field too, so that another version finds the words whatever it makes of the rest. */
export const mailCodec: DraftCodec<MailDraft> = {
  empty: EMPTY_DRAFT,
  isEmpty: isEmptyDraft,
  join: withReturned,
  toRow: (draft) => ({ text: draft.text, content: draft }),
  fromRow: (row: DraftRow) => {
    const read = MailDraft.safeParse(row.content);
    return read.success ? read.data : { ...EMPTY_DRAFT, text: row.text };
  },
};
