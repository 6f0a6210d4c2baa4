/** A core of a few procedures, so that the hosts are tested without a store: each answers with what it was asked. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { implement, type AnyRouter } from "@orpc/server";
import { isContractProcedure, type AnyContractRouter } from "@orpc/contract";
import type { CoreContext, DeskCore } from "#main/hosts/rpc/desk-core.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { DeskStatus, LiveEntry } from "#shared/contract/desk.ts";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import { contract } from "#shared/contract/index.ts";
import type { TicketView } from "#shared/contract/views.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ChannelId, PipelineId, StageId, TicketId, UserId } from "#shared/model/ids.ts";

export const OWNER = UserId.parse("user-owner");

export const STATUS: DeskStatus = {
  product: "pipedesk",
  version: "1.2.3",
  protocol: PROTOCOL_VERSION,
  deskName: "Tiny",
  startedAs: "empty",
  me: { id: OWNER, name: "Owner", address: "owner@desk.example", permissions: ["super-admin"] },
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

export const HELLO: LiveEntry = {
  type: "hello",
  protocol: PROTOCOL_VERSION,
  status: STATUS,
  setup: {
    pipelines: [],
    workflows: [],
    channels: [],
    users: [],
    teams: [],
    properties: [],
    slaPolicies: [],
    workCalendars: [],
    mailTemplates: [],
    snippets: [],
    macros: [],
    workflowDrafts: [],
    views: [],
  },
  stageCounts: {},
};

export const TICKET: TicketView = {
  id: TicketId.parse("t1"),
  number: 1,
  subject: "A ticket",
  pipelineId: PipelineId.parse("p1"),
  stageId: StageId.parse("s1"),
  priority: null,
  ownerId: null,
  dueAtEpochMs: null,
  closedAtEpochMs: null,
  tags: [],
  followerIds: [],
  contactIds: [],
  primaryContactId: null,
  source: "manual",
  channelId: null,
  originConversationId: null,
  createdAtEpochMs: 1,
  timeToCloseMs: null,
  wasReopened: false,
  stageEnteredAtEpochMs: 1,
  lastActivityAtEpochMs: 1,
  lastCustomerMessageAtEpochMs: null,
  lastAgentMessageAtEpochMs: null,
  messageCount: 0,
  snippet: "",
  unread: false,
  links: [],
};

const CHANNEL: ChannelView = {
  id: ChannelId.parse("channel-1"),
  kind: "channel",
  channelKind: "email",
  name: "Support",
  address: "support@desk.example",
  aliases: [],
  pipelineId: PipelineId.parse("p1"),
  stageId: StageId.parse("s1"),
  createTickets: true,
  mailbox: null,
  createdAtEpochMs: 1,
};

export const ATTACHMENT = new File(["<script>alert(1)</script>"], 'Ünïcode "quoted"\r\n/../page.html', {
  type: "text/html",
});

export type TinyCore = DeskCore & {
  /** Feeds that are being read now. */
  readonly feeds: ReadonlySet<AbortSignal>;
  /** Puts an entry into every feed. */
  tell(entry: LiveEntry): void;
  /** Resolves when `tickets.markRead` was called: that call then waits for `release`. */
  readonly held: Promise<void>;
  release(): void;
};

export function createTinyCore(): TinyCore {
  const feeds = new Set<AbortSignal>();
  const listeners = new Set<(entry: LiveEntry) => void>();
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const of = implement(contract).$context<CoreContext>();

  const written = {
    desk: {
      status: of.desk.status.handler(() => STATUS),
      live: of.desk.live.handler(async function* ({ signal = new AbortController().signal }) {
        feeds.add(signal);
        const waiting: LiveEntry[] = [HELLO];
        let wake = Promise.withResolvers<void>();
        const listen = (entry: LiveEntry) => {
          waiting.push(entry);
          wake.resolve();
        };
        listeners.add(listen);
        signal.addEventListener("abort", () => wake.resolve());
        try {
          while (!signal.aborted) {
            for (const entry of waiting.splice(0)) {
              if (entry.type === "changes" && entry.status?.deskName === "break") throw new Error("secret of the feed");
              yield entry;
            }
            if (!signal.aborted) await wake.promise;
            wake = Promise.withResolvers<void>();
          }
        } finally {
          listeners.delete(listen);
          feeds.delete(signal);
        }
      }),
      import: of.desk.import.handler(({ input }) => ({ ...STATUS, deskName: `${input.file.name} ${input.file.size}` })),
    },
    tickets: {
      list: of.tickets.list.handler(({ input }) => ({ items: [], nextCursor: JSON.stringify(input) })),
      get: of.tickets.get.handler(({ input }) => {
        if (input.id === TICKET.id) return TICKET;
        if (input.id === "boom") throw new Error("secret detail");
        if (input.id === "wrong-output") return { ...TICKET, subject: "" };
        throw notFound("ticket", input.id);
      }),
      update: of.tickets.update.handler(({ input }) => ({ ...TICKET, subject: input.subject ?? TICKET.subject })),
      move: of.tickets.move.handler(() => {
        throw new PipedeskError("PD_RULE_REFUSED", "Tickets may not move backward here.", {
          details: { rule: "G1", missing: ["permission"], reason: "backward" },
        });
      }),
      markRead: of.tickets.markRead.handler(async () => {
        held.resolve();
        await released.promise;
        return TICKET;
      }),
    },
    conversations: {
      list: of.conversations.list.handler(({ input }) => ({ items: [], nextCursor: JSON.stringify(input) })),
    },
    messages: {
      raw: of.messages.raw.handler(() => ({
        headers: { "X-Not": "taken" },
        body: new Blob(["Subject: ü\r\n"], { type: "message/rfc822" }),
      })),
      attachment: of.messages.attachment.handler(() => ({ headers: {}, body: ATTACHMENT })),
    },
    channels: {
      list: of.channels.list.handler(() => ({ items: [CHANNEL] })),
      ingest: of.channels.ingest.handler(async ({ input }) => ({
        status: "imported",
        reason: digest(await input.body.bytes()),
        ticketId: null,
        conversationId: null,
        messageId: input.params.id,
      })),
    },
    search: {
      query: of.search.query.handler(({ input }) => ({
        items: [
          {
            kind: "ticket",
            id: JSON.stringify(input),
            ticketId: null,
            ticketNumber: null,
            conversationId: null,
            messageId: null,
            contactId: null,
            title: [],
            snippet: [],
            atEpochMs: null,
          },
        ],
        hasMore: false,
        spelled: [],
      })),
    },
  };

  return {
    // Every procedure of the contract is in it, which the compiler can't see in a walk over the contract.
    router: withTheRest(contract, written) as DeskCore["router"],
    owner: () => OWNER,
    userOfToken: () => null,
    work: {
      async make() {
        const path = await mkdtemp(join(tmpdir(), "tiny-core-"));
        return { path, remove: () => rm(path, { recursive: true }) };
      },
    },
    webhooks: { receive: async ({ workflowId }) => Promise.reject(notFound("address", workflowId)) },
    unsubscribing: { isKnown: () => false, unsubscribe: async () => false },
    feeds,
    tell: (entry) => listeners.forEach((listen) => listen(entry)),
    held: held.promise,
    release: () => released.resolve(),
  };
}

export function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function withTheRest(part: AnyContractRouter, written: unknown): AnyRouter {
  if (isContractProcedure(part)) {
    return implement(part).handler(() => {
      throw new Error("This procedure is not in the tiny core.");
    });
  }
  return Object.fromEntries(
    Object.entries(part).map(([name, child]) => {
      const own = typeof written === "object" && written !== null ? Reflect.get(written, name) : undefined;
      return [name, isContractProcedure(child) && own !== undefined ? own : withTheRest(child, own)];
    }),
  );
}
