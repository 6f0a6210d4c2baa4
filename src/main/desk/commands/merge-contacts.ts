/**
 * Two contacts that are one person (H5). The merged one keeps all that it was and from then on stands for the other; tickets go on naming it, and whoever reads them finds the one that
 * stands. So merging and undoing it cost the same however many tickets there are.
 */
import { isDeepStrictEqual } from "node:util";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { KEPT_AUTOMATIC_MAILS, withHardBounce } from "#shared/rules/outbox/automatic-mail-caps.ts";
import type { DeskContext } from "../context.ts";
import { MAX_REASSIGNED_TICKETS } from "../limits.ts";
import { normalAddress, PERSON_SETS, personOf } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { inOnePiece } from "./command.ts";
import { requireContact } from "./contacts.ts";

/** @returns the contact that stands for both. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where they are one already */
export function mergeContacts(
  context: DeskContext,
  { id, intoContactId }: { readonly id: PersonId; readonly intoContactId: PersonId },
): Promise<Person> {
  return inOnePiece(context, async (piece) => {
    const [from, into] = [await requireContact(piece, id), await requireContact(piece, intoContactId)];
    if (from.id === into.id) throw refused("same-contact", id);
    const atEpochMs = context.clock.nowEpochMs();
    const took = {
      addresses: from.addresses.filter((one) => !into.addresses.includes(one)),
      address: into.address === "" && from.address !== "",
      name: into.name === "" && from.name !== "",
      phone: into.phone === "" && from.phone !== "",
      company: into.companyId === null && from.companyId !== null,
      notes: from.notes !== "",
      unsubscribed: typeof from.unsubscribedAtEpochMs === "number" && typeof into.unsubscribedAtEpochMs !== "number",
    };
    const merge = { atEpochMs, took };
    piece.people.put(touch(from, { kind: "alias", standsForId: into.id, merge }, context.nextStamp(), PERSON_SETS));
    const next = touch(into, united(from, into, took), context.nextStamp(), PERSON_SETS);
    piece.people.put(next);
    return next;
  });
}

function united(from: Person, into: Person, took: NonNullable<Person["merge"]>["took"]): Partial<Person> {
  const mails = [...(into.automaticMails ?? []), ...(from.automaticMails ?? [])];
  const bounces = from.hardBounces ?? [];
  return {
    addresses: [...into.addresses, ...took.addresses],
    mergedIds: Array.from(new Set([...(into.mergedIds ?? []), from.id, ...(from.mergedIds ?? [])])),
    ...(took.address ? { address: from.address } : {}),
    ...(took.name ? { name: from.name } : {}),
    ...(took.phone ? { phone: from.phone } : {}),
    ...(took.company ? { companyId: from.companyId } : {}),
    ...(took.notes ? { notes: [into.notes, from.notes].filter((text) => text !== "").join("\n\n") } : {}),
    // Who wants no mail at one address wants none at another.
    ...(took.unsubscribed ? { unsubscribedAtEpochMs: from.unsubscribedAtEpochMs ?? null } : {}),
    ...(from.consents ? { consents: [...(into.consents ?? []), ...from.consents] } : {}),
    lastMessageAtEpochMs: Math.max(into.lastMessageAtEpochMs ?? 0, from.lastMessageAtEpochMs ?? 0) || null,
    ...(mails.length === 0
      ? {}
      : {
          automaticMails: mails.toSorted((a, b) => a.atEpochMs - b.atEpochMs).slice(-KEPT_AUTOMATIC_MAILS),
        }),
    ...(bounces.length === 0
      ? {}
      : { hardBounces: bounces.reduce((all, bounce) => withHardBounce(all, bounce), into.hardBounces ?? []) }),
  };
}

/** @returns the contact that is one of its own again. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where it is not merged */
export function unmergeContact(context: DeskContext, { id }: { readonly id: PersonId }): Promise<Person> {
  return inOnePiece(context, async (piece) => {
    const from = await piece.people.get(id);
    if (!from) throw notFound("contact", id);
    if (from.kind !== "alias" || !from.merge || !from.standsForId) throw refused("not-merged", id);
    const direct = await piece.people.get(from.standsForId);
    if (direct?.kind === "alias") throw refused("target-merged", direct.standsForId ?? direct.id);
    const into = await requireContact(piece, from.standsForId);
    // An address that was taken from the contact meanwhile may be somebody else's by now.
    const owners = await Promise.all(from.addresses.map((one) => personOf(piece.people, one)));
    const addresses = from.addresses.filter((_, at) => {
      const owner = owners[at];
      return owner === null || owner === undefined || owner.id === into.id;
    });
    const own: Partial<Person> = {
      kind: "contact",
      standsForId: undefined,
      merge: undefined,
      addresses,
      address: addresses.includes(from.address) ? from.address : (addresses[0] ?? ""),
      ...bouncesOf(into, addresses),
    };
    const next = touch(from, own, context.nextStamp(), PERSON_SETS);
    piece.people.put(next);
    piece.people.put(touch(into, givenUp(from, into), context.nextStamp(), PERSON_SETS));
    await giveTicketsBack(context, piece, from, into);
    return next;
  });
}

function bouncesOf({ hardBounces = [] }: Person, addresses: readonly string[]): Partial<Person> {
  const own = hardBounces.filter(({ address }) => addresses.includes(address));
  return own.length === 0 ? {} : { hardBounces: own };
}

/** Only what the merge brought, and nobody changed since. */
function givenUp(from: Person, into: Person): Partial<Person> {
  const { took } = from.merge ?? { took: null };
  if (took === null) return {};
  const addresses = into.addresses.filter((one) => !took.addresses.includes(one));
  const gone = new Set([from.id, ...(from.mergedIds ?? [])]);
  const withoutNotes = into.notes === from.notes ? "" : into.notes.replace(`\n\n${from.notes}`, "");
  return {
    addresses,
    address: addresses.includes(into.address) ? into.address : (addresses[0] ?? ""),
    mergedIds: (into.mergedIds ?? []).filter((one) => !gone.has(one)),
    ...(took.name && into.name === from.name ? { name: "" } : {}),
    ...(took.phone && into.phone === from.phone ? { phone: "" } : {}),
    ...(took.company && into.companyId === from.companyId ? { companyId: null } : {}),
    ...(took.notes ? { notes: withoutNotes } : {}),
    ...(took.unsubscribed && into.unsubscribedAtEpochMs === from.unsubscribedAtEpochMs
      ? { unsubscribedAtEpochMs: null }
      : {}),
    ...(from.consents && into.consents
      ? { consents: into.consents.filter((one) => !from.consents?.some((other) => isDeepStrictEqual(one, other))) }
      : {}),
    ...(into.hardBounces ? { hardBounces: into.hardBounces.filter(({ address }) => addresses.includes(address)) } : {}),
  };
}

/** Tickets that the merged contact's own addresses began since name the other: they are the merged one's. */
async function giveTicketsBack(context: DeskContext, piece: PieceOfWork, from: Person, into: Person): Promise<void> {
  const since = from.merge?.atEpochMs ?? Number.POSITIVE_INFINITY;
  const { store } = context;
  const tickets = await store.tickets.find({
    selector: { primaryContactId: into.id, lastActivityAtEpochMs: { $gte: since } },
    sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_REASSIGNED_TICKETS,
  });
  for (const { id, createdAtEpochMs, originConversationId } of tickets) {
    if (createdAtEpochMs < since || originConversationId === null) continue;
    const [first] = await store.messages.find({
      selector: { conversationId: originConversationId },
      sort: [{ atEpochMs: "asc" }, { id: "asc" }],
      limit: 1,
    });
    const ticket = await piece.tickets.get(id);
    if (!first || !ticket || !from.addresses.includes(normalAddress(customerOrSender(first).address))) continue;
    const origin = {
      atEpochMs: context.clock.nowEpochMs(),
      cause: { kind: "rule", rule: "H5" } as const,
      depth: 0,
      isNoActivity: true,
      nextStamp: () => context.nextStamp(),
    };
    const draft = draftOf(ticket, origin);
    const contactIds = ticket.contactIds.map((one) => (one === into.id ? from.id : one));
    draft.set({ primaryContactId: from.id, contactIds });
    piece.tickets.put(draft.ticket);
  }
}

/** Notes that two contacts are two people, whatever they look like: they are not offered as one any more. */
export function keepContactsApart(
  context: DeskContext,
  { id, otherId }: { readonly id: PersonId; readonly otherId: PersonId },
): Promise<Person> {
  return inOnePiece(context, async (piece) => {
    const [one, other] = [await requireContact(piece, id), await requireContact(piece, otherId)];
    if (one.id === other.id) throw refused("same-contact", id);
    const apart = (person: Person, from: Person): Person =>
      touch(
        person,
        { notSameIds: Array.from(new Set([...(person.notSameIds ?? []), from.id])) },
        context.nextStamp(),
        PERSON_SETS,
      );
    piece.people.put(apart(other, one));
    const next = apart(one, other);
    piece.people.put(next);
    return next;
  });
}

/** Why two contacts are not merged, or a merge is not undone: a stable key. */
export type ContactMergeRefusal = "same-contact" | "not-merged" | "target-merged";

const REFUSED: Readonly<Record<ContactMergeRefusal, string>> = {
  "same-contact": "These are one contact already.",
  "not-merged": "This contact is not merged into another one.",
  "target-merged": "The contact that took over was itself merged into another one: undo that first.",
};

function refused(reason: ContactMergeRefusal, id: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", REFUSED[reason], { details: { what: "contact", id, reason } });
}
