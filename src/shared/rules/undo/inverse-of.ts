/**
 * What takes a change of a ticket back, as changes again: the windows' Undo and work on many tickets use the same. Each bears the values that the change made, and is refused where somebody has
 * made them others since. What left the machine (a mail, a call of a webhook) is no part of a ticket, and nothing takes it back.
 */
import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Ticket } from "../../model/ticket.ts";
import type { TicketChange } from "../../model/ticket-change.ts";
import { tagKey } from "../unique-tags.ts";

type Values = Extract<TicketChange, { kind: "properties" }>["values"];

/**
 * @param after the ticket as the change itself left it; what workflows made of it since is theirs
 * @param thread of a split or a detaching: what takes the thread back, which the ticket alone doesn't tell
 * @returns in the order in which they are done; none where nothing was changed
 */
export function inverseOf(
  change: TicketChange,
  before: Ticket,
  after: Ticket,
  thread: TicketChange | null = null,
): TicketChange[] {
  switch (change.kind) {
    case "properties":
      return valuesBack(Object.keys(change.values), before, after);
    case "tags":
      return setBack("tags", before.tags, after.tags);
    case "followers":
      return setBack("followers", before.followerIds, after.followerIds);
    case "move": {
      const { tags: _tags, ...values } = change.properties ?? {};
      return [
        ...placeBack(before, after),
        // Closing wakes a snoozed ticket.
        ...valuesBack([...Object.keys(values), "snoozedUntilEpochMs"], before, after),
        ...setBack("tags", before.tags, after.tags),
      ];
    }
    case "merge":
      return [{ kind: "unmerge" }];
    case "unmerge":
      return before.mergedIntoTicketId === undefined
        ? []
        : [{ kind: "merge", intoTicketId: before.mergedIntoTicketId }];
    case "set-aside":
      return before.aside?.as === after.aside?.as ? [] : asideBack(before);
    case "bring-back":
      return before.aside === undefined ? [] : asideBack(before);
    case "link":
      return before.links.length === after.links.length ? [] : [{ kind: "unlink", ticketId: change.ticketId }];
    case "unlink":
      return before.links
        .filter(({ ticketId }) => ticketId === change.ticketId)
        .map(({ ticketId, relation }) => ({ kind: "link", ticketId, relation }));
    case "split":
    case "detach":
    case "take-in":
      return thread === null ? [] : [thread];
    default:
      return assertNever(change);
  }
}

function valuesBack(names: readonly string[], before: Ticket, after: Ticket): TicketChange[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  // What a ticket never had is as empty as what was taken from it.
  const differing = names.filter((name) => (was[name] ?? null) !== (is[name] ?? null));
  if (differing.length === 0) return [];
  const of = (ticket: Record<string, unknown>) =>
    Object.fromEntries(differing.map((name) => [name, ticket[name] ?? null])) as Values;
  // A due date that was past already had its say.
  const past = differing.includes("dueAtEpochMs") ? { pastDue: "leave" as const } : {};
  return [{ kind: "properties", values: of(was), onlyIf: of(is), ...past }];
}

function setBack<Element extends string>(
  kind: "tags" | "followers",
  before: readonly Element[],
  after: readonly Element[],
): TicketChange[] {
  const add = before.filter((one) => !after.includes(one));
  const remove = after.filter((one) => !before.includes(one));
  return add.length + remove.length === 0 ? [] : [{ kind, add, remove } as TicketChange];
}

function placeBack(before: Ticket, after: Ticket): TicketChange[] {
  if (before.stageId === after.stageId && before.pipelineId === after.pipelineId) return [];
  const { stageEnteredAtEpochMs, closedAtEpochMs, wasReopened } = before;
  return [
    {
      kind: "move",
      to: { pipelineId: before.pipelineId, stageId: before.stageId },
      onlyIf: { pipelineId: after.pipelineId, stageId: after.stageId },
      stood: { stageEnteredAtEpochMs, closedAtEpochMs, wasReopened },
    },
  ];
}

function asideBack({ aside }: Ticket): TicketChange[] {
  if (aside === undefined) return [{ kind: "bring-back" }];
  return [{ kind: "set-aside", as: aside.as, ...((aside.blockedIds ?? []).length > 0 ? { blocksWriters: true } : {}) }];
}

/** Tags after some were added and others taken away: a spelling that is there already stays. */
export function tagsAfter(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const gone = new Set(remove.map(tagKey));
  return [...tags.filter((tag) => !gone.has(tagKey(tag))), ...add];
}
