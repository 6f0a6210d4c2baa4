import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Subject } from "rxjs";
import type { Random } from "#main/demo/random.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { dumpDesk, type DeskDump } from "../../support/desk-dump.ts";
import { startImapServer, TEST_PASSWORD } from "../../support/mail/imap-server.ts";
import { testMailbox } from "../../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { openKillDesk, SECRET, SECRET_NAME } from "../automation-kill/kill-desk.ts";
import { startWebhookSink, type SunkCall } from "../automation-kill/webhook-sink.ts";
import { live, type Kill, type Moment } from "./lives.ts";
import { createLoad } from "./load.ts";
import type { LifeTask } from "./load-child.ts";
import { isThrough } from "./run-load.ts";
import { tellDesk, type Told } from "./told.ts";
import { workflowsFor } from "./workflows.ts";

export type Outcome = {
  readonly dump: DeskDump;
  readonly told: Told;
  /** What a full text search finds. */
  readonly hits: readonly string[];
  readonly isThrough: boolean;
  readonly mails: SmtpSink["mails"];
  readonly calls: readonly SunkCall[];
  readonly kills: number;
};

/** Does a load from its beginning to its end, in one life and so many more as it is killed. */
export async function runThrough(loadSeed: number, kills: readonly Kill[], moods: Random): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-mixed-"));
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
