import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCore, type Core } from "#main/core.ts";
import { startServeHost, type ServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { TicketView } from "#shared/contract/views.ts";
import { ask, BEARER, jsonBody, TOKEN } from "./serve-fixture.ts";
import { clientOver, openSocket } from "./socket-client.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";

const NOON = Date.UTC(2026, 0, 5, 12);
const [NEW, WAITING_ON_US, CLOSED] = ["new", "waiting-on-us", "closed"].map((stage) => `pipeline-support-${stage}`);

let folder: string;
let nowEpochMs: number;
let core: Core;
let host: ServeHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipedesk-rest-"));
  nowEpochMs = NOON;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  core = await createCore({
    dataDir: folder,
    clock: { nowEpochMs: () => nowEpochMs },
    log,
    secrets: memorySecrets(),
    version: "1.2.3",
    workers: KEPT_WORKERS,
  });
  host = await startServeHost({
    core,
    port: 0,
    token: TOKEN,
    rendererDir: join(folder, "none"),
    log,
    version: "1.2.3",
  });
});

afterEach(async () => {
  await host.close();
  await core.close();
  await rm(folder, { recursive: true });
});

const rest = (path: string, options: Parameters<typeof ask>[2] = {}) =>
  ask(host.port, `/api/v1${path}`, { headers: BEARER, ...options });
const post = (path: string, body: unknown) => rest(path, { method: "POST", ...jsonBody(body) });
const ticketOf = async (id: string) => (await rest(`/tickets/${id}`)).json as TicketView;

async function channel(): Promise<string> {
  const body = { name: "Help", pipelineId: "pipeline-support", address: "help@desk.example" };
  return ((await post("/channels", body)).json as { id: string }).id;
}

type Ingested = { status: string; ticketId: string; messageId: string };

/** Hands a mail to the channel, with bytes that are no text in any charset. */
async function deliver(channelId: string, id: string, headers: string[] = []): Promise<Ingested> {
  const head = [
    "From: Ann <ann@customer.example>",
    "To: help@desk.example",
    "Subject: It does not work",
    `Message-ID: <${id}@customer.example>`,
    ...headers,
  ].join("\r\n");
  const body = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from([0x80, 0xff, 0xfe, 0x0d, 0x0a])]);
  return (await rest(`/channels/${channelId}/messages`, { method: "POST", body })).json as Ingested;
}

const replyTo = (id: string) => [`In-Reply-To: <${id}@customer.example>`, `References: <${id}@customer.example>`];

describe("close date", () => {
  const move = (id: string, stageId: string | undefined) => post(`/tickets/${id}/move`, { stageId });
  const dates = ({ stageId, closedAtEpochMs }: TicketView) => [stageId, closedAtEpochMs];

  test("[C1] [C2] [C5] a move to Closed sets it in the same answer, the move back clears it", async () => {
    const { ticketId } = await deliver(await channel(), "1");
    nowEpochMs = NOON + 1000;
    expect(dates((await move(ticketId, CLOSED)).json as TicketView)).toEqual([CLOSED, NOON + 1000]);
    expect(dates((await move(ticketId, NEW)).json as TicketView)).toEqual([NEW, null]);
  });

  test("[C3] with the switches off, moves leave it alone", async () => {
    const { ticketId } = await deliver(await channel(), "1");
    const switches = { closeDate: { setOnClose: false, clearOnReopen: false } };
    expect((await rest("/pipelines/pipeline-support", { method: "PATCH", ...jsonBody(switches) })).status).toBe(200);
    expect(dates((await move(ticketId, CLOSED)).json as TicketView)).toEqual([CLOSED, null]);
    await rest(`/tickets/${ticketId}`, { method: "PATCH", ...jsonBody({ closedAtEpochMs: 7 }) });
    expect(dates((await move(ticketId, NEW)).json as TicketView)).toEqual([NEW, 7]);
  });
});

describe("mail by REST", () => {
  test("[D6] a reply to a closed ticket reopens it at the first open stage; [D7] an auto-reply does not", async () => {
    const channelId = await channel();
    const { ticketId } = await deliver(channelId, "1");
    await post(`/tickets/${ticketId}/move`, { stageId: CLOSED });
    const automatic = await deliver(channelId, "2", [...replyTo("1"), "Auto-Submitted: auto-replied"]);
    expect([automatic.ticketId, (await ticketOf(ticketId)).stageId]).toEqual([ticketId, CLOSED]);
    const reply = await deliver(channelId, "3", replyTo("1"));
    expect([reply.ticketId, (await ticketOf(ticketId)).stageId]).toEqual([ticketId, NEW]);
  });

  test("[D2] [D8] a reply on an open ticket sets the status once, however often it comes", async () => {
    const channelId = await channel();
    const { ticketId } = await deliver(channelId, "1");
    const first = await deliver(channelId, "2", replyTo("1"));
    expect((await ticketOf(ticketId)).stageId).toBe(WAITING_ON_US);
    await post(`/tickets/${ticketId}/move`, { stageId: NEW });
    const again = await deliver(channelId, "2", replyTo("1"));
    expect([first.status, again.status, again.messageId]).toEqual(["imported", "duplicate", first.messageId]);
    expect((await ticketOf(ticketId)).stageId).toBe(NEW);
  });

  test("the raw source comes back byte for byte", async () => {
    const { messageId } = await deliver(await channel(), "1");
    const { body } = await rest(`/messages/${messageId}/raw`);
    expect(body.subarray(-5)).toEqual(Buffer.from([0x80, 0xff, 0xfe, 0x0d, 0x0a]));
  });
});

test("[G6] a refused move tells the rule and what would satisfy it", async () => {
  const { ticketId } = await deliver(await channel(), "1");
  const rules = { rules: { requiredProperties: { [String(CLOSED)]: ["priority"] } } };
  expect((await rest("/pipelines/pipeline-support", { method: "PATCH", ...jsonBody(rules) })).status).toBe(200);
  const refused = await post(`/tickets/${ticketId}/move`, { stageId: CLOSED });
  expect([refused.status, refused.json]).toEqual([
    409,
    expect.objectContaining({
      code: "RULE_REFUSED",
      data: expect.objectContaining({ code: "PD_RULE_REFUSED", rule: "G4", missing: ["priority"] }) as unknown,
    }),
  ]);
  expect((await ticketOf(ticketId)).stageId).toBe(NEW);
});

test.each([
  ["GET", "/tickets/none"],
  ["GET", "/tickets/none/record"],
  ["PATCH", "/tickets/none"],
  ["POST", "/tickets/none/read"],
  ["GET", "/pipelines/none"],
  ["GET", "/workflows/none"],
  ["GET", "/contacts/none"],
  ["GET", "/conversations/none"],
  ["GET", "/messages/none"],
  ["GET", "/messages/none/html"],
  ["GET", "/messages/none/raw"],
  ["GET", `/messages/none/attachments/${"a".repeat(64)}`],
  ["POST", "/channels/none/messages"],
])("%s %s: what doesn't exist is told as that", async (method, path) => {
  const answer = await rest(path, {
    method,
    ...(method === "GET" ? {} : { body: path.startsWith("/channels") ? "x" : "{}" }),
  });
  expect([answer.status, answer.json]).toEqual([
    404,
    expect.objectContaining({ code: "NOT_FOUND", data: expect.objectContaining({ id: "none" }) as unknown }),
  ]);
});

test("lists go on page by page, over tickets that come meanwhile, to their end", async () => {
  const channelId = await channel();
  for (const id of ["1", "2", "3", "4", "5"]) {
    nowEpochMs += 1000;
    await deliver(channelId, id);
  }
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await rest(`/tickets?limit=2${query}`)).json as {
      items: { id: string }[];
      nextCursor: string | null;
    };
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    nowEpochMs += 1000;
    if (seen.length === 2) await deliver(channelId, "6");
  }
  expect(new Set(seen).size).toBe(5);
  expect((await rest("/tickets?cursor=made-up")).status).toBe(400);
});

test("the live feed of a page brings a mail's ticket as soon as it is there, and ends when the host closes", async () => {
  const channelId = await channel();
  const { socket } = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
  if (!socket) throw new Error("The host refused.");
  const feed = await clientOver(socket).desk.live();
  const hello = await feed.next();
  const channels = expect.arrayContaining([expect.objectContaining({ id: channelId })]) as unknown;
  expect(hello.value).toMatchObject({ type: "hello", protocol: PROTOCOL_VERSION, setup: { channels } });
  const { ticketId } = await deliver(channelId, "1");
  for await (const entry of feed) {
    if (entry.type === "changes" && entry.tickets.some(({ id }) => id === ticketId)) break;
  }
  const gone = new Promise((resolve) => socket.once("close", resolve));
  await host.close();
  expect(await gone).toBe(1001);
});
