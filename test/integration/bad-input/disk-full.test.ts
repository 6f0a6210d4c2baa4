import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import type { ImportLine } from "#main/core.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";
import { temporaryFolder } from "../hosts/cli-process.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";
import { linesOf } from "./import-lines.ts";
import { limitedPipedesk } from "./limited-process.ts";

const THREADS = 40;
const TURNS = 3;

/** Threads whose mails lie between each other's, as in a real mailbox. */
function mailbox(): string {
  const mails = Array.from({ length: THREADS * TURNS }, (_, number) => {
    const [thread, turn] = [number % THREADS, Math.floor(number / THREADS)];
    const mail = rawMail({
      from: `Customer ${thread} <customer${thread}@example.com>`,
      to: "help@desk.example",
      subject: `Question ${thread}`,
      messageId: `${thread}.${turn}@example.com`,
      ...(turn === 0 ? {} : { inReplyTo: `${thread}.${turn - 1}@example.com` }),
      date: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
      text: `Turn ${turn} of thread ${thread}. ${"The boots leak. ".repeat(200)}`,
    });
    return `From sender@example.com Thu Jan  1 00:00:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`;
  });
  return mails.join("");
}

/** Every message with where it is, every ticket with its number, how many it has and what happened to it. */
async function contentsOf({ core }: TestDesk): Promise<unknown> {
  const { messages, tickets, activities, conversations, people } = core.context.store;
  const activitiesOf = new Map<string, number>();
  for (const { ticketId } of await activities.find({ selector: {} }))
    activitiesOf.set(ticketId, (activitiesOf.get(ticketId) ?? 0) + 1);
  const inOrder = (lines: string[]) => lines.toSorted();
  return {
    messages: inOrder(
      (await messages.find({ selector: {} })).map(
        ({ id, conversationId, ticketId }) => `${id} ${conversationId} ${ticketId}`,
      ),
    ),
    tickets: inOrder(
      (await tickets.find({ selector: {} })).map(
        ({ id, number, messageCount, stageId }) => `${id} ${number} ${messageCount} ${stageId} ${activitiesOf.get(id)}`,
      ),
    ),
    conversations: inOrder(
      (await conversations.find({ selector: {} })).map(({ id, messageCount }) => `${id} ${messageCount}`),
    ),
    people: await people.count({}),
  };
}

async function importAll(desk: TestDesk, file: string): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for await (const line of desk.core.importMail({ paths: [file], ownAddresses: [], batchMessages: 20 }))
    lines.push(line);
  return lines;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => errorCodeOf(error),
  );

/** The disk has this much more room than the database takes now; undefined: as much as it wants. */
function leaveRoom({ core }: TestDesk, pages: number | undefined): Promise<void> {
  const { store } = core.context;
  // Inside a transaction it is the connection that writes.
  return store.transaction(async () => {
    const sql = sqliteOf(store) as DatabaseSync;
    const { page_count: count } = sql.prepare("PRAGMA page_count").get() as { page_count: number };
    sql.exec(`PRAGMA max_page_count = ${pages === undefined ? 4_294_967_294 : count + pages}`);
  });
}

describe("a disk that is full in the middle of an import", () => {
  test("is told; with room again the import goes on in the same process, and nothing is lost or doubled", async () => {
    const file = join(await temporaryFolder(), "mail.mbox");
    await writeFile(file, mailbox());
    const whole = await openTestDesk();
    await importAll(whole, file);
    const expected = await contentsOf(whole);
    await whole.close();

    const desk = await openTestDesk();
    const codes: unknown[] = [];
    // Full again and again, each time at another write.
    for (const pages of [3, 11, 37, 53, 71, 97, 131]) {
      await leaveRoom(desk, pages);
      codes.push(await codeOf(importAll(desk, file)));
      // Reading goes on; what can't be written is refused.
      await desk.client.tickets.list({ limit: 10 });
      await leaveRoom(desk, undefined);
    }
    expect(new Set(codes)).toEqual(new Set(["PD_STORE_DISK_FULL"]));
    const lines = await importAll(desk, file);
    expect(lines.filter(({ status }) => status === "set-aside")).toEqual([]);
    const actual = await contentsOf(desk);
    await desk.close();
    expect(actual).toEqual(expected);
  });

  test("ends pipedesk import with one line; started again with room it finishes", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "mail.mbox");
    await writeFile(file, mailbox());
    const data = join(folder, "desk");
    const full = await limitedPipedesk({ maxFileKibibytes: 1600 }, "import", file, "--data", data, "--json");
    expect({ code: full.code, stderr: full.stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^pipedesk: [^\n]*could not be written[^\n]*\n$/u) as unknown,
    });
    const again = await limitedPipedesk({}, "import", file, "--data", data, "--json");
    const { lines } = linesOf(again.stdout);
    expect([again.code, again.stderr, lines.filter(({ status }) => status === "set-aside")]).toEqual([0, "", []]);
    const desk = await openTestDesk({ dataDir: data });
    const { counts } = await desk.client.desk.status();
    const numbers = (await desk.core.context.store.tickets.find({ selector: {} })).map(({ number }) => number ?? 0);
    await desk.core.close();
    expect([counts.messages, counts.tickets, numbers.toSorted((a, b) => a - b)]).toEqual([
      THREADS * TURNS,
      THREADS,
      Array.from({ length: THREADS }, (_, at) => at + 1),
    ]);
  });
});

describe("a write that fails between two others", () => {
  const WRITING = ["messages", "people", "conversations", "outbox", "tickets", "activities", "runs"] as const;

  /** From its `count`-th write on, the store refuses all; until it is mended. */
  function breakAfter({ core }: TestDesk, count: number): () => void {
    let left = count;
    const mends = WRITING.map((name) => {
      const repository = core.context.store[name] as unknown as { write: (rows: unknown[]) => Promise<void> };
      const { write } = repository;
      const counted =
        <Given extends unknown[], Result>(go: (given: Given) => Promise<Result>) =>
        async (given: Given): Promise<Result> => {
          if (given.length > 0) left -= 1;
          if (left < 0) throw Object.assign(new Error("no room"), { code: "PD_STORE_DISK_FULL" });
          return go(given);
        };
      repository.write = counted(write);
      return () => Object.assign(repository, { write });
    });
    return () => mends.forEach((mend) => mend());
  }

  async function seen(desk: TestDesk): Promise<unknown> {
    const { items } = await desk.client.tickets.list({ limit: 50 });
    return Promise.all(
      items.map(async ({ id }) => {
        const { ticket, messages, conversations } = await desk.client.tickets.open({ id });
        const counted = [ticket.messageCount, ...conversations.map(({ messageCount }) => messageCount)];
        return [
          ticket.number,
          ticket.stageId,
          ticket.closedAtEpochMs,
          counted,
          messages.map(({ rfcMessageId }) => rfcMessageId),
          await desk.history(id),
        ];
      }),
    );
  }

  const reply = { messageId: "second@example.com", inReplyTo: "first@example.com" };
  const other = { messageId: "other@example.com", from: "bob@example.com" };

  async function deskWithClosedTicket(): Promise<TestDesk> {
    const desk = await openTestDesk();
    await desk.client.tickets.move({ id: await desk.newTicket(), stageId: STAGES.closed });
    return desk;
  }

  let expected: unknown;
  beforeAll(async () => {
    const whole = await deskWithClosedTicket();
    await whole.receive(reply);
    await whole.receive(other);
    expected = await seen(whole);
    await whole.close();
  });

  test.each(Array.from({ length: 10 }, (_, count) => count))(
    "[D8] [H4] after %i writes: nothing of it is there, and asking again does all of it, or changes nothing",
    async (count) => {
      const desk = await deskWithClosedTicket();
      const mend = breakAfter(desk, count);
      const outcome = await codeOf(desk.receive(reply));
      mend();
      const again = await desk.receive(reply);
      const next = await desk.receive(other);
      const actual = await seen(desk);
      await desk.close();
      expect(actual).toEqual(expected);
      const isNew = outcome !== "done";
      expect([next.status, again.status]).toEqual(["imported", isNew ? "imported" : "duplicate"]);
    },
  );
});
