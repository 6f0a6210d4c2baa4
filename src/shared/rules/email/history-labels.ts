/**
 * Words with which mail programs, in their languages, head the older message that they put under an answer or a forward.
 */
import { OTHER_LABELS, SENT_LABELS, SUBJECT_LABELS } from "./history-words/other-labels.ts";
import { COPY_LABELS, FROM_LABELS, TO_LABELS } from "./history-words/people-labels.ts";

export type HistoryLabel = "from" | "sent" | "to" | "subject" | "copy" | "other";

const LABEL_OF_WORD = new Map<string, HistoryLabel>([
  ...OTHER_LABELS.map((word) => [word, "other"] as const),
  ...COPY_LABELS.map((word) => [word, "copy"] as const),
  ...TO_LABELS.map((word) => [word, "to"] as const),
  ...SENT_LABELS.map((word) => [word, "sent"] as const),
  ...SUBJECT_LABELS.map((word) => [word, "subject"] as const),
  ...FROM_LABELS.map((word) => [word, "from"] as const),
]);

/** Longest first, so that "enviado el" is not read as "enviado". */
export const HISTORY_LABEL_WORDS: readonly string[] = [...LABEL_OF_WORD.keys()].toSorted(
  (left, right) => right.length - left.length,
);

/** `From: x`, `*From:* x`, `> Von : x`, `送信元：x`. Bounded label, so a line without a colon costs a few characters only. */
const LABELLED_LINE_PATTERN =
  /^[\s>|]{0,20}[*_]{0,2}([\p{L}\p{M}][\p{L}\p{M} ()-]{0,20}?)[*_]{0,2}\s?[:：][*_]{0,2}(.*)$/u;

/** Reads one line of a quoted message's header block; null for any other line. */
export function readHistoryLabel(line: string): { label: HistoryLabel; value: string } | null {
  const match = LABELLED_LINE_PATTERN.exec(line);
  if (!match) return null;
  const label = LABEL_OF_WORD.get((match[1] ?? "").trim().toLowerCase());
  return label === undefined ? null : { label, value: (match[2] ?? "").trim() };
}
