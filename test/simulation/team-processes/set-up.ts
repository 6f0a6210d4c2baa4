/** A team's server processes with a mailbox, a receiver of requests and a workflow on what is closed, and the devices that joined. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { Joined } from "#shared/contract/sign-in.ts";
import { StepId, type WorkflowId } from "#shared/model/ids.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { CatchUpAnswer } from "#shared/sync/protocol.ts";
import { createFileSecrets } from "#main/hosts/secrets/file-secrets.ts";
import { openSocketLink } from "#main/sync/client/socket-link.ts";
import { TOKEN_SECRET, writeMembership } from "#main/sync/membership.ts";
import { TEST_PASSWORD } from "../../support/mail/imap-server.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { SECRET, SECRET_NAME } from "../automation-kill/kill-desk.ts";
import { startChild, type Child } from "./child.ts";
import type { DeviceTask } from "./child-messages.ts";

const [ADDRESS, PASSWORD] = ["ada@desk.example", "seven green elephants"];
const SCOPE = { closedSinceEpochMs: null };

export type Ports = { readonly imap: number; readonly smtp: number; readonly webhook: number };

/** The first super admin, and what the server does. */
export async function setUpServer(server: Child, publicUrl: string, ports: Ports): Promise<void> {
  const token = server.setUpUrl?.split("/").at(-1);
  await post(publicUrl, "set-up", { token, name: "Ada", address: ADDRESS, password: PASSWORD });
  const call = <Answer>(procedure: string, input: unknown) => server.ask<Answer>({ ask: "call", procedure, input });
  await call("channels.create", {
    name: "Support",
    address: "support@desk.example",
    pipelineId: SUPPORT,
    mailbox: { ...testMailbox(ports), sentCopy: "none" },
    secret: { kind: "password", password: TEST_PASSWORD },
  });
  await call("webhookRequests.setHosts", { items: [`127.0.0.1:${ports.webhook}`] });
  await call("webhookRequests.setSecret", { name: SECRET_NAME, secret: SECRET });
  const card = await call<{ id: WorkflowId; definition: WorkflowDefinition }>("workflows.stageCard", {
    id: SUPPORT,
    stageId: STAGES.closed,
  });
  await call("workflows.update", {
    id: card.id,
    enabled: true,
    definition: {
      ...card.definition,
      sources: ["email", "manual"],
      steps: stepsOf(`http://127.0.0.1:${ports.webhook}/`),
    },
  });
}

/** Instant, outward, a wait that only the host ends, and outward once more. */
function stepsOf(url: string): WorkflowDefinition["steps"] {
  const hook = {
    type: "send-webhook",
    method: "POST",
    url,
    headers: {},
    body: null,
    contentType: "application/json",
    secretName: SECRET_NAME,
  } as const;
  const mail = { kind: "custom", body: "It is closed.", html: false, marketing: false } as const;
  return [
    { id: StepId.parse("tag"), type: "add-tags", tags: ["told"] },
    {
      id: StepId.parse("mail"),
      type: "send-email",
      to: "primary-contact",
      mail: { ...mail, subject: "Closed: {{ ticket.subject }}" },
    },
    { id: StepId.parse("hook"), ...hook },
    {
      id: StepId.parse("wait"),
      type: "wait-for",
      duration: { amount: 15, unit: "seconds" },
      cancelOn: [],
      whenCancelled: "stop",
      businessHours: false,
    },
    { id: StepId.parse("hook-2"), ...hook },
  ];
}

export type JoinedDevice = { readonly child: Child; readonly userId: string };

/** A laptop whose person joins by password. */
export async function joinDevice(publicUrl: string, folder: string, baseEpochMs: number): Promise<JoinedDevice> {
  const body = { by: "password", address: ADDRESS, password: PASSWORD, deviceName: "Laptop" };
  const joined = Joined.parse(await post(publicUrl, "join", body));
  const target = { serverUrl: publicUrl, token: joined.deviceToken, deviceId: "joining", agent: undefined };
  const nobody = { news: () => undefined, lost: () => undefined };
  const link = await openSocketLink(target, nobody, new AbortController().signal);
  const setup = CatchUpAnswer.parse(
    await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: SCOPE }),
  );
  link.close();
  const dataDir = join(folder, joined.deviceId);
  await mkdir(dataDir);
  await createFileSecrets({ dataDir }).set(TOKEN_SECRET, joined.deviceToken);
  await writeMembership(dataDir, {
    serverUrl: publicUrl,
    deskName: joined.deskName,
    userId: joined.userId,
    tokenId: joined.deviceId,
    joinedAtEpochMs: baseEpochMs,
    scope: SCOPE,
    begin: { kind: "theirs", setup: setup.rows, serverCommit: 0 },
  });
  const task: DeviceTask = { dataDir, baseEpochMs };
  return { child: await startChild("team-device", task), userId: joined.userId };
}

async function post(publicUrl: string, name: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${publicUrl}/auth/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: publicUrl, "sec-fetch-site": "same-origin" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text}`);
  return JSON.parse(text);
}
