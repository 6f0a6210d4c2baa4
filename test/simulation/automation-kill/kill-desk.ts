import { createRouterClient } from "@orpc/server";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { StepId, UserId, type ChannelId } from "#shared/model/ids.ts";
import { createCore, type Core } from "#main/core.ts";
import { systemTimers } from "#main/desk/timers.ts";
import { createFileSecrets } from "#main/hosts/secrets/file-secrets.ts";
import { NO_PROBE, type Probe, type ProbePoint } from "#main/mail/probe.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { TEST_PASSWORD } from "../../support/mail/imap-server.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { NO_NETWORK, SILENT, SUPPORT } from "../../support/test-desk.ts";

/** What the process that is killed is told, as JSON in its first argument. */
export type ChildTask = {
  readonly dataDir: string;
  /** When the clocks of all its lives began. */
  readonly baseEpochMs: number;
  readonly channelId: ChannelId;
  /** Where in sending a mail it ends itself without warning; null: it is killed from outside. */
  readonly point: ProbePoint | null;
};

export const TICKETS = 5;
/** Of a workflow each. */
export const RUNS = 2 * TICKETS;
export const SECRET_NAME = "sink";
export const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes....").toString("base64")}`;

const USER = UserId.parse("user-owner");

/** The desk's clock runs so much faster than the machine's, so that waits of a minute take seconds. */
const SPEED = 20;

/** A desk on real timers and a fast clock; the secrets lie in its folder, as on a machine without a keychain. */
export async function openKillDesk(
  dataDir: string,
  baseEpochMs: number,
  probe: Probe = NO_PROBE,
): Promise<{ core: Core; client: DeskClient }> {
  const core = await createCore({
    dataDir,
    clock: { nowEpochMs: () => Math.round(baseEpochMs + (Date.now() - baseEpochMs) * SPEED) },
    timers: { after: (delayMs, work) => systemTimers.after(delayMs / SPEED, work) },
    log: SILENT,
    version: "0.0.0",
    secrets: createFileSecrets({ dataDir }),
    network: NO_NETWORK,
    probe,
  });
  return { core, client: createRouterClient(core.router, { context: { userId: core.owner() } }) };
}

/** A mailbox, a receiver and the workflows. */
export async function setUpKillDesk(
  client: DeskClient,
  ports: { readonly imap: number; readonly smtp: number; readonly webhook: number },
): Promise<ChannelId> {
  const channel = await client.channels.create({
    name: "Support",
    address: "support@desk.example",
    pipelineId: SUPPORT,
    mailbox: { ...testMailbox(ports), sentCopy: "none" },
    secret: { kind: "password", password: TEST_PASSWORD },
  });
  await client.webhookRequests.setHosts({ items: [`127.0.0.1:${ports.webhook}`] });
  await client.webhookRequests.setSecret({ name: SECRET_NAME, secret: SECRET });
  for (const [name, definition] of Object.entries(definitions(`http://127.0.0.1:${ports.webhook}/`)))
    await client.workflows.create({ name, enabled: true, definition });
  return channel.id;
}

/** The mails that come, each beginning a ticket; handed in again in each life. */
export async function bringMails(client: DeskClient, channelId: ChannelId): Promise<void> {
  for (let number = 0; number < TICKETS; number += 1) {
    const raw = rawMail({
      from: `Customer ${number} <customer${number}@example.com>`,
      to: "support@desk.example",
      subject: `Question ${number}`,
      text: "They leak.",
      messageId: `question-${number}@example.com`,
    });
    await client.channels.ingest({ params: { id: channelId }, body: new Blob([raw]) });
  }
}

/** Whether nothing is left to be done. */
export async function isThrough({ context: { store } }: Core): Promise<boolean> {
  const runs = await store.runs.find({ selector: {} });
  if (runs.length < RUNS || runs.some(({ status }) => status !== "done" && status !== "failed")) return false;
  const outbox = await store.outbox.find({ selector: {} });
  if (outbox.some(({ state }) => state === "queued" || state === "sending")) return false;
  return (await store.webhookRequests.count({ reported: false })) === 0;
}

function definitions(url: string): Record<string, WorkflowDefinition> {
  const id = (name: string) => StepId.parse(name);
  const hook = (name: string) =>
    ({
      id: id(name),
      type: "send-webhook",
      method: "POST",
      url: `${url}${name}`,
      headers: {},
      body: null,
      contentType: "application/json",
      secretName: SECRET_NAME,
    }) as const;
  const owner = { userIds: [], teamIds: [], owner: true, followers: false };
  const base = {
    version: 2,
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
  } satisfies Partial<WorkflowDefinition>;
  return {
    Welcome: {
      ...base,
      triggers: [{ id: "t1", type: "ticket-created" }],
      steps: [
        { id: id("owner"), type: "set-owner", userId: USER },
        { id: id("note"), type: "add-note", text: "Came in: {{ ticket.subject }}" },
        { id: id("tell"), type: "notify", to: owner, title: "New: {{ ticket.subject }}", text: "" },
        {
          id: id("mail"),
          type: "send-email",
          to: "primary-contact",
          mail: {
            kind: "custom",
            subject: "We have it: {{ ticket.subject }}",
            body: "Soon.",
            html: false,
            marketing: false,
          },
        },
        hook("first"),
        {
          id: id("wait"),
          type: "wait-for",
          duration: { amount: 20, unit: "seconds" },
          cancelOn: [],
          whenCancelled: "stop",
          businessHours: false,
        },
        { id: id("priority"), type: "set-property", change: { property: "priority", value: "urgent" } },
        { id: id("tags"), type: "add-tags", tags: ["late"] },
        hook("second"),
      ],
    },
    Urgent: {
      ...base,
      triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
      steps: [
        { id: id("note"), type: "add-note", text: "Now {{ ticket.priority }}" },
        {
          id: id("task"),
          type: "create-task",
          title: "Call about {{ ticket.subject }}",
          detail: "",
          userId: null,
          dueAfter: null,
          businessHours: false,
        },
      ],
    },
  };
}
