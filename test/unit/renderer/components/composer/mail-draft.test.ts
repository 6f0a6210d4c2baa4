import { describe, expect, test } from "vitest";
import { mailCodec } from "#renderer/components/composer/draft/codecs.ts";
import { draftFrom } from "#renderer/components/composer/draft/draft-of-mail.ts";
import {
  EMPTY_DRAFT,
  htmlFromText,
  isEmptyDraft,
  outgoingFile,
  withReturned,
} from "#renderer/components/composer/draft/mail-draft.ts";
import { classification, message } from "../../features/ticket/fixtures.ts";
import { BOB, CARLA, draft, file } from "../../features/ticket/composer/drafts.ts";

describe("[H1c] a draft", () => {
  test("is empty as long as the person made nothing of their own", () => {
    const made = [{ text: "a" }, { files: [file("a")] }, { to: [] }, { cc: [BOB] }, { subject: "" }];
    expect([
      isEmptyDraft(draft({ quote: true, withFiles: false, text: " \n" })),
      ...made.map((change) => isEmptyDraft(draft(change))),
    ]).toEqual([true, false, false, false, false, false]);
  });

  test("is stored with all that it holds and comes back the same", () => {
    const whole = draft({
      text: "Hello",
      html: "<p><strong>Hello</strong></p>",
      to: [CARLA],
      cc: [BOB],
      subject: "Lamp",
      files: [file("a.txt")],
      quote: true,
    });
    const row = { key: "k", savedAtEpochMs: 1, ...mailCodec.toRow(whole) };
    expect(mailCodec.fromRow(structuredClone(row))).toEqual(whole);
  });

  test("of another version keeps its words", () => {
    const rows = [undefined, null, "x", { text: 1 }, { ...EMPTY_DRAFT, files: [{ blobId: "no" }] }];
    expect(rows.map((content) => mailCodec.fromRow({ key: "k", text: "Hello", savedAtEpochMs: 1, content }))).toEqual(
      rows.map(() => draft({ text: "Hello" })),
    );
  });
});

describe("what comes back into a draft", () => {
  test("takes its place where there is nothing", () => {
    const returned = draft({ text: "Hello", to: [CARLA] });
    expect(withReturned(draft({ quote: true }), returned)).toEqual(returned);
  });

  test("goes below the words that are there, and takes nothing away from them", () => {
    const present = draft({ text: "One <1>", cc: [BOB], files: [file("a")] });
    const returned = draft({ text: "Two", html: "<p><em>Two</em></p>", to: [CARLA], files: [file("a"), file("bb")] });
    expect(withReturned(present, returned)).toEqual(
      draft({
        text: "One <1>\n\nTwo",
        html: "<p>One &lt;1&gt;</p><p><em>Two</em></p>",
        to: [CARLA],
        cc: [BOB],
        files: [file("a"), file("bb")],
      }),
    );
  });
});

describe("a mail as a draft again", () => {
  const picture = { ...file("shot.png", { contentId: "p@x" }), inline: true };
  const attached = { ...file("a.pdf"), inline: false };

  test("has its own words and not what was added below them", () => {
    const mail = message("m", 1, {
      text: "Hello\n\n-- \nSupport\n\nOn 1 Jan 2026, Carla wrote:\n> Hi",
      visibleText: "Hello",
      to: [CARLA],
      cc: [BOB],
      attachments: [attached],
    });
    expect(draftFrom(mail, null)).toEqual(
      draft({
        text: "Hello",
        to: [CARLA],
        cc: [BOB],
        subject: "Lamp",
        files: [file("a.pdf")],
        quote: true,
      }),
    );
  });

  test("has the pictures that its words show, not those of what it passed on", () => {
    const mail = message("m", 1, {
      attachments: [picture, { ...picture, contentId: "other@x" }, attached],
      classification: classification({ forwarded: true }),
    });
    expect(
      draftFrom(mail, '<p><img data-cid="p@x"></p>').files.map(({ name, contentId }) => [name, contentId]),
    ).toEqual([
      ["shot.png", "p@x"],
      ["a.pdf", null],
    ]);
  });
});

test("plain text is one paragraph a line, and stays text", () => {
  expect([htmlFromText(""), htmlFromText("a\r\n\n <b>  &")]).toEqual([
    "",
    "<p>a</p><p></p><p>\u00a0&lt;b&gt;\u00a0\u00a0&amp;</p>",
  ]);
});

test("a file's name and type are such as a header can hold", () => {
  const { blobId } = file("x");
  expect([
    outgoingFile(file("../a\n b.txt", { blobId, contentType: "text/plain; charset=utf-8" })),
    outgoingFile(file("/", { blobId, contentType: "" })),
  ]).toEqual([
    { blobId, name: ".. a  b.txt", contentType: "text/plain", contentId: null },
    { blobId, name: "file", contentType: "application/octet-stream", contentId: null },
  ]);
});
