import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { escapedMessage, separatorLine } from "#main/data/export/mbox-format.ts";
import { MboxSplitter } from "#main/mail/import/mbox-splitter.ts";
import { unescapeMboxMessage } from "#main/mail/import/mbox-escapes.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { ended, filesIn, temporaryFolder } from "./data-work.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const HEAD = "Subject: A\r\nFrom: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\n";
/** What a mail may hold so that a reader of mailbox files takes it for two, or for another. */
const HOSTILE: readonly string[] = [
  `${HEAD}From here on it rains.\r\n>From there too.\r\n>>From everywhere.\r\n`,
  `${HEAD}From ann@b.example Mon Jan  5 10:00:00 2026\r\nSubject: B\r\n\r\nInside.\r\n`,
  `${HEAD}\r\nFrom pipedesk-export Mon Jan  5 10:00:00 2026\r\nSubject: B\r\n\r\nInside.\r\n`,
  `${HEAD}From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nSubject: patch\n\n`,
  // The words that announce a returned message: what follows is the next mail all the same.
  `${HEAD}--- Below this line is a copy of the message.\r\n`,
  `${HEAD}--part\r\nContent-Type: message/rfc822\r\n\r\n`,
  `${HEAD}No end of line`,
  HEAD,
  "From the beginning it has no header\n",
  "From - Mon Jan  5 10:00:00 2026\n",
  `${HEAD}${">".repeat(1_500)}From a long way\r\n`,
  `${HEAD}${"x".repeat(5_000)}\nFrom x\n`,
  "\u0000\u0001 no mail at all",
];

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("[H6] an mbox that is written", () => {
  test.each([1, 64, 1_000_000])("reads back message by message, in chunks of %i", async (size) => {
    const pieces: Buffer[] = [];
    for (const [index, raw] of HOSTILE.entries()) {
      pieces.push(separatorLine(index * 86_400_000));
      for await (const piece of escapedMessage(inChunks(raw, size))) pieces.push(Buffer.from(piece));
    }
    const splitter = new MboxSplitter();
    const found: Buffer[][] = [];
    const take = (events: ReturnType<MboxSplitter["push"]>) => {
      for (const event of events)
        if (event.kind === "start") found.push([]);
        else if (event.kind === "bytes") found.at(-1)?.push(Buffer.from(event.bytes));
    };
    const file = Buffer.concat(pieces);
    for (let at = 0; at < file.length; at += Math.max(size, 512))
      take(splitter.push(file.subarray(at, at + Math.max(size, 512))));
    take(splitter.finish());
    // A message without an end of line gets one: an mbox can't be without.
    const whole = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);
    expect(found.map((one) => unescapeMboxMessage(Buffer.concat(one)).toString("latin1"))).toEqual(HOSTILE.map(whole));
  });
});

describe("everything is taken out", () => {
  test("as mail: with its sources as they came, answers as they were sent, and threads; a desk that imports it has them all", async () => {
    const { ticketId } = await desk.receive({
      messageId: "1@customer.example",
      text: "From me to you.\r\n>From you to me.",
    });
    const id = TicketId.parse(ticketId);
    await desk.client.tickets.addNote({ id, text: "Not a mail." });
    await desk.client.tickets.reply({ id, text: "Which size?", cc: [{ name: "Bo", address: "bo@customer.example" }] });
    const folder = await temporaryFolder();
    await desk.client.data.export({ path: folder, as: "mbox" });
    const work = await ended(desk.core, desk.client);
    expect(work).toMatchObject({ state: "done", figures: { mails: 2, rebuilt: 1, withoutFiles: 0 } });
    const messages = await desk.core.context.store.messages.find({
      selector: { kind: "email" },
      sort: [{ id: "asc" }],
    });
    const seen = (all: typeof messages) =>
      all
        .map(({ rfcMessageId, parentRfcId, subject, from, cc, text }) => ({
          rfcMessageId,
          parentRfcId,
          subject: subject.replace(/ \[#?[^\]]*\]$/u, ""),
          from: from.address,
          cc: cc.map(({ address }) => address),
          text: text.trim(),
        }))
        .toSorted((a, b) => (a.rfcMessageId < b.rfcMessageId ? -1 : 1));
    const before = seen(messages);
    await desk.close();
    desk = await openTestDesk();
    const lines = [];
    for await (const line of desk.core.importMail({
      paths: [join(work.path, "mail.mbox")],
      ownAddresses: [before[0]?.from ?? ""],
    }))
      lines.push(line.status);
    expect(lines).toEqual(["imported", "imported"]);
    const after = await desk.core.context.store.messages.find({ selector: { kind: "email" } });
    expect(seen(after)).toEqual(before);
  });

  test("as documents: a line each, all of them, without what proves who somebody is; with files by their digest", async () => {
    const { ticketId } = await desk.receive({ messageId: "1@customer.example", text: "Hello" });
    await desk.client.tickets.addNote({ id: TicketId.parse(ticketId), text: "A note." });
    const { token } = await desk.client.users.createToken({ id: desk.core.owner(), name: "Till" });
    const folder = await temporaryFolder();
    await desk.client.data.export({ path: folder, as: "jsonl", withFiles: true });
    const { path, figures } = await ended(desk.core, desk.client);
    const files = await filesIn(path);
    const parsed = new Map(
      [...files]
        .filter(([name]) => name.endsWith(".jsonl"))
        .map(([name, bytes]) => [
          name.replace(".jsonl", ""),
          bytes
            .toString()
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as { id: string }),
        ]),
    );
    const { store } = desk.core.context;
    const counts: Record<string, number> = {};
    for (const [name, documents] of parsed) {
      const there = await store[name as "tickets"].find({ selector: {} });
      counts[name] = documents.length;
      expect(documents.map(({ id }) => id).toSorted()).toEqual(there.map(({ id }) => id as string).toSorted());
    }
    expect(JSON.parse(String(files.get("export.json")))).toMatchObject({ documents: counts, files: 1, missing: 0 });
    expect(figures).toMatchObject({ files: 1, missing: 0 });
    const all = Buffer.concat([...files.values()]).toString("latin1");
    const settings = await store.setup.get("settings");
    expect(
      [token, "digest", (settings as { threadKey?: string } | null)?.threadKey ?? "threadKey"].filter((secret) =>
        all.includes(secret),
      ),
    ).toEqual([]);
    const [message] = await store.messages.find({ selector: { direction: "incoming" } });
    const raw = message?.rawBlobId ?? "";
    expect(files.get(`files/${raw.slice(0, 2)}/${raw}`)).toEqual(
      Buffer.from(await store.files.read(message?.rawBlobId ?? ("" as never))),
    );
  });

  test("can be stopped, and leaves nothing; a folder that can't be made is told", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    await desk.client.data.export({ path: join(folder, "file"), as: "mbox" });
    expect(await ended(desk.core, desk.client)).toMatchObject({ state: "failed", errorCode: "PD_DATA_TARGET" });
    await desk.client.data.export({ path: folder, as: "jsonl" });
    await desk.client.data.cancel();
    expect((await ended(desk.core, desk.client)).state).toBe("cancelled");
    expect(await readdir(folder)).toEqual(["file"]);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("");
  });
});
