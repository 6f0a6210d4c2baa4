import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { filter, merge, skip, Subject, take, type Observable } from "rxjs";
import { afterAll, expect, test } from "vitest";
import { createRandom, type Random } from "#main/demo/random.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { dumpDesk, type DeskDump } from "../../support/desk-dump.ts";
import { startImapServer, TEST_PASSWORD } from "../../support/mail/imap-server.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { openKillDesk, SECRET, SECRET_NAME } from "../automation-kill/kill-desk.ts";
import { startWebhookSink, type SunkCall } from "../automation-kill/webhook-sink.ts";
import { createLoad } from "./load.ts";
import type { LifeTask } from "./load-child.ts";
import { isThrough } from "./run-load.ts";
import { tellDesk, type Told } from "./told.ts";
import { workflowsFor } from "./workflows.ts";

/** `PIPEDESK_KILL_SEEDS=200` for so many, `PIPEDESK_SEED=17` for that one alone. */
const ONE = process.env["PIPEDESK_SEED"];
const COUNT = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? "3");
const SEEDS = ONE === undefined ? Array.from({ length: COUNT }, (_, seed) => seed) : [Number(ONE)];
/** Loads differ in how many lanes they have and what happens in them. What is killed when differs for each seed; so many in a row have one load. */
const [LOADS, SEEDS_PER_LOAD] = [12, 4];
const TIMEOUT_MS = 180_000;
/** Where the system has a folder in memory: a process is killed and not the machine, so nothing need be on a disk. */
const MEMORY = "/dev/shm";
/** From an open desk to the end of a load, about, and to where a new process has opened it. */
const [LOAD_MS, OPENING_MS] = [2_500, 500];
/** From the first words of a mail or a request to where its answer is written, about; and how many there are in a load at least. */
const [SENDING_MS, MAX_SENT] = [6, 8];
/** Between two writes of one piece of work, about; and how often a load's log is seen to grow, about: a few times for each page. */
const [WRITE_MS, MAX_WRITES] = [2, 3_000];
/** Of an operation among others that wait for the same queue; and how many there are in a load, about. */
const [OPERATION_MS, MAX_OPERATIONS] = [30, 30];
/** What hangs is ended. */
const LAST_LIFE_MS = 60_000;

/** The process says `opening`, `open`, and each `operation` that begins; its log grows with each `write`; a receiver sees the `mail` or `request` begin. `count`: the how manieth of them in this life. */
const SAID = ["opening", "open", "operation"] as const;
type Moment = (typeof SAID)[number] | "write" | "mail" | "request";
type Kill = { readonly after: Moment; readonly count: number; readonly delayMs: number };

/** Most kills come where something is being written or leaves the machine: such moments are short, and a load has many that are none of them. */
function planKill(random: Random): Kill {
  const after = random.weighted([
    { moment: "opening", weight: 2 },
    { moment: "open", weight: 3 },
    { moment: "operation", weight: 3 },
    { moment: "write", weight: 9 },
    { moment: "mail", weight: 4 },
    { moment: "request", weight: 3 },
  ] as const).moment;
  if (after === "opening") return { after, count: 1, delayMs: random.integer(0, OPENING_MS) };
  if (after === "open") return { after, count: 1, delayMs: random.integer(0, LOAD_MS) };
  if (after === "operation")
    return { after, count: random.integer(1, MAX_OPERATIONS), delayMs: random.integer(0, OPERATION_MS) };
  // As many among the first hundred as among the next thousands: a later life has less to do.
  if (after === "write")
    return { after, count: Math.ceil(MAX_WRITES ** random.next()), delayMs: random.integer(0, WRITE_MS) };
  return { after, count: random.integer(1, MAX_SENT), delayMs: random.integer(0, SENDING_MS) };
}

type Outcome = {
  readonly dump: DeskDump;
  readonly told: Told;
  /** What a full text search finds. */
  readonly hits: readonly string[];
  readonly isThrough: boolean;
  readonly mails: SmtpSink["mails"];
  readonly calls: readonly SunkCall[];
  readonly kills: number;
};

const figures = { seeds: 0, kills: 0, mails: 0, unsure: 0, requests: 0, repeated: 0 };
afterAll(() => {
  if (process.env["PIPEDESK_KILL_SEEDS"] !== undefined) console.log(JSON.stringify(figures));
});

/** Does a load from its beginning to its end, in one life and so many more as it is killed. */
async function runThrough(loadSeed: number, kills: readonly Kill[], moods: Random): Promise<Outcome> {
  const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "pipedesk-mixed-"));
  const imap = await startImapServer();
  const smtp = await startSmtpSink();
  const seen = new Subject<Moment>();
  const webhook = await startWebhookSink(() => {
    seen.next("request");
    return moods.pick(["fine", "fine", "slow", "fails"]);
  });
  smtp.setFaults({
    refuseSender: () => {
      seen.next("mail");
      return null;
    },
  });
  try {
    const dataDir = join(folder, "desk");
    const archivePath = join(folder, "archive.mbox");
    const baseEpochMs = Date.now();
    await mkdir(dataDir);
    await writeFile(archivePath, createLoad(loadSeed).archive);
    const channelId = await setUp(dataDir, baseEpochMs, { imap: imap.port, smtp: smtp.port, webhook: webhook.port });
    const task: LifeTask = {
      dataDir,
      loadSeed,
      baseEpochMs,
      channelId,
      archivePath,
      progressPath: join(folder, "progress"),
    };
    let killed = 0;
    for (const kill of kills) {
      const end = await live(task, kill, seen);
      if (end === "failed") throw new Error("The desk's process failed.");
      if (end === "through") break;
      killed += 1;
    }
    const end = await live(task, null, seen);
    if (end !== "through") throw new Error(`The last life did not come to its end: ${end}.`);
    const desk = await openKillDesk(dataDir, baseEpochMs);
    const dump = await dumpDesk(desk.core.context.store);
    const through = await isThrough(desk);
    const { items } = await desk.client.search.query({ q: "leak", limit: 100 });
    const hits = items.map(({ kind, title }) => `${kind} ${title.map(({ text }) => text).join("")}`).toSorted();
    await desk.core.close();
    return {
      dump,
      told: tellDesk(dump, folder),
      hits,
      isThrough: through,
      mails: smtp.mails,
      calls: webhook.calls,
      kills: killed,
    };
  } finally {
    await webhook.close();
    await smtp.close();
    await imap.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function setUp(
  dataDir: string,
  baseEpochMs: number,
  ports: { readonly imap: number; readonly smtp: number; readonly webhook: number },
): Promise<ChannelId> {
  const { core, client } = await openKillDesk(dataDir, baseEpochMs);
  const channel = await client.channels.create({
    name: "Support",
    address: "support@desk.example",
    pipelineId: SUPPORT,
    mailbox: { ...testMailbox(ports), sentCopy: "none" },
    secret: { kind: "password", password: TEST_PASSWORD },
  });
  await client.webhookRequests.setHosts({ items: [`127.0.0.1:${ports.webhook}`] });
  await client.webhookRequests.setSecret({ name: SECRET_NAME, secret: SECRET });
  for (const [name, definition] of Object.entries(workflowsFor(`http://127.0.0.1:${ports.webhook}/`)))
    await client.workflows.create({ name, enabled: true, definition });
  await core.close();
  return channel.id;
}

/** @returns how it ended: killed, by itself, or with an error */
async function live(
  task: LifeTask,
  kill: Kill | null,
  seen: Observable<Moment>,
): Promise<"killed" | "through" | "failed"> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "load-child.ts"), JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const cancel = new AbortController();
  const killAfter = (delayMs: number) =>
    void pause(delayMs, undefined, { signal: cancel.signal }).then(
      () => child.kill("SIGKILL"),
      () => undefined,
    );
  const said = new Subject<Moment>();
  const watcher = watch(task.dataDir, (_event, name) => {
    if (name?.endsWith("-wal")) said.next("write");
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n")) for (const moment of SAID) if (line === moment) said.next(moment);
  });
  const moments = merge(seen, said).pipe(filter((moment) => moment === kill?.after));
  const subscription = moments
    .pipe(skip((kill?.count ?? 1) - 1), take(1))
    .subscribe(() => killAfter(kill?.delayMs ?? 0));
  killAfter(LAST_LIFE_MS);
  const [code, signal] = await ended;
  cancel.abort();
  watcher.close();
  subscription.unsubscribe();
  return signal === "SIGKILL" ? "killed" : code === 0 ? "through" : "failed";
}

/** Of each load the run that was never cut off. */
const whole = new Map<number, Promise<Outcome>>();
function wholeRun(loadSeed: number): Promise<Outcome> {
  const known = whole.get(loadSeed);
  if (known) return known;
  const run = runThrough(loadSeed, [], createRandom(loadSeed).fork("whole"));
  whole.set(loadSeed, run);
  return run;
}

test.each(SEEDS)(
  "[F7] [H4] seed %i: killed at any moment of a mixed load, the desk is in the end as if it never had been, and nothing went out twice",
  async (seed) => {
    const random = createRandom(seed).fork("mixed-kill");
    const loadSeed = Math.floor(seed / SEEDS_PER_LOAD) % LOADS;
    const kills = Array.from({ length: random.integer(1, 4) }, () => planKill(random));
    const expected = await wholeRun(loadSeed);
    const found = await runThrough(loadSeed, kills, random.fork("moods"));
    figures.seeds += 1;
    figures.kills += found.kills;

    expect([expected.isThrough, found.isThrough]).toEqual([true, true]);
    const { evaluations: expectedEvaluations, ...documents } = expected.told;
    const { evaluations, ...foundDocuments } = found.told;
    expect(foundDocuments).toEqual(documents);
    expect(beyond(evaluations, expectedEvaluations)).toEqual([]);
    expect(found.hits).toEqual(expected.hits);
    const numbers = found.dump["tickets"]?.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers?.length);

    checkMails(found);
    checkRequests(found);
  },
  TIMEOUT_MS,
);

/** What is there more often than expected. */
function beyond(found: readonly string[], expected: readonly string[]): string[] {
  const left = [...expected];
  return found.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Each at most once; one that is not there, nobody claims to have sent; nothing that nobody wrote. */
function checkMails({ dump, mails }: Outcome): void {
  const states = new Map(dump["outbox"]?.map(({ messageId, state }) => [messageId, state]));
  const sent = (dump["messages"] ?? []).filter(({ direction }) => direction === "outgoing");
  const wrong = sent.flatMap(({ id, subject, rfcMessageId }) => {
    const arrived = mails.filter(({ messageId }) => messageId === rfcMessageId).length;
    const state = states.get(id ?? null);
    figures.mails += 1;
    if (state === "unsure") figures.unsure += 1;
    const isRight =
      (state === "sent" && arrived === 1) ||
      (state === "unsure" && arrived <= 1) ||
      (state === "cancelled" && arrived === 0);
    return isRight ? [] : [{ subject, state, arrived }];
  });
  expect(wrong).toEqual([]);
  const written = new Set(sent.map(({ rfcMessageId }) => rfcMessageId));
  expect(mails.filter(({ messageId }) => !written.has(messageId))).toEqual([]);
}

/** Each at least once, always the same under one id; nothing that no run asked for. */
function checkRequests({ dump, calls }: Outcome): void {
  const requests = dump["webhookRequests"] ?? [];
  for (const { id, body } of requests) {
    const own = calls.filter((call) => call.id === id);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((call) => call.body !== body || !call.isSigned)).toEqual([]);
    figures.requests += 1;
    if (own.length > 1) figures.repeated += 1;
  }
  expect(new Set(calls.map(({ id }) => id))).toEqual(new Set(requests.map(({ id }) => id)));
}
