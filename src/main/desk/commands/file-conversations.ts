import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { Conversation, FiledAs } from "#shared/model/conversation.ts";
import type { ConversationId, PersonId } from "#shared/model/ids.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { filedAs } from "#shared/rules/inbox/filing.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Actor, DeskContext } from "../context.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import { contactOf, normalAddress, PERSON_SETS } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { inOnePiece, originOf } from "./command.ts";

/**
 * B2: puts conversations of the inbox away, or back into it. Blocking also blocks whoever wrote to them, and what was put away for that reason
 * unblocks them when it goes back. One that got a ticket meanwhile stays as it is: it is no conversation of the inbox any more.
 * @returns those that have no ticket, as they are now
 * @throws PD_DESK_NOT_FOUND: then none was changed
 * @rule B2
 */
export function fileConversations(
  context: DeskContext,
  actor: Actor,
  input: { readonly ids: readonly ConversationId[]; readonly as: FiledAs },
): Promise<Conversation[]> {
  return inOnePiece(context, async (piece) => {
    const origin = originOf(context, actor);
    const filed: Conversation[] = [];
    for (const id of new Set(input.ids)) {
      const conversation = await piece.conversations.get(id);
      if (!conversation) throw notFound("conversation", id);
      if (conversation.ticketId !== null) continue;
      const before = filedAs(conversation);
      if (input.as === "blocked" || (input.as === "inbox" && before === "blocked"))
        await setBlocked(context, piece, id, input.as === "blocked", origin);
      const next =
        before === input.as
          ? conversation
          : touch(
              conversation,
              { filed: { as: input.as, atEpochMs: origin.atEpochMs, byUserId: actor.user.id } },
              origin.nextStamp(),
              COLLECTIONS.conversations.sets,
            );
      if (next !== conversation) piece.conversations.put(next);
      filed.push(next);
    }
    return filed;
  });
}

/**
 * Everybody who wrote to the conversation but the desk itself.
 * @returns those who were not so before
 */
export async function setBlocked(
  context: DeskContext,
  piece: PieceOfWork,
  conversationId: ConversationId,
  isBlocked: boolean,
  origin: ChangeOrigin,
): Promise<PersonId[]> {
  const changed: PersonId[] = [];
  const own = ownAddressesOf(context.setup);
  const messages = await context.store.messages.find({ selector: { conversationId, direction: "incoming" } });
  const writers = new Map(
    messages.map((message) => [normalAddress(customerOrSender(message).address), message] as const),
  );
  for (const [address, message] of writers) {
    if (address === "" || own.has(address)) continue;
    // Known from when they wrote, not from when they were blocked.
    const person = await contactOf(piece.people, customerOrSender(message), {
      ...origin,
      atEpochMs: message.atEpochMs,
    });
    if ((typeof person.blockedAtEpochMs === "number") === isBlocked) continue;
    changed.push(person.id);
    piece.people.put(
      touch(person, { blockedAtEpochMs: isBlocked ? origin.atEpochMs : null }, origin.nextStamp(), PERSON_SETS),
    );
  }
  return changed;
}
