import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProgram } from "../../support/programs.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { openTestDesk } from "../../support/test-desk.ts";

const THREADS = 400;
const MAILS_PER_THREAD = 4;
const MAILS = THREADS * MAILS_PER_THREAD;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipedesk-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Threads whose mails lie between each other's, as in a real mailbox. */
function mbox(): string {
  const mails = Array.from({ length: MAILS }, (_, number) => {
    const [thread, turn] = [number % THREADS, Math.floor(number / THREADS)];
    const mail = rawMail({
      from: `Customer ${thread} <customer${thread}@example.com>`,
      to: "help@desk.example",
      subject: turn === 0 ? `Question ${thread}` : `Re: Question ${thread}`,
      messageId: `${thread}.${turn}@example.com`,
      ...(turn === 0 ? {} : { inReplyTo: `${thread}.${turn - 1}@example.com` }),
      date: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
      text: `Turn ${turn} of thread ${thread}.`,
    });
    return `From sender@example.com Thu Jan  1 00:00:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`;
  });
  return mails.join("");
}

/** Runs `pipedesk import` in a process of its own and ends it without warning after so many lines; null: lets it finish. */
async function importUntil(
  file: string,
  dataDir: string,
  killAfterLines: number | null,
): Promise<{ lines: number; code: number | null }> {
  const child = startProgram("pipedesk", ["import", file, "--data", dataDir, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("The import has no stdout.");
  let lines = 0;
  const reader = createInterface({ input: child.stdout });
  reader.on("line", () => {
    lines += 1;
    if (lines === killAfterLines) child.kill("SIGKILL");
  });
  const [code] = (await once(child, "close")) as [number | null];
  reader.close();
  return { lines, code };
}

/** Every message with where it is, every ticket with how many it has. */
async function contents(dataDir: string): Promise<{ messages: string[]; tickets: string[]; activities: number }> {
  const desk = await openTestDesk({ dataDir });
  const { store } = desk.core.context;
  const messages = await store.messages.find({ selector: {} });
  const tickets = await store.tickets.find({ selector: {} });
  const activities = await store.activities.count({});
  await desk.core.close();
  return {
    messages: messages.map(({ id, conversationId, ticketId }) => `${id} ${conversationId} ${ticketId}`).toSorted(),
    tickets: tickets.map(({ id, messageCount, stageId }) => `${id} ${messageCount} ${stageId}`).toSorted(),
    activities,
  };
}

test("[H4] kill -9 during an import and a restart lose and double nothing", async () => {
  const file = join(folder, "mail.mbox");
  await writeFile(file, mbox());
  const whole = join(folder, "whole");
  expect((await importUntil(file, whole, null)).code).toBe(0);

  const cut = join(folder, "cut");
  const killed = [await importUntil(file, cut, 1), await importUntil(file, cut, 400)];
  const finished = await importUntil(file, cut, null);
  expect([killed.map(({ code }) => code), finished.code]).toEqual([[null, null], 0]);
  const [expected, actual] = [await contents(whole), await contents(cut)];
  expect(actual).toEqual(expected);
  expect([expected.messages.length, expected.tickets.length]).toEqual([MAILS, THREADS]);
}, 120_000);
