import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { IngestResult } from "#shared/contract/channels.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { ActivityView, TicketView } from "#shared/contract/views.ts";
import { ChannelId, PipelineId, StageId, TicketId, UserId } from "#shared/model/ids.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import { createCore, type Core, type Log } from "#main/core.ts";
import type { Network } from "#main/mail/account/discover.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { KEPT_WORKERS } from "./kept-workers.ts";
import { memorySecrets } from "./memory-secrets.ts";
import { rawMail, type RawMail } from "./raw-mail.ts";
import { insert } from "./insert.ts";
import { chosenDatabase } from "./postgres/desk-url.ts";

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Nothing is asked of anybody. */
export const NO_NETWORK: Network = {
  fetchText: async () => null,
  resolveSrv: async () => [],
  resolveMx: async () => [],
};

export const SUPPORT = PipelineId.parse("pipeline-support");
const stage = (key: string) => StageId.parse(`${SUPPORT}-${key}`);
export const STAGES = {
  new: stage("new"),
  waitingOnContact: stage("waiting-on-contact"),
  waitingOnUs: stage("waiting-on-us"),
  closed: stage("closed"),
} as const;
export const INBOUND = ChannelId.parse("channel-support");
export const DAY_MS = 86_400_000;

/** A real core over a folder of its own, with a clock that the test moves. */
export type TestDesk = {
  readonly dataDir: string;
  readonly core: Core;
  /** The contract as the owner calls it, validated on both sides. */
  readonly client: DeskClient;
  readonly clock: { nowEpochMs: number };
  receive(mail: Partial<RawMail> & { messageId: string }): Promise<IngestResult>;
  /** A mail that makes a ticket. */
  newTicket(messageId?: string): Promise<TicketId>;
  ticket(id: TicketId): Promise<TicketView>;
  /** Each activity of a ticket as `cause: what`. */
  history(id: TicketId): Promise<string[]>;
  as(permissions: readonly Permission[]): Promise<DeskClient>;
  reopen(): Promise<TestDesk>;
  close(): Promise<void>;
};

export async function openTestDesk(
  options: { dataDir?: string; databaseUrl?: string | undefined; nowEpochMs?: number; secrets?: Secrets } = {},
): Promise<TestDesk> {
  const secrets = options.secrets ?? memorySecrets();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "pipedesk-")));
  const clock = { nowEpochMs: options.nowEpochMs ?? Date.UTC(2026, 4, 4, 9) };
  const databaseUrl = options.databaseUrl ?? (await chosenDatabase(dataDir));
  const core = await createCore({
    dataDir,
    databaseUrl,
    clock: { nowEpochMs: () => clock.nowEpochMs },
    log: SILENT,
    version: "0.0.0",
    secrets,
    network: NO_NETWORK,
    workers: KEPT_WORKERS,
  });
  const clientOf = (userId: UserId): DeskClient => createRouterClient(core.router, { context: { userId } });
  const client = clientOf(core.owner());

  const desk: TestDesk = {
    dataDir,
    core,
    client,
    clock,
    receive: (mail) =>
      client.channels.ingest({
        params: { id: INBOUND },
        body: new Blob([
          rawMail({
            from: "Anna <anna@example.com>",
            to: "help@desk.example",
            subject: "Boots",
            text: "They leak.",
            ...mail,
          }),
        ]),
      }),
    async newTicket(messageId = "first@example.com") {
      return TicketId.parse((await desk.receive({ messageId })).ticketId);
    },
    ticket: (id) => client.tickets.get({ id }),
    async history(id) {
      return (await client.tickets.open({ id })).activities.map(tell);
    },
    async as(permissions) {
      const id = UserId.parse(`user-${permissions.join("-") || "agent"}`);
      const address = `${id}@desk.example`;
      await insert(core.context.store.setup, [
        {
          id,
          kind: "user",
          name: "Agent",
          address,
          permissions: [...permissions],
          createdAtEpochMs: clock.nowEpochMs,
          stamps: {},
        },
      ]);
      return clientOf(id);
    },
    async reopen() {
      await core.close();
      return openTestDesk({ dataDir, databaseUrl, nowEpochMs: clock.nowEpochMs, secrets });
    },
    async close() {
      await core.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return desk;
}

function tell({ cause, body }: ActivityView): string {
  const who =
    cause.kind === "rule"
      ? cause.rule
      : cause.kind === "workflow"
        ? cause.workflowId.replace(/^.*-/u, "").toUpperCase()
        : cause.kind;
  switch (body.type) {
    case "ticket.stage-changed":
      return `${who}: ${short(body.from.stageId)} → ${short(body.to.stageId)}`;
    case "ticket.property-changed":
      return `${who}: ${body.property} ${JSON.stringify(body.from)} → ${JSON.stringify(body.to)}`;
    case "message.received":
    case "message.sent":
      return `${who}: ${body.type} (${body.verdict.kind === "no-change" ? `${body.verdict.rule} ${body.verdict.reason}` : `${body.verdict.rule} ${body.verdict.kind}`})`;
    case "ticket.move-refused":
      return `${who}: refused ${short(body.to.stageId)} (${body.rule})`;
    default:
      return `${who}: ${body.type}`;
  }
}

function short(stageId: string): string {
  return stageId.replace(/^pipeline-support-/u, "");
}
