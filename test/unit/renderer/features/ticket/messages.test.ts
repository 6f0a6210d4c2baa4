import { describe, expect, test } from "vitest";
import { replyRecipients } from "#renderer/features/ticket/composer/recipients.ts";
import { MAX_INLINE_IMAGES } from "#renderer/components/mail-html/limits.ts";
import { inlineAttachments, listedBesideHtml } from "#renderer/features/ticket/html/use-inline-images.ts";
import { bodyPlan, previewOf } from "#renderer/features/ticket/message/body-plan.ts";
import { rawFileName } from "#renderer/features/ticket/message/downloads.ts";
import { fileKind, isShowableImage } from "#renderer/components/file-kind.ts";
import { marksOf } from "#renderer/features/ticket/message/marks.ts";
import type { MessageView } from "#shared/contract/views.ts";
import { BlobId, ConversationId, PersonId } from "#shared/model/ids.ts";
import { card, ticketOf } from "../../cards.ts";
import { answer, classification, conversation, message, note } from "./fixtures.ts";

const marksAs = (mail: MessageView, side = false) =>
  marksOf(mail, conversation(side ? { kind: "side" } : {})).map(({ id }) => id);

describe("marks", () => {
  test.each([
    ["a person's mail has none", message("m", 1), []],
    [
      "[D7] an out-of-office answer",
      message("m", 1, { classification: classification({ automatic: true, autoReply: true }) }),
      ["auto-reply"],
    ],
    [
      "[D7] a bounce",
      message("m", 1, { classification: classification({ automatic: true, bounce: true }) }),
      ["bounce"],
    ],
    ["[D7] list mail", message("m", 1, { classification: classification({ automatic: true, list: true }) }), ["list"]],
    [
      "[D7] mail that no machine may answer",
      message("m", 1, { classification: classification({ automatic: true }) }),
      ["no-answer"],
    ],
    [
      "[D7] what a workflow sent",
      answer("m", 1, { classification: classification({ automatic: true }) }),
      ["automatic"],
    ],
    [
      "[D7] mail from an own address",
      message("m", 1, { classification: classification({ fromOwnAddress: true }) }),
      ["own-address"],
    ],
    [
      "what was written here comes from an own address, which says nothing",
      answer("m", 1, { classification: classification({ fromOwnAddress: true }) }),
      [],
    ],
    ["[D5] a forward", message("m", 1, { classification: classification({ forwarded: true }) }), ["forwarded"]],
    ["[H6] a message that was set aside", message("m", 1, { setAsideReason: "not mail" }), ["set-aside"]],
  ])("%s", (_what, mail, ids) => {
    expect(marksAs(mail)).toEqual(ids);
  });

  test("[D9] mail in a side conversation says so, unless a mail server wrote it", () => {
    expect([
      marksAs(message("m", 1), true),
      marksAs(message("m", 1, { classification: classification({ automatic: true, bounce: true }) }), true),
    ]).toEqual([["side"], ["bounce"]]);
  });
});

describe("bodies", () => {
  test("[H6] a message without anything to read offers its source", () => {
    const plans = [
      message("m", 1, { setAsideReason: "empty", text: " " }),
      message("m", 1, { hasHtml: true }),
      message("m", 1),
      note("n", 1),
    ].map((mail) => bodyPlan(mail).kind);
    expect(plans).toEqual(["raw-only", "html", "text", "text"]);
  });

  test("a folded message shows its new words in one line", () => {
    expect(previewOf(message("m", 1, { visibleText: "Hello\n\n  there, all of you" }), 11)).toBe("Hello there…");
  });

  test("pictures that the HTML shows are fetched, others stay attachments", () => {
    const file = (name: string, contentId: string | null, contentType = "image/png", sizeBytes = 10) => ({
      blobId: BlobId.parse("c".repeat(64)),
      name,
      contentType,
      sizeBytes,
      contentId,
      inline: true,
    });
    const mail = message("m", 1, {
      attachments: [
        file("shown", "a@x"),
        file("shown too", "b c@x"),
        file("not named", "z@x"),
        file("no id", null),
        file("no picture", "a@x", "text/html"),
        file("too large", "a@x", "image/png", 1e9),
      ],
    });
    expect(
      inlineAttachments(mail, '<img src="cid:a@x"><img src="cid:b%20c@x">').map(({ contentId }) => contentId),
    ).toEqual(["a@x", "b c@x"]);
    expect(listedBesideHtml(mail.attachments).map(({ name }) => name)).toEqual(["no id", "no picture", "too large"]);
    const many = Array.from({ length: MAX_INLINE_IMAGES + 2 }, (_, index) => file(`${index}`, `${index}@x`));
    expect(listedBesideHtml(many)).toHaveLength(2);
  });
});

describe("attachments", () => {
  test.each([
    ["a.pdf", "application/octet-stream", "pdf"],
    ["a", "application/pdf", "pdf"],
    ["a.XLSX", "application/octet-stream", "table"],
    ["photo", "image/jpeg", "image"],
    ["a.eml", "message/rfc822", "mail"],
    ["notes", "text/plain", "text"],
    ["a.constructor", "application/octet-stream", "file"],
    ["", "", "file"],
  ])("%j of type %j is shown as %s", (name, contentType, kind) => {
    expect(fileKind({ name, contentType })).toBe(kind);
  });

  test("only plain pictures are shown in the window", () => {
    expect(["image/png", "IMAGE/JPEG; name=a", "image/svg+xml", "text/html"].map(isShowableImage)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([
    ["The lamp", "The lamp.eml"],
    ["../../etc/passwd", "message.eml"],
    ['a\r\nb:"c"', "a b c.eml"],
    ["", "message.eml"],
  ])("the source of %j is saved as %j", (subject, name) => {
    expect(rawFileName(subject)).toBe(name);
  });
});

describe("whom an answer goes to", () => {
  const ticket = ticketOf(card("t1", 1));
  const contacts = [
    {
      id: PersonId.parse("p-ada"),
      kind: "contact" as const,
      name: "Ada",
      address: "ada@example.com",
      addresses: ["ada@example.com"],
      companyId: null,
      phone: "",
      notes: "",
      createdAtEpochMs: 1,
      lastMessageAtEpochMs: null,
    },
  ];
  const to = (messages: MessageView[], conversations = [conversation()]) =>
    replyRecipients({ ticket, contacts, messages, conversations }).map(({ address }) => address);

  test("who wrote last, by Reply-To where there is one", () => {
    const asked = message("m2", 2, {
      from: { name: "", address: "noreply@x.example" },
      replyTo: [{ name: "", address: "help@x.example" }],
    });
    expect([to([message("m1", 1)]), to([message("m1", 1), asked])]).toEqual([
      ["carla@example.com"],
      ["help@x.example"],
    ]);
  });

  test("[D7] [D9] never a machine or the writer of a side conversation", () => {
    const side = ConversationId.parse("side");
    const machine = message("m2", 2, {
      from: { name: "", address: "daemon@x.example" },
      classification: classification({ automatic: true, bounce: true }),
    });
    const stranger = message("m3", 3, { from: { name: "", address: "evil@x.example" }, conversationId: side });
    expect(
      to([message("m1", 1), machine, stranger], [conversation(), conversation({ id: side, kind: "side" })]),
    ).toEqual(["carla@example.com"]);
  });

  test("whom we wrote to, where nobody has answered", () => {
    expect(to([answer("m1", 1)])).toEqual(["carla@example.com"]);
  });

  test("the ticket's contact, where there is no mail; nobody, where there is none", () => {
    expect([
      to([note("n", 1)]),
      replyRecipients({ ticket: { ...ticket, primaryContactId: null }, contacts, messages: [], conversations: [] }),
    ]).toEqual([["ada@example.com"], []]);
  });
});
