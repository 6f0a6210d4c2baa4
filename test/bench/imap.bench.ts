import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { systemTimers } from "#main/desk/timers.ts";
import { openFetchDesk } from "../support/mail/fetch-desk.ts";
import { TEST_PASSWORD, TEST_USER } from "../support/mail/imap-server.ts";
import type { BenchRow } from "./bench-row.ts";
import { row, secondsOf } from "./storage/measure.ts";

const MAILS = 4000;

/** The first fetch of a mailbox into tickets, beside the same library fetching the same mailbox and dropping it. */
export async function measure(): Promise<BenchRow[]> {
  const server = await startServer();
  try {
    const peer = MAILS / (await secondsOf(() => fetchAndDrop(server.port)));
    const ours = MAILS / (await secondsOf(() => fetchIntoDesk(server.port)));
    return [
      row(
        `first fetch of ${MAILS} mails over IMAP into tickets`,
        "messages/s",
        ours,
        ["imapflow fetching the same mailbox, doing nothing with it", peer],
        null,
      ),
    ];
  } finally {
    await server.close();
  }
}

/** In a process of its own, as servers are. */
async function startServer(): Promise<{ port: number; close(): Promise<void> }> {
  const script = join(import.meta.dirname, "../support/mail/imap-server-child.ts");
  const child = spawn(process.execPath, [script, String(MAILS)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const [port] = (await once(lines, "line")) as [string];
  return {
    port: Number(port),
    async close() {
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
  };
}

async function fetchAndDrop(port: number): Promise<void> {
  const auth = { user: TEST_USER, pass: TEST_PASSWORD };
  const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, auth, logger: false });
  await client.connect();
  await client.mailboxOpen("INBOX");
  let count = 0;
  for await (const { source } of client.fetch("1:*", { uid: true, source: true })) if (source) count += 1;
  client.close();
  if (count !== MAILS) throw new Error(`Only ${count} of ${MAILS} mails were fetched.`);
}

async function fetchIntoDesk(port: number): Promise<void> {
  const desk = await openFetchDesk({ port, real: { clock: { nowEpochMs: () => Date.now() }, timers: systemTimers } });
  await desk.state("connected");
  const count = await desk.core.context.store.messages.count({});
  await desk.close();
  if (count !== MAILS) throw new Error(`Only ${count} of ${MAILS} mails were taken in.`);
}
