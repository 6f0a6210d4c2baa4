import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { TicketCard, TicketView } from "#shared/contract/views.ts";
import { PersonId, PipelineId, StageId, TicketId, UserId } from "#shared/model/ids.ts";
import type { UserView } from "#shared/contract/people.ts";

export const PIPELINE = PipelineId.parse("support");
export const NEW = StageId.parse("new");
export const WAITING = StageId.parse("waiting");
export const CLOSED = StageId.parse("closed");

export const ticketId = (id: string) => TicketId.parse(id);

/** A card whose order on the board is its time. */
export function card(id: string, atEpochMs: number, change: Partial<TicketCard> = {}): TicketCard {
  return {
    id: ticketId(id),
    number: 1,
    subject: `Subject of ${id}`,
    pipelineId: PIPELINE,
    stageId: NEW,
    priority: null,
    ownerId: null,
    dueAtEpochMs: null,
    closedAtEpochMs: null,
    tags: [],
    source: "email",
    createdAtEpochMs: 1,
    stageEnteredAtEpochMs: 1,
    lastCustomerMessageAtEpochMs: null,
    lastAgentMessageAtEpochMs: null,
    timeToCloseMs: null,
    lastActivityAtEpochMs: atEpochMs,
    messageCount: 1,
    snippet: "",
    unread: false,
    contactName: "Ada",
    contactAddress: "ada@example.com",
    ...change,
  };
}

/** The ticket of a card, as a command answers it. */
export function ticketOf(base: TicketCard, change: Partial<TicketView> = {}): TicketView {
  const { contactName: _name, contactAddress: _address, ...shared } = base;
  return {
    ...shared,
    followerIds: [],
    contactIds: [PersonId.parse("p-ada")],
    channelId: null,
    originConversationId: null,
    timeToCloseMs: null,
    wasReopened: false,
    lastCustomerMessageAtEpochMs: null,
    lastAgentMessageAtEpochMs: null,
    links: [],
    primaryContactId: PersonId.parse("p-ada"),
    ...change,
  };
}

export const ME: UserView = { id: UserId.parse("me"), name: "Me", address: "", permissions: [] };

export function pipeline(rules: Partial<PipelineView["rules"]> = {}): PipelineView {
  return {
    id: PIPELINE,
    kind: "pipeline",
    name: "Support",
    order: 1,
    stages: [
      { id: NEW, name: "New", kind: "open", colour: "blue" },
      { id: WAITING, name: "Waiting", kind: "open", colour: "amber" },
      { id: CLOSED, name: "Closed", kind: "closed", colour: "green" },
    ],
    closeDate: { setOnClose: true, clearOnReopen: true },
    reopen: { kind: "first-open-stage" },
    rules: {
      preventBackward: false,
      preventSkipping: false,
      newTicketStageIds: null,
      requiredProperties: {},
      closedEditors: "everyone",
      ...rules,
    },
    createdAtEpochMs: 1,
  };
}

export const STATUS: DeskStatus = {
  product: "pipedesk",
  version: "1",
  protocol: PROTOCOL_VERSION,
  deskName: "Desk",
  startedAs: "empty",
  me: ME,
  counts: {
    tickets: 1,
    messages: 0,
    contacts: 0,
    inbox: 0,
    outbox: 0,
    outboxNeedsPerson: 0,
    unreadNotifications: 0,
    attention: 0,
  },
  mailboxes: [],
  job: null,
  work: [],
  automationsPaused: null,
  simulating: false,
  fileGone: null,
};
