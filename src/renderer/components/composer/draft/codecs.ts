/** How drafts become rows, and how what two windows wrote becomes one draft. Pure. */
import type { DraftRow } from "#renderer/state/local-db.ts";
import type { DraftCodec } from "./draft-keeping.ts";
import { EMPTY_DRAFT, htmlOf, isEmptyDraft, MailDraft, withReturned } from "./mail-draft.ts";
import { below, mergeLists, mergeTexts, mergeValues } from "./merge-drafts.ts";

/** Notes: the row's text is all there is. */
export const noteCodec: DraftCodec<string> = {
  empty: "",
  isEmpty: (text) => text === "",
  isSame: (one, other) => one === other,
  holds: (text, other) => text.includes(other.trim()),
  join: (kept, typed) => [kept, typed].filter((text) => text !== "").join("\n"),
  merge: (base, theirs, mine) => {
    const { value, clash } = mergeTexts(base, theirs, mine);
    return { content: value, clash };
  },
  toRow: (text) => ({ text }),
  fromRow: (row) => row.text,
};

/** Mails: the plain text is in the row's own field too, so that another version finds the words whatever it makes of the rest. */
export const mailCodec: DraftCodec<MailDraft> = {
  empty: EMPTY_DRAFT,
  isEmpty: isEmptyDraft,
  isSame: (one, other) => JSON.stringify(MailDraft.parse(one)) === JSON.stringify(MailDraft.parse(other)),
  holds: (draft, other) =>
    draft.text.includes(other.text.trim()) &&
    other.files.every(({ blobId }) => draft.files.some((file) => file.blobId === blobId)),
  join: withReturned,
  merge: mergeMails,
  toRow: (draft) => ({ text: draft.text, content: draft }),
  fromRow: (row: DraftRow) => {
    const read = MailDraft.safeParse(row.content);
    return read.success ? read.data : { ...EMPTY_DRAFT, text: row.text };
  },
};

function mergeMails(base: MailDraft, theirs: MailDraft, mine: MailDraft) {
  const words = mergeWords(base, theirs, mine);
  const value = <Name extends "subject" | "quote" | "withFiles" | "messageId" | "edits">(name: Name) =>
    mergeValues<MailDraft[Name]>(base[name], theirs[name], mine[name]).value;
  const people = (name: "to" | "cc" | "bcc") =>
    mergeLists(base[name] ?? [], theirs[name] ?? [], mine[name] ?? [], ({ address, name: shown }) => address || shown);
  const subject = mergeValues(base.subject, theirs.subject, mine.subject);
  const content: MailDraft = {
    ...words.value,
    // null means: as follows from what is answered. Whoever named somebody meant it.
    to: theirs.to === null && mine.to === null ? null : (mergeTo(base, theirs, mine) ?? people("to")),
    cc: people("cc"),
    bcc: people("bcc"),
    subject: subject.value,
    files: mergeLists(base.files, theirs.files, mine.files, ({ blobId, contentId }) => `${blobId} ${contentId ?? ""}`),
    quote: value("quote"),
    withFiles: value("withFiles"),
    messageId: value("messageId"),
    edits: value("edits"),
  };
  return { content, clash: words.clash || subject.clash };
}

/** Where one of them says "as follows", the change decides; undefined where both name people. */
function mergeTo(base: MailDraft, theirs: MailDraft, mine: MailDraft): MailDraft["to"] | undefined {
  return theirs.to === null || mine.to === null ? mergeValues(base.to, theirs.to, mine.to).value : undefined;
}

/** Formatted words are merged as wholes: half of a list is none. */
function mergeWords(base: MailDraft, theirs: MailDraft, mine: MailDraft) {
  if (base.html === null && theirs.html === null && mine.html === null) {
    const { value, clash } = mergeTexts(base.text, theirs.text, mine.text);
    return { value: { text: value, html: null }, clash };
  }
  const wordsOf = ({ text, html }: MailDraft) => ({ text, html });
  const { value, clash } = mergeValues(wordsOf(base), wordsOf(theirs), wordsOf(mine));
  if (!clash) return { value, clash };
  return { value: { text: below(theirs.text, mine.text), html: htmlOf(theirs) + htmlOf(mine) }, clash };
}
