import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { FILE_WAIT_MS } from "#main/mail/outbox/limits.ts";
import { NO_PROBE } from "#main/mail/probe.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk } from "./outbox-desk.ts";

const CONTENT = randomBytes(100_000);
/** The first line of it, as it stands in a mail. */
const ENCODED = CONTENT.toString("base64").slice(0, 76);

let sink: SmtpSink;
let out: OutboxDesk;
beforeEach(async () => {
  sink = await startSmtpSink();
  out = await openOutboxDesk({ smtpPort: sink.port, isRunning: false });
});
afterEach(async () => {
  await out.close();
  await sink.close();
});

/** A mail that came to this machine without its file, which a device has still to bring. */
async function mailWithoutFile(mode: "solo" | "server"): Promise<{ message: Message; id: BlobId }> {
  const { context } = out.desk.core;
  const id = await context.store.files.put(CONTENT);
  const message = await out.reply(await out.desk.newTicket(), { attachments: [{ blobId: id, name: "boots.bin" }] });
  await context.store.files.remove(id);
  out.restart(NO_PROBE, { ...context.host, mode: () => mode, requireHost: async () => undefined });
  return { message, id };
}

async function* chunks() {
  yield CONTENT;
}

const awaited = (message: Message) =>
  out.until(async () => {
    const item = await out.item(message);
    return item.lastFailure?.code === "file-awaited" ? item : null;
  });

test("[H1] in a team a mail waits for a file that its device has still to bring, says so, and goes out once it is there", async () => {
  const { message, id } = await mailWithoutFile("server");
  await out.time.advance(UNDO_MS);
  const item = await awaited(message);
  expect([item.state, item.attempts, sink.attempts, await out.notifications()]).toEqual(["queued", 0, 0, []]);
  await out.desk.core.context.store.files.receive(id, CONTENT.byteLength, chunks());
  await out.inState(message, "sent");
  const [mail] = await sink.received(1);
  expect(mail?.raw).toContain(ENCODED);
});

test("[H1] a file that came to another process of the server is found at the next look", async () => {
  const { message } = await mailWithoutFile("server");
  await out.time.advance(UNDO_MS);
  await awaited(message);
  // Nobody tells this process.
  await out.desk.core.context.store.files.put(CONTENT);
  await out.time.advance(FILE_WAIT_MS);
  await out.inState(message, "sent");
  expect(await sink.received(1)).toHaveLength(1);
});

test("[H1] a host that has to fetch the file and can't waits too", async () => {
  const { message, id } = await mailWithoutFile("server");
  const { files } = out.desk.core.context.store;
  files.from({
    fetch: () => Promise.reject(new PipedeskError("PD_SYNC_OFFLINE", "No network.")),
    used: () => undefined,
  });
  await out.time.advance(UNDO_MS);
  expect((await awaited(message)).lastFailure?.detail).toBe("No network.");
  files.from({ fetch: async () => void (await files.put(CONTENT)), used: () => undefined });
  out.runner.wake();
  await out.inState(message, "sent");
  expect(await files.sizeOf(id)).toBe(CONTENT.byteLength);
});

test("[H1] on a desk that is nobody's copy a file that is gone is gone, and its writer is told", async () => {
  const { message } = await mailWithoutFile("solo");
  await out.time.advance(UNDO_MS);
  const item = await out.inState(message, "failed");
  expect([item.lastFailure?.code, sink.attempts]).toEqual(["file-missing", 0]);
  expect(await out.notifications()).toHaveLength(1);
});
