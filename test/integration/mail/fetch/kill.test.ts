import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ProbePoint } from "#main/mail/probe.ts";
import { startFetchProcess } from "../../../support/mail/fetch-process.ts";
import { startImapServer, TEST_USER } from "../../../support/mail/imap-server.ts";
import { manyMails, subjectsOf } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();
const SEEDS = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? 5);
const POINTS: readonly ProbePoint[] = ["fetch.received", "fetch.files-written", "fetch.committed", "fetch.flagged"];
/** Messages in a batch of the process; see fetch-child.ts. */
const BATCH = 5;
const MAX_PASSINGS = 3;

/** Each seed is one process on the same desk, killed at one point; between two of them mails arrive. */
test(
  `[H4] [D8] kill -9 at each point of fetching, ${SEEDS} times: every message is in the desk once, and marked as read`,
  async () => {
    const imap = open(await startImapServer());
    const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-kill-"));
    open({ close: () => rm(dataDir, { recursive: true, force: true }) });
    const mails = manyMails((SEEDS + 1) * BATCH * MAX_PASSINGS);
    let delivered = 0;
    const deliver = (count: number) => {
      for (const mail of mails.splice(0, count)) imap.deliver("INBOX", mail);
      delivered += count;
    };
    const task = { port: imap.port, user: TEST_USER, dataDir };
    const signals: (NodeJS.Signals | null)[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const point = POINTS[seed % POINTS.length] ?? "fetch.received";
      const passing = 1 + (Math.floor(seed / POINTS.length) % MAX_PASSINGS);
      deliver(BATCH * passing);
      const desk = open(startFetchProcess({ ...task, kill: { point, passing } }));
      signals.push(await desk.ended);
    }
    deliver(1);
    const desk = open(startFetchProcess({ ...task, kill: null }));
    const { messages } = await desk.until(
      (report) => report.state === "connected" && Object.keys(report.messages).length >= delivered,
    );
    await desk.close();
    expect(signals).toEqual(signals.map(() => "SIGKILL"));
    expect(Object.values(messages).toSorted()).toEqual(subjectsOf(delivered));
    expect(imap.messages("INBOX").map(({ flags }) => flags)).toEqual(
      Array.from({ length: delivered }, () => ["\\Seen"]),
    );
  },
  60_000 + SEEDS * 15_000,
);
