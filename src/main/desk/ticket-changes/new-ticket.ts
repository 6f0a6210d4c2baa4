import { uniqueTags } from "#shared/rules/unique-tags.ts";
import type { ChannelId, ConversationId, PersonId, TicketId, UserId } from "#shared/model/ids.ts";
import { valuesAfter, type OwnValuesPatch } from "#shared/model/setup/property.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import type { SourceKind, Ticket, TicketPriority } from "#shared/model/ticket.ts";
import { closeDateAfter } from "#shared/rules/close-date/close-date.ts";
import { requireStage } from "./move-ticket.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "./ticket-draft.ts";

export type NewTicket = {
  readonly id: TicketId;
  /** Null: it has none that is final. */
  readonly number: number | null;
  readonly provisionalNumber?: number | undefined;
  readonly subject: string;
  readonly pipeline: Pipeline;
  readonly stageId: Ticket["stageId"];
  readonly source: SourceKind;
  readonly contactId: PersonId | null;
  readonly channelId: ChannelId | null;
  readonly originConversationId: ConversationId | null;
  readonly priority?: TicketPriority | null;
  readonly ownerId?: UserId | null;
  readonly dueAtEpochMs?: number | null;
  readonly tags?: readonly string[];
  /** Of the desk's own properties; null is none. */
  readonly values?: OwnValuesPatch;
};

/** A ticket that is to be written for the first time. Creation straight in a closed stage counts as closing it (C4). */
export function newTicketDraft(input: NewTicket, origin: ChangeOrigin): TicketDraft {
  const stage = requireStage(input.pipeline, input.stageId);
  const at = origin.atEpochMs;
  const closing = closeDateAfter({
    switches: input.pipeline.closeDate,
    fromKind: null,
    toKind: stage.kind,
    closedAtEpochMs: null,
    createdAtEpochMs: at,
    nowEpochMs: at,
  });
  const ticket: Ticket = {
    id: input.id,
    number: input.number,
    ...(input.provisionalNumber === undefined ? {} : { provisionalNumber: input.provisionalNumber }),
    subject: input.subject,
    pipelineId: input.pipeline.id,
    stageId: input.stageId,
    priority: input.priority ?? null,
    ownerId: input.ownerId ?? null,
    dueAtEpochMs: input.dueAtEpochMs ?? null,
    ...(typeof input.dueAtEpochMs === "number" ? { dueSetAtEpochMs: at } : {}),
    closedAtEpochMs: closing.closedAtEpochMs,
    timeToCloseMs: closing.timeToCloseMs,
    tags: uniqueTags(input.tags ?? []),
    followerIds: [],
    contactIds: input.contactId === null ? [] : [input.contactId],
    primaryContactId: input.contactId,
    source: input.source,
    channelId: input.channelId,
    originConversationId: input.originConversationId,
    createdAtEpochMs: at,
    wasReopened: false,
    stageEnteredAtEpochMs: at,
    lastActivityAtEpochMs: at,
    lastCustomerMessageAtEpochMs: null,
    lastAgentMessageAtEpochMs: null,
    messageCount: 0,
    snippet: "",
    unread: false,
    links: [],
    ...valuesAfter(undefined, input.values ?? {}),
    stamps: {},
  };
  const draft = draftOf(ticket, origin);
  draft.emit({
    type: "ticket.created",
    at: { pipelineId: input.pipeline.id, stageId: input.stageId },
    subject: input.subject,
  });
  if (closing.rule !== null) {
    draft.emit(
      { type: "ticket.property-changed", property: "closedAtEpochMs", from: null, to: closing.closedAtEpochMs },
      { kind: "rule", rule: closing.rule },
    );
  }
  return draft;
}
