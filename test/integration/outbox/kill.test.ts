import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message } from "#shared/model/message.ts";
import type { ProbePoint } from "#main/mail/probe.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { startProgram } from "../../support/programs.ts";
import { openOutboxDesk, UNDO_MS } from "./outbox-desk.ts";

const POINTS = [
  "send.chosen",
  "send.composed",
  "send.connected",
  "send.recorded",
  "send.first-byte",
  "send.last-byte",
  "send.answered",
  "send.outcome-written",
  "send.copied",
] as const satisfies readonly ProbePoint[];

/** After these the bytes may be with the server and no answer is stored. */
const LEAVES_UNSURE: ReadonlySet<string> = new Set([
  "send.recorded",
  "send.first-byte",
  "send.last-byte",
  "send.answered",
]);

const MAILS = 4;
const SEEDS = Number(process.env["PIPEDESK_KILL_SEEDS"] ?? "5");

let dataDir: string;
let sink: SmtpSink;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipedesk-"));
  sink = await startSmtpSink();
});
afterEach(async () => {
  await sink.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Four answers on two tickets, waiting. */
async function writeMails(sentCopy: "append" | "server"): Promise<Message[]> {
  const out = await openOutboxDesk({ dataDir, smtpPort: sink.port, mailbox: { sentCopy }, isRunning: false });
  const tickets = [await out.desk.newTicket("one@example.com"), await out.desk.newTicket("two@example.com")];
  const messages: Message[] = [];
  for (const id of [...tickets, ...tickets]) messages.push(await out.reply(id, { text: `Answer ${messages.length}` }));
  await out.desk.core.close();
  return messages;
}

async function sendUntilKilled(sentCopy: string, point: string, nth: number): Promise<NodeJS.Signals | null> {
  const args = [dataDir, String(sink.port), sentCopy, point, String(nth)];
  const child = startProgram("outbox", args, { stdio: ["ignore", "ignore", "inherit"] });
  const [, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return signal;
}

const cases = Array.from({ length: SEEDS }, (_, seed) => ({
  seed,
  point: POINTS[seed % POINTS.length] ?? "send.recorded",
  // Every mail has its turn at every point.
  nth: 1 + (Math.floor(seed / POINTS.length) % MAILS),
  sentCopy: seed % 2 === 0 ? ("append" as const) : ("server" as const),
}));

test.each(cases)(
  "[H1] seed $seed: kill -9 at $point, time $nth, copy $sentCopy: nothing is sent twice, nothing is lost unseen",
  async ({ point, nth, sentCopy }) => {
    const messages = await writeMails(sentCopy);
    const hasNoCopies = point === "send.copied" && sentCopy === "server";
    expect(await sendUntilKilled(sentCopy, point, nth)).toBe(hasNoCopies ? null : "SIGKILL");

    const out = await openOutboxDesk({ dataDir, smtpPort: sink.port, mailbox: { sentCopy }, isRunning: false });
    // A server that files copies by itself has filed one of what it took.
    if (sentCopy === "server") for (const { messageId, raw } of sink.mails) out.sent.mails.set(messageId, raw);
    out.restart();
    await out.time.advance(UNDO_MS);
    const states = new Map<string, string>();
    await out.until(async () => {
      for (const message of messages) {
        const { state, sentCopy: copy } = await out.item(message);
        if (state === "queued" || state === "sending" || (state === "sent" && copy === "due")) return null;
        states.set(message.rfcMessageId, state);
      }
      return true;
    });
    await out.time.advance(24 * 3_600_000);
    await out.runner.close();
    await out.desk.core.close();

    const reached = messages.map(({ rfcMessageId }) => [
      sink.mails.filter(({ messageId }) => messageId === rfcMessageId).length,
      states.get(rfcMessageId),
    ]);
    const allowed = [
      [1, "sent"],
      [1, "unsure"],
      [0, "unsure"],
    ];
    for (const one of reached) expect(allowed).toContainEqual(one);
    // One at most is unsure: the one that was on its way; where the Sent folder tells, only one that did not arrive.
    const unsure = reached.filter(([, state]) => state === "unsure");
    const isDecided = sentCopy === "server" && unsure.every(([count]) => count === 0);
    expect(unsure.length).toBeLessThanOrEqual(LEAVES_UNSURE.has(point) ? 1 : 0);
    expect(sentCopy === "append" || isDecided).toBe(true);
  },
  60_000,
);
