/** Changes of a ticket as data, done for a person: by its own window, and for many tickets at once. */
import { assertNever, notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PersonId, TicketId } from "#shared/model/ids.ts";
import type { EditableTicketProperties, Ticket } from "#shared/model/ticket.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { timeToClose } from "#shared/rules/close-date/close-date.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { inverseOf, tagsAfter } from "#shared/rules/undo/inverse-of.ts";
import { requireAssignable, requireFollowers } from "../../assignable.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { PERSON_SETS } from "../../people.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";
import { requireUnchanged } from "../../require-unchanged.ts";
import { changeProperties } from "../../ticket-changes/change-properties.ts";
import { bringBack, setAside } from "../../ticket-changes/set-aside.ts";
import { draftOf, type TicketDraft } from "../../ticket-changes/ticket-draft.ts";
import { inOnePiece, originOf } from "../command.ts";
import { setBlocked } from "../file-conversations.ts";
import { mergeInPiece } from "../merge-ticket.ts";
import { moveInDraft } from "../move-ticket.ts";
import { takeInThread } from "../threads/take-in-thread.ts";
import { takeOutThread } from "../threads/take-out-thread.ts";
import { unmergeInPiece } from "../unmerge-ticket.ts";
import { requireEditable } from "../update-ticket.ts";

/** What is changed in the ticket itself, in one draft. */
type Plain = Exclude<TicketChange, { kind: "merge" | "unmerge" | "split" | "detach" | "take-in" }>;

/**
 * Does changes of one ticket, one after the other, all or none.
 * @returns the ticket after them, and what takes them back: the last one first
 * @throws PD_DESK_NOT_FOUND, PD_DESK_CHANGED, PD_RULE_REFUSED (section G), PD_USER_NOT_ASSIGNABLE, PD_INPUT_INVALID
 */
export function changeTicketBy(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  changes: readonly TicketChange[],
): Promise<{ readonly ticket: Ticket; readonly undo: TicketChange[] }> {
  return inOnePiece(context, async (piece) => {
    const undo: TicketChange[] = [];
    for (const change of changes) undo.unshift(...(await applyChange(context, actor, piece, id, change)));
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    return { ticket, undo };
  });
}

/** One of them, in a piece of work. @returns what takes it back; none where nothing was changed */
export async function applyChange(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  id: TicketId,
  change: TicketChange,
): Promise<TicketChange[]> {
  const before = await piece.tickets.get(id);
  if (!before) throw notFound("ticket", id);
  switch (change.kind) {
    case "merge":
      if (before.mergedIntoTicketId === change.intoTicketId || id === change.intoTicketId) return [];
      await mergeInPiece(context, actor, piece, { id, intoTicketId: change.intoTicketId });
      return inverseOf(change, before, before);
    case "unmerge":
      await unmergeInPiece(context, actor, piece, id);
      return inverseOf(change, before, before);
    case "split":
    case "detach":
      return inverseOf(change, before, before, await takeOutThread(context, actor, piece, id, change));
    case "take-in":
      return inverseOf(change, before, before, await takeInThread(context, actor, piece, id, change.conversationId));
    default: {
      const draft = draftOf(before, originOf(context, actor));
      await changeDraft(context, actor, piece, draft, change);
      const undo = inverseOf(change, before, draft.ticket);
      if (draft.events.length > 0) await piece.change(draft);
      return undo;
    }
  }
}

async function changeDraft(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  draft: TicketDraft,
  change: Plain,
): Promise<void> {
  const { ticket } = draft;
  requireEditable(context, actor, draft);
  switch (change.kind) {
    case "properties":
      requireUnchanged(ticket, change.onlyIf);
      requireAssignable(context.setup, change.values.ownerId, ticket.ownerId);
      return changeProperties(draft, change.values as Partial<EditableTicketProperties>, change.pastDue);
    case "tags":
      return changeProperties(draft, { tags: tagsAfter(ticket.tags, change.add, change.remove) });
    case "followers": {
      const gone = new Set(change.remove);
      requireFollowers(context.setup, change.add, ticket.followerIds);
      const kept = ticket.followerIds.filter((id) => !gone.has(id));
      return changeProperties(draft, { followerIds: Array.from(new Set([...kept, ...change.add])) });
    }
    case "move": {
      const { to, properties, onlyIf, stood } = change;
      moveInDraft(context, actor, draft, {
        ...to,
        onlyIf,
        properties: properties as Partial<EditableTicketProperties> | undefined,
      });
      if (stood) standAgain(draft, stood);
      return undefined;
    }
    case "set-aside":
      return asideWith(context, actor, piece, draft, change);
    case "bring-back":
      for (const id of ticket.aside?.blockedIds ?? []) await letIn(piece, id, draft);
      return bringBack(draft);
    case "link":
      return link(piece, draft, change);
    case "unlink":
      return unlink(piece, draft, change.ticketId);
    default:
      return assertNever(change);
  }
}

/** Where it stood, as it stood there: what the move worked out anew is put back, and told where it differs. */
function standAgain(
  draft: TicketDraft,
  {
    closedAtEpochMs,
    wasReopened,
    stageEnteredAtEpochMs,
  }: NonNullable<Extract<TicketChange, { kind: "move" }>["stood"]>,
): void {
  const from = draft.ticket.closedAtEpochMs;
  const timeToCloseMs = timeToClose(draft.ticket.createdAtEpochMs, closedAtEpochMs);
  draft.set({ closedAtEpochMs, timeToCloseMs, wasReopened, stageEnteredAtEpochMs });
  if (from !== closedAtEpochMs)
    draft.emit({ type: "ticket.property-changed", property: "closedAtEpochMs", from, to: closedAtEpochMs });
}

async function asideWith(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  draft: TicketDraft,
  { as, blocksWriters }: Extract<TicketChange, { kind: "set-aside" }>,
): Promise<void> {
  const { ticket } = draft;
  if (ticket.mergedIntoTicketId !== undefined)
    throw new PipedeskError("PD_INPUT_INVALID", "This ticket is merged into another one: undo that first.", {
      details: { what: "ticket", id: ticket.mergedIntoTicketId, reason: "merged-already" },
    });
  const blocked: PersonId[] = [];
  if (blocksWriters === true)
    for (const { id } of await context.store.conversations.find({ selector: { ticketId: ticket.id } }))
      blocked.push(...(await setBlocked(context, piece, id, true, draft.origin)));
  setAside(draft, as, actor.user.id, blocked);
}

async function letIn(piece: PieceOfWork, id: PersonId, { origin }: TicketDraft): Promise<void> {
  const person = await piece.people.get(id);
  if (typeof person?.blockedAtEpochMs !== "number") return;
  piece.people.put(touch(person, { blockedAtEpochMs: null }, origin.nextStamp(), PERSON_SETS));
}

const OTHER_HALF = { follows: "followed-by", "followed-by": "follows", related: "related" } as const;

async function link(
  piece: PieceOfWork,
  draft: TicketDraft,
  { ticketId, relation }: Extract<TicketChange, { kind: "link" }>,
): Promise<void> {
  const { ticket, origin } = draft;
  const other = await piece.tickets.get(ticketId);
  if (!other) throw notFound("ticket", ticketId);
  if (ticket.id === ticketId)
    throw new PipedeskError("PD_INPUT_INVALID", "A ticket cannot be linked with itself.", {
      details: { what: "ticket", id: ticketId, reason: "same-ticket" },
    });
  if (ticket.links.some((one) => one.ticketId === ticketId)) return;
  draft.set({ links: [...ticket.links, { ticketId, relation }] });
  draft.emit({ type: "ticket.linked", ticketId, relation });
  if (other.links.some((one) => one.ticketId === ticket.id)) return;
  const half = { ticketId: ticket.id, relation: OTHER_HALF[relation] };
  const otherDraft = draftOf(other, origin);
  otherDraft.set({ links: [...other.links, half] });
  otherDraft.emit({ type: "ticket.linked", ...half });
  await piece.change(otherDraft);
}

async function unlink(piece: PieceOfWork, draft: TicketDraft, ticketId: TicketId): Promise<void> {
  const { ticket, origin } = draft;
  const without = (of: Ticket, id: TicketId) => of.links.filter((one) => one.ticketId !== id);
  if (without(ticket, ticketId).length === ticket.links.length) return;
  draft.set({ links: without(ticket, ticketId) });
  draft.emit({ type: "ticket.unlinked", ticketId });
  const other = await piece.tickets.get(ticketId);
  if (!other || without(other, ticket.id).length === other.links.length) return;
  const otherDraft = draftOf(other, origin);
  otherDraft.set({ links: without(other, ticket.id) });
  otherDraft.emit({ type: "ticket.unlinked", ticketId: ticket.id });
  await piece.change(otherDraft);
}
