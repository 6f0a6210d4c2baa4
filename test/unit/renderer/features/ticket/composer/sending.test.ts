import { describe, expect, test } from "vitest";
import { outgoingHtml } from "#renderer/components/composer/editor/outgoing-html.ts";
import { isInlinePicture, pastedFiles } from "#renderer/components/composer/editor/pasted-files.ts";
import { mailToSend } from "#renderer/features/ticket/composer/mail-to-send.ts";
import { newestStamp, outgoingContent, problemOf } from "#renderer/components/composer/send/outgoing.ts";
import { OutgoingContent } from "#shared/contract/outgoing.ts";
import { OutboxItemId, MessageId } from "#shared/model/ids.ts";
import { message } from "../fixtures.ts";
import { BOB, CARLA, draft, file } from "./drafts.ts";

const DEFAULTS = { to: [CARLA], subject: "Re: Lamp" };

describe("what goes out", () => {
  test("is plain text where nothing is formatted, and HTML alone where something is", () => {
    const html = "<p><strong>a</strong></p>";
    expect(
      [draft({ text: "a" }), draft({ text: "a", html })].map((written) => {
        const content = outgoingContent(written, DEFAULTS, undefined);
        return [content.text, content.html];
      }),
    ).toEqual([
      ["a", null],
      ["", "<div><strong>a</strong></div>"],
    ]);
  });

  test("[H1b] tells the newest thing that was on the screen", () => {
    expect([
      newestStamp([]),
      newestStamp([{ stamp: "b" }, { stamp: "c" }, { stamp: "a" }]),
      outgoingContent(draft({ text: "a" }), DEFAULTS, "c").basisStamp,
    ]).toEqual([undefined, "c", "c"]);
  });

  test("is addressed as it is shown; the contract takes it", () => {
    const written = draft({ text: "a", cc: [BOB], subject: " A\nB ", files: [file("a.txt")], quote: true });
    const content = outgoingContent(written, DEFAULTS, "s");
    expect(OutgoingContent.parse(content)).toEqual({
      text: "a",
      html: null,
      to: [CARLA],
      cc: [BOB],
      bcc: [],
      subject: "A B",
      attachments: [{ blobId: file("a.txt").blobId, name: "a.txt", contentType: "text/plain", contentId: null }],
      quote: true,
      basisStamp: "s",
    });
  });

  test("leaves the address to the core where only that can read it", () => {
    const strange = { to: [{ name: "", address: "two@x.example, three@x.example" }] };
    expect("to" in outgoingContent(draft({ text: "a" }), strange, undefined)).toBe(false);
  });

  test("shows a picture from its part, and leaves out one that was taken out of the text", () => {
    const files = [file("a.png", { contentId: "a@p" }), file("bb.png", { contentId: "b@p" }), file("ccc.pdf")];
    const written = draft({ html: '<p>x<img data-cid="a@p" alt="a"></p><p></p>', files });
    const content = outgoingContent(written, DEFAULTS, undefined);
    expect([content.html, content.attachments?.map(({ name }) => name)]).toEqual([
      '<div>x<img src="cid:a@p" alt="a"></div><div><br></div>',
      ["a.png", "ccc.pdf"],
    ]);
    expect(outgoingHtml({ html: null })).toBeNull();
  });

  test("tells the direction of what runs from right to left, and comes back without it", () => {
    const html = "<p>Hello</p><p>1. <b>שלום</b> Anna</p><p>مرحبا</p><p>Anna: שלום</p>";
    const sent =
      '<div>Hello</div><div dir="rtl">1. <b>שלום</b> Anna</div><div dir="rtl">مرحبا</div><div>Anna: שלום</div>';
    expect(outgoingHtml({ html })).toBe(sent);
    const list = "<ul><li><p>1) שלום</p></li></ul><ol><li><p>Anna</p></li></ol>";
    expect(outgoingHtml({ html: list })).toBe(
      '<ul dir="rtl"><li><div dir="rtl">1) שלום</div></li></ul><ol><li><div>Anna</div></li></ol>',
    );
  });
});

describe("what can't go out", () => {
  test.each([
    ["no words", draft(), true, "nothing"],
    ["no words in a forward", draft(), false, null],
    ["a file without words", draft({ files: [file("a")] }), true, null],
    ["a picture without words", draft({ html: '<p><img data-cid="a"></p>' }), true, null],
    ["recipients taken out", draft({ text: "a", to: [] }), true, "nobody"],
    ["what is no address", draft({ text: "a", cc: [{ name: "", address: "bob" }] }), true, "wrong-recipient"],
    [
      "two in one",
      draft({ text: "a", to: [{ name: "", address: "a@x.example,b@x.example" }] }),
      true,
      "wrong-recipient",
    ],
    ["a line end in a name", draft({ text: "a", bcc: [{ ...BOB, name: "a\nBcc: x" }] }), true, "wrong-recipient"],
  ])("%s", (_what, written, needsWords, problem) => {
    expect(problemOf(written, DEFAULTS, needsWords)).toBe(problem);
  });

  test("an answer to nobody", () => {
    expect(problemOf(draft({ text: "a" }), { to: [] }, true)).toBe("nobody");
  });
});

describe("which call it becomes", () => {
  const original = message("m1", 1);
  const send = (options: Partial<Parameters<typeof mailToSend>[0]>) =>
    mailToSend({
      thenStageId: null,
      mode: "reply",
      draft: draft({ text: "a" }),
      original,
      defaults: DEFAULTS,
      activities: [{ stamp: "s" }],
      sendAtEpochMs: undefined,
      draftId: "d-1",
      ...options,
    });
  const content = {
    text: "a",
    html: null,
    to: [CARLA],
    cc: [],
    bcc: [],
    attachments: [],
    basisStamp: "s",
  };

  test("[D1] an answer names the mail that it answers, a new mail none", () => {
    expect([send({}), send({ mode: "new", original: undefined, sendAtEpochMs: 5 })]).toEqual([
      { kind: "reply", input: { ...content, draftId: "d-1", quote: false, messageId: "m1" } },
      { kind: "new", input: { ...content, draftId: "d-1", quote: false, sendAtEpochMs: 5 } },
    ]);
  });

  test("[D5] a forward needs somebody to go to and something to pass on", () => {
    expect([
      send({ mode: "forward" }),
      send({ mode: "forward", original: undefined }),
      send({ mode: "forward", defaults: { to: [], subject: "" } }),
    ]).toEqual([{ kind: "forward", input: { ...content, draftId: "d-1", id: "m1", withFiles: true } }, null, null]);
  });

  test("a changed mail stays the one that waits", () => {
    const edits = { itemId: OutboxItemId.parse("o1"), messageId: MessageId.parse("m1") };
    expect([send({ mode: "edit" }), send({ mode: "edit", draft: draft({ text: "a", edits }) })]).toEqual([
      null,
      { kind: "edit", input: { ...content, quote: false, id: "o1" } },
    ]);
  });
});

describe("what is pasted", () => {
  const transfer = (html: string, text: string) => {
    const data: Record<string, string> = { "text/html": html, "text/plain": text };
    const files = [new File(["x"], "a.png", { type: "image/png" })];
    return pastedFiles({
      files: Object.assign(files, { item: (index: number) => files[index] ?? null }),
      getData: (type) => data[type] ?? "",
    }).length;
  };

  test("is the picture, unless words came with it", () => {
    expect([
      transfer("", ""),
      transfer('<meta charset="utf-8"><img src="https://x.example/a.png">', ""),
      transfer("<style>p{}</style><!--x--><p>Words</p>", "Words"),
      transfer("", "Words"),
      pastedFiles(null).length,
    ]).toEqual([1, 1, 0, 0, 0]);
  });

  test("is shown in the text where every mail program shows it", () => {
    expect(["image/png", "IMAGE/JPEG", "image/svg+xml", "text/html"].map((type) => isInlinePicture({ type }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
