import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createRandom } from "#main/demo/random.ts";
import { startImapServer, type TestImapServer } from "../../support/mail/imap-server.ts";
import { startProgram } from "../../support/programs.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { openKillDesk, RUNS, setUpKillDesk, TICKETS, type ChildTask } from "./kill-desk.ts";
import { startWebhookSink } from "./webhook-sink.ts";

/** `PIPEDESK_KILL_SEEDS=100` */
const SEEDS = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? "1");
const TIMEOUT_MS = 120_000;
/** After these a mail's bytes may be with the server and no answer is stored. */
const POINTS = ["send.recorded", "send.first-byte", "send.last-byte", "send.answered"] as const;
/** From the start of a process to where all is done, about. */
const LIFE_MS = 4_000;
/** What hangs is ended. */
const LAST_LIFE_MS = 60_000;

const figures = { kills: 0, mails: 0, unsure: 0, requests: 0, repeated: 0 };

let dataDir: string;
let imap: TestImapServer;
let smtp: SmtpSink;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipedesk-kill-"));
  imap = await startImapServer();
  smtp = await startSmtpSink();
});
afterEach(async () => {
  await smtp.close();
  await imap.close();
  await rm(dataDir, { recursive: true, force: true });
});
afterAll(() => {
  if (process.env["PIPEDESK_KILL_SEEDS"] === undefined) return;
  const { kills, mails, unsure, requests, repeated } = figures;
  console.log(`${kills} kills; ${mails} mails, ${unsure} unsure; ${requests} requests, ${repeated} of them sent again`);
});

/** What is not through yet. */
async function leftOver(baseEpochMs: number): Promise<string[]> {
  const { core } = await openKillDesk(dataDir, baseEpochMs);
  const { store } = core.context;
  const runs = await store.runs.find({ selector: {} });
  const outbox = await store.outbox.find({ selector: {} });
  const requests = await store.webhookRequests.find({ selector: { reported: false } });
  await core.close();
  return [
    ...runs.filter(({ status }) => status !== "done").map(({ status, cursor }) => `run ${status} at ${cursor}`),
    ...outbox.filter(({ state }) => state === "queued" || state === "sending").map((item) => JSON.stringify(item)),
    ...requests.map((request) => JSON.stringify(request)),
  ];
}

/** @returns how it ended: killed, by itself, or with an error */
async function live(task: ChildTask, killAfterMs: number | null): Promise<"killed" | "through" | "failed"> {
  const child = startProgram("automation-runs", [JSON.stringify(task)], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const cancel = new AbortController();
  void pause(killAfterMs ?? LAST_LIFE_MS, undefined, { signal: cancel.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  const [code, signal] = await ended;
  cancel.abort();
  return signal === "SIGKILL" ? "killed" : code === 0 ? "through" : "failed";
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  "[F7] seed %i: killed at any moment, each mail goes out at most once, each request under one id, each change happens once",
  async (seed) => {
    const random = createRandom(seed).fork("kill");
    const webhook = await startWebhookSink(() => random.pick(["fine", "fine", "slow", "fails"]));
    onTestFinished(() => webhook.close());
    const baseEpochMs = Date.now();
    const before = await openKillDesk(dataDir, baseEpochMs);
    const ports = { imap: imap.port, smtp: smtp.port, webhook: webhook.port };
    const channelId = await setUpKillDesk(before.client, ports);
    await before.core.close();

    const task: ChildTask = { dataDir, baseEpochMs, channelId, point: null };
    // A moment of a mail's way is short: every second seed ends at one of them first.
    const point = seed % 2 === 0 ? null : random.pick(POINTS);
    if (point !== null) {
      expect(await live({ ...task, point }, null)).toBe("killed");
      figures.kills += 1;
    }
    for (let lives = random.integer(1, 2); lives > 0; lives -= 1) {
      const end = await live(task, random.integer(400, LIFE_MS));
      expect(end).not.toBe("failed");
      if (end === "killed") figures.kills += 1;
    }
    expect([await live(task, null), await leftOver(baseEpochMs)]).toEqual(["through", []]);

    const { core } = await openKillDesk(dataDir, baseEpochMs);
    const { store } = core.context;
    const runs = await store.runs.find({ selector: {} });
    const tickets = await store.tickets.find({ selector: {} });
    const activities = await store.activities.find({ selector: {} });
    const messages = await store.messages.find({ selector: {} });
    const items = await store.inboxItems.find({ selector: {} });
    const outbox = await store.outbox.find({ selector: {} });
    const requests = await store.webhookRequests.find({ selector: {} });
    await core.close();

    const ofTicket = (id: string) => ({
      changes: activities
        .filter(({ ticketId, cause }) => ticketId === id && cause.kind === "workflow")
        .map(({ body }) => (body.type === "ticket.property-changed" ? body.property : body.type))
        .toSorted((a, b) => (a < b ? -1 : 1)),
      notes: messages
        .filter(({ ticketId, kind }) => ticketId === id && kind === "note")
        .map(({ text }) => text)
        .toSorted((a, b) => (a < b ? -1 : 1)),
      items: items
        .filter(({ ticketId }) => ticketId === id)
        .map((item) => (item.kind === "task" ? item.title : `${item.topic}: ${item.about}`))
        .filter((line) => !line.startsWith("mail-"))
        .toSorted((a, b) => (a < b ? -1 : 1)),
    });
    expect(tickets.map(({ id, priority, tags }) => ({ priority, tags, ...ofTicket(id) }))).toEqual(
      tickets.map(({ subject }) => ({
        priority: "urgent",
        tags: ["late"],
        changes: [
          "message.sent",
          "note.added",
          "note.added",
          "ownerId",
          "priority",
          "tags",
          ...Array.from({ length: 5 }, () => "workflow.acted"),
        ],
        notes: [`Came in: ${subject}`, "Now urgent"],
        items: [`Call about ${subject}`, `workflow-message: New: ${subject}`],
      })),
    );
    expect(tickets).toHaveLength(TICKETS);
    expect(runs.map(({ status, journal }) => `${status} after ${journal.length} steps`).toSorted()).toEqual(
      Array.from({ length: RUNS }, (_, at) => `done after ${at < TICKETS ? 2 : 9} steps`),
    );

    // Mails: at most once; one that is not there, nobody claims to have sent.
    const sent = messages.filter(({ direction }) => direction === "outgoing");
    expect(sent).toHaveLength(TICKETS);
    for (const { id, rfcMessageId } of sent) {
      const arrived = smtp.mails.filter(({ messageId }) => messageId === rfcMessageId).length;
      const state = outbox.find(({ messageId }) => messageId === id)?.state;
      expect([
        [1, "sent"],
        [1, "unsure"],
        [0, "unsure"],
      ]).toContainEqual([arrived, state]);
      figures.mails += 1;
      if (state === "unsure") figures.unsure += 1;
    }
    expect(smtp.mails).toHaveLength(new Set(smtp.mails.map(({ messageId }) => messageId)).size);

    // Requests: at least once, always the same under one id.
    expect(requests.map(({ state }) => state)).toEqual(Array.from({ length: 2 * TICKETS }, () => "delivered"));
    for (const { id, body } of requests) {
      const calls = webhook.calls.filter((call) => call.id === id);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter((call) => call.body !== body || !call.isSigned)).toEqual([]);
      figures.requests += 1;
      if (calls.length > 1) figures.repeated += 1;
    }
    expect(new Set(webhook.calls.map(({ id }) => id)).size).toBe(requests.length);
  },
  TIMEOUT_MS,
);
