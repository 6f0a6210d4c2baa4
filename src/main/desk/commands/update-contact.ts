import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { DeskContext } from "../context.ts";
import { inOnePiece } from "./command.ts";

export type UpdateContactInput = {
  readonly id: PersonId;
  readonly marketingContact?: boolean | undefined;
  readonly unsubscribed?: boolean | undefined;
};

/** E4: whether the contact may be sent marketing, and wants none any more. What is absent stays. @throws PD_DESK_NOT_FOUND */
export function updateContact(context: DeskContext, input: UpdateContactInput): Promise<Person> {
  return inOnePiece(context, async (piece) => {
    const person = await piece.people.get(input.id);
    if (!person || person.kind !== "contact") throw notFound("contact", input.id);
    const isUnsubscribed = typeof person.unsubscribedAtEpochMs === "number";
    const changes: Partial<Person> = {
      ...(input.marketingContact === undefined || input.marketingContact === (person.marketingContact ?? false)
        ? {}
        : { marketingContact: input.marketingContact }),
      ...(input.unsubscribed === undefined || input.unsubscribed === isUnsubscribed
        ? {}
        : { unsubscribedAtEpochMs: input.unsubscribed ? context.clock.nowEpochMs() : null }),
    };
    if (Object.keys(changes).length === 0) return person;
    const next = touch(person, changes, context.nextStamp(), []);
    piece.people.put(next);
    return next;
  });
}
