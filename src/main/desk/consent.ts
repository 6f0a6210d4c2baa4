/** What a contact agreed to, and how that changed (E4). */
import type { PersonId } from "#shared/model/ids.ts";
import { type Consent, MAX_KEPT_CONSENTS, type Person } from "#shared/model/person.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { DeskContext } from "./context.ts";
import { personById, PERSON_SETS } from "./people.ts";
import type { PieceOfWork } from "./piece-of-work.ts";

export type ConsentWish = {
  readonly marketingContact?: boolean | undefined;
  readonly unsubscribed?: boolean | undefined;
};

/** What changes of a contact who is to be as wished; nothing where they are so already. */
export function consentChanges(
  person: Person,
  { marketingContact, unsubscribed }: ConsentWish,
  by: Omit<Consent, "what">,
): Partial<Person> {
  const agrees = marketingContact !== undefined && marketingContact !== (person.marketingContact ?? false);
  const leaves = unsubscribed !== undefined && unsubscribed !== (typeof person.unsubscribedAtEpochMs === "number");
  const added: Consent[] = [
    ...(agrees ? [{ ...by, what: marketingContact ? ("agreed" as const) : ("withdrawn" as const) }] : []),
    ...(leaves ? [{ ...by, what: unsubscribed ? ("unsubscribed" as const) : ("resubscribed" as const) }] : []),
  ];
  if (added.length === 0) return {};
  return {
    ...(agrees ? { marketingContact } : {}),
    ...(leaves ? { unsubscribedAtEpochMs: unsubscribed ? by.atEpochMs : null } : {}),
    consents: [...(person.consents ?? []), ...added].slice(-MAX_KEPT_CONSENTS),
  };
}

/**
 * A contact asks for no more marketing, by the link of a mail. Nothing changes where they are unsubscribed already, or were subscribed again after they asked: an old mail that is
 * taken in late undoes nothing.
 * @rule E4
 */
export async function unsubscribe(
  context: DeskContext,
  piece: PieceOfWork,
  contactId: PersonId,
  by: Pick<Consent, "atEpochMs" | "how" | "detail">,
): Promise<void> {
  const person = await personById(piece.people, contactId);
  if (person?.kind !== "contact") return;
  const isOvertaken = person.consents?.some((one) => one.what === "resubscribed" && one.atEpochMs > by.atEpochMs);
  if (isOvertaken === true) return;
  const changes = consentChanges(person, { unsubscribed: true }, { ...by, userId: null });
  if (Object.keys(changes).length === 0) return;
  piece.people.put(touch(person, changes, context.nextStamp(), PERSON_SETS));
}
