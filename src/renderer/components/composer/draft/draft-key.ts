/** What a draft is of: an answer, a new mail, a forward, a note, a waiting mail that is changed, a mail from the contact record, a ticket made by hand. */
export type DraftKind = "reply" | "new" | "forward" | "note" | "edit" | "contact" | "ticket";

/** Kind and author are part of the key: a draft belongs to its author and to the ticket or contact that it is written at. */
export function draftKey(kind: DraftKind, placeId: string, userId: string): string {
  return `${kind}:${placeId}:${userId}`;
}
