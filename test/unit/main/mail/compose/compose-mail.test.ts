import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobId, ConversationId, MessageId, UserId } from "#shared/model/ids.ts";
import type { Message, StoredAttachment } from "#shared/model/message.ts";
import { messageWrittenHere } from "#main/desk/messages-written-here.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { openTestDesk, type TestDesk } from "../../../../support/test-desk.ts";

const AT = Date.UTC(2026, 4, 4, 9);
const CHANNEL = { address: "help@desk.example" };

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.close());

function message(changes: Partial<Message> = {}): Message {
  const written = messageWrittenHere({
    id: MessageId.parse("m_1"),
    kind: "email",
    direction: "outgoing",
    conversationId: ConversationId.parse("c_1"),
    ticketId: null,
    channelId: null,
    authorId: UserId.parse("user-owner"),
    sentFrom: "ticket",
    from: { name: "Support", address: "help@desk.example" },
    to: [{ name: "Anna", address: "anna@example.com" }],
    subject: "Boots",
    text: "Which size?",
    rfcMessageId: "pd.m_1.0123456789abcdef0123@desk.example",
    atEpochMs: AT,
  });
  return { ...written, ...changes };
}

const compose = (changes: Partial<Message> = {}) => composeMail(desk.core.context, message(changes), CHANNEL);
const sourceOf = async (changes: Partial<Message> = {}) => Buffer.from((await compose(changes)).raw).toString("latin1");
/** Names of the header fields, in order. */
const fieldsOf = (source: string) =>
  (source.split("\r\n\r\n")[0] ?? "").split(/\r\n(?=\S)/u).map((field) => field.slice(0, field.indexOf(":")));
async function read(changes: Partial<Message>) {
  const parsed = await parseMail((await compose(changes)).raw);
  if (parsed.kind !== "parsed") throw new TypeError(parsed.explanation);
  return parsed.mail;
}

const FIELDS = ["From", "To", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type"];

describe("a mail's source (RFC 5322)", () => {
  test("has the fields that a mail has and no others, and lines that end as they must", async () => {
    const source = await sourceOf();
    expect(fieldsOf(source)).toEqual(FIELDS);
    expect(source).toContain("Message-ID: <pd.m_1.0123456789abcdef0123@desk.example>\r\n");
    expect(source).toContain("Date: Mon, 04 May 2026 09:00:00 +0000\r\n");
    expect([/[^\r]\n|\r[^\n]/u.test(source), source.endsWith("\r\n")]).toEqual([false, true]);
    expect(source.split("\r\n").every((line) => line.length <= 998)).toBe(true);
  });

  test("is the same each time, so that the copy equals what was sent", async () => {
    const blobId = await desk.core.context.store.files.put(Buffer.from("file"));
    const attachments: StoredAttachment[] = [
      { blobId, name: "a.txt", contentType: "text/plain", sizeBytes: 4, contentId: null, inline: false },
    ];
    expect(await sourceOf({ attachments, html: "<p>Hi</p>" })).toBe(await sourceOf({ attachments, html: "<p>Hi</p>" }));
    expect(await sourceOf({ id: MessageId.parse("m_2"), html: "<p>Hi</p>" })).not.toBe(
      await sourceOf({ html: "<p>Hi</p>" }),
    );
  });

  test("[D7] what a machine wrote says so (RFC 3834)", async () => {
    const { classification } = message();
    const source = await sourceOf({ classification: { ...classification, automatic: true } });
    expect(source).toContain("Auto-Submitted: auto-generated\r\n");
  });

  test("[D9] names what it answers", async () => {
    const mail = await read({
      parentRfcId: "second@example.com",
      references: ["first@example.com", "second@example.com"],
    });
    expect([mail.inReplyTo, mail.references]).toEqual([
      ["second@example.com"],
      ["first@example.com", "second@example.com"],
    ]);
  });

  test("plain text has an HTML form too, in which it reads the same", async () => {
    const mail = await read({ text: 'a < b & "c"\n\n  two' });
    expect([mail.text.trim(), mail.html?.includes("a &lt; b &amp; &quot;c&quot;<br>")]).toEqual([
      'a < b & "c"\n\n  two',
      true,
    ]);
  });

  test("a mail written before there was a mailbox goes out under the channel's address", async () => {
    const { envelope, raw } = await compose({ from: { name: "Support", address: "" } });
    expect([envelope.from, Buffer.from(raw).includes("From: Support <help@desk.example>")]).toEqual([
      "help@desk.example",
      true,
    ]);
  });

  test("a file that is gone is told", async () => {
    const attachments: StoredAttachment[] = [
      {
        blobId: BlobId.parse("f".repeat(64)),
        name: "a",
        contentType: "text/plain",
        sizeBytes: 1,
        contentId: null,
        inline: false,
      },
    ];
    await expect(compose({ attachments })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  });
});

describe("recipients", () => {
  test("blind copies are in the envelope and nowhere in the source", async () => {
    const { envelope, raw } = await compose({
      cc: [{ name: "", address: "bea@example.com" }],
      bcc: [{ name: "Secret", address: "carla@example.com" }],
    });
    expect([envelope, /carla|secret|bcc/iu.test(Buffer.from(raw).toString("latin1"))]).toEqual([
      { from: "help@desk.example", to: ["anna@example.com", "bea@example.com", "carla@example.com"] },
      false,
    ]);
  });

  test.each([
    ["an international domain", "anna@bücher.example", "anna@xn--bcher-kva.example"],
    ["an international mailbox (RFC 6531)", "jürgen@bücher.example", "jürgen@bücher.example"],
    ["quotes", '"anna maria"@example.com', '"anna maria"@example.com'],
    ["an apostrophe", "o'brien@example.com", "o'brien@example.com"],
  ])("%s", async (_what, address, expected) => {
    const { envelope } = await compose({ to: [{ name: "", address }] });
    expect(envelope.to).toEqual([expected]);
  });

  test.each([
    ["a comma", "Rossi, Anna"],
    ["quotes", 'Anna "the boot" Rossi'],
    ["another alphabet", "Анна Росси"],
    ["a face", "Anna 👢"],
    ["an address", "bea@example.com"],
    ["brackets", "Anna <bea@example.com>"],
    ["a very long name", "Anna ".repeat(60).trim()],
  ])("a name with %s names one recipient", async (_what, name) => {
    const to = [{ name, address: "anna@example.com" }];
    const [{ envelope }, mail] = [await compose({ to }), await read({ to })];
    expect([envelope.to, mail.to]).toEqual([["anna@example.com"], to]);
  });
});

describe("what a person writes can't become a header", () => {
  const EVIL = [
    "\r\nBcc: evil@example.com",
    "\nBcc: evil@example.com",
    "\rBcc: evil@example.com",
    "\0Bcc: x",
    "\u2028Bcc: x",
  ];
  const sane = (source: string) => fieldsOf(source).filter((name) => !FIELDS.includes(name));

  test.each(EVIL.map((evil) => [JSON.stringify(evil), evil]))("%s", async (_shown, evil) => {
    const blobId = await desk.core.context.store.files.put(Buffer.from("file"));
    const attachments: StoredAttachment[] = [
      { blobId, name: `a${evil}.txt`, contentType: "text/plain", sizeBytes: 4, contentId: null, inline: false },
    ];
    const everywhere = {
      subject: `Boots${evil}`,
      from: { name: `Support${evil}`, address: "help@desk.example" },
      to: [{ name: `Anna${evil}`, address: "anna@example.com" }],
      references: [`first@example.com${evil}`],
      parentRfcId: `first@example.com${evil}`,
      attachments,
    };
    const [{ envelope }, source, mail] = [
      await compose(everywhere),
      await sourceOf(everywhere),
      await read(everywhere),
    ];
    expect([sane(source), envelope.to, mail.bcc, mail.attachments.length]).toEqual([
      ["In-Reply-To", "References"],
      ["anna@example.com"],
      [],
      1,
    ]);
    expect(/^bcc:/imu.test(source)).toBe(false);
  });

  test("a long subject in another alphabet is folded and read back whole", async () => {
    const subject = "Сапоги текут и размер не подходит ".repeat(12).trim();
    const source = await sourceOf({ subject });
    expect([(await read({ subject })).subject, fieldsOf(source)]).toEqual([subject, FIELDS]);
  });

  test("half a letter does not break it", async () => {
    expect((await read({ subject: "Boots \ud83d" })).subject).toBe("Boots \ufffd");
  });
});

describe("files", () => {
  test.each([
    "rechnung für März.pdf",
    "счёт.pdf",
    "👢.png",
    'a "quoted" name.txt',
    "a; b=c.txt",
    `${"long".repeat(40)}.txt`,
  ])("the name %s comes through (RFC 2231)", async (name) => {
    const content = Buffer.from([0, 255, 13, 10, 46, 13, 10, 128]);
    const blobId = await desk.core.context.store.files.put(content);
    const [attachment] = (
      await read({
        attachments: [{ blobId, name, contentType: "application/pdf", sizeBytes: 8, contentId: null, inline: false }],
      })
    ).attachments;
    expect([attachment?.name.replaceAll("_", '"'), Buffer.from(attachment?.content ?? [])]).toEqual([
      name.replaceAll("_", '"'),
      content,
    ]);
  });

  test("a mail of 34 MB is made", async () => {
    const blobId = await desk.core.context.store.files.put(new Uint8Array(25 * 1024 * 1024));
    const { raw } = await compose({
      attachments: [
        {
          blobId,
          name: "a.bin",
          contentType: "application/octet-stream",
          sizeBytes: 1,
          contentId: null,
          inline: false,
        },
      ],
    });
    expect(raw.byteLength).toBeGreaterThan(34 * 1024 * 1024);
  });
});
