import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readDeepLink } from "#main/hosts/electron/openings/deep-link.ts";
import { readMailto } from "#main/hosts/electron/openings/mailto.ts";
import { createOpenedFiles } from "#main/hosts/electron/openings/opened-files.ts";
import { openingsFrom } from "#main/hosts/electron/openings/start-words.ts";

describe("links into the desk", () => {
  test.each([
    ["pipedesk://ticket/2007", { type: "ticket", number: 2007 }],
    ["PIPEDESK://ticket/1/", { type: "ticket", number: 1 }],
    ["pipedesk://ticket/t_01H-x", { type: "go", path: "ticket/t_01H-x" }],
    ["pipedesk://open/board", { type: "go", path: "board" }],
    ["pipedesk://open/contacts/p_1", { type: "go", path: "contacts/p_1" }],
    // What else it says is dropped.
    ["pipedesk://open/inbox?filed=1&run=x#/settings", { type: "go", path: "inbox" }],
  ])("%s", (link, target) => expect(readDeepLink(link)).toEqual(target));

  test.each([
    "pipedesk:",
    "pipedesk://",
    "pipedesk://ticket",
    "pipedesk://ticket/0",
    "pipedesk://ticket/99999999999",
    "pipedesk://ticket/1/2",
    "pipedesk://ticket/..%2f..%2fetc",
    "pipedesk://open/ticket",
    "pipedesk://open/settings/users",
    "pipedesk://open/welcome/join/secret",
    "pipedesk://open/search?q=x",
    "pipedesk://open/board/a/b",
    "pipedesk://open/board/%00",
    "pipedesk://open/board/<img src=x onerror=alert(1)>",
    "pipedesk://user:secret@open/board",
    "pipedesk://open:80/board",
    "pipedesk://run/?cmd=calc",
    `pipedesk://open/board/${"a".repeat(600)}`,
    "https://open/board",
    "javascript:alert(1)",
    "--inspect",
    "",
  ])("does nothing: %s", (link) => expect(readDeepLink(link)).toBeNull());
});

describe("mails to be written (RFC 6068)", () => {
  const EMPTY = { to: [], cc: [], bcc: [], subject: "", body: "" };

  test.each([
    ["mailto:a@b.example", { to: ["a@b.example"] }],
    ["mailto:a+b@c.example,d%2Ce@f.example", { to: ["a+b@c.example", "d,e@f.example"] }],
    [
      "mailto:?to=a@b.example&cc=c@d.example&BCC=e@f.example",
      { to: ["a@b.example"], cc: ["c@d.example"], bcc: ["e@f.example"] },
    ],
    ["mailto:a@b.example?subject=Caf%C3%A9+%26%20more", { to: ["a@b.example"], subject: "Café+& more" }],
    ["MAILTO:a@b.example?body=one%0D%0Atwo%0Athree", { to: ["a@b.example"], body: "one\ntwo\nthree" }],
    // No header begins in another one.
    [
      "mailto:a@b.example?subject=x%0D%0ABcc:%20evil@c.example",
      { to: ["a@b.example"], subject: "x Bcc: evil@c.example" },
    ],
    ["mailto:a@b.example%0D%0Abcc:x@y.example", { to: ["a@b.example bcc:x@y.example"] }],
    // Nothing is attached, and nothing else is set.
    [
      "mailto:a@b.example?attach=/etc/passwd&attachment=file:///x&from=me@x&in-reply-to=%3Cid%3E",
      { to: ["a@b.example"] },
    ],
    ["mailto:nobody?subject=%E0%A4%A", { subject: "%E0%A4%A" }],
    ["mailto:", {}],
    ["mailto:a@b.example?subject=%E2%80%AEevil", { to: ["a@b.example"], subject: "evil" }],
  ])("%s", (link, mail) => expect(readMailto(link)).toEqual({ ...EMPTY, ...mail }));

  test("what is too much is cut off or refused, and other links are none", () => {
    const many = readMailto(`mailto:${Array.from({ length: 500 }, (_, index) => `a${index}@b.example`).join(",")}`);
    expect(many?.to).toHaveLength(50);
    expect(readMailto(`mailto:a@b.example?body=${"x".repeat(15_000)}`)?.body).toHaveLength(10_000);
    expect([readMailto(`mailto:${"a".repeat(30_000)}`), readMailto("https://mailto:a@b")]).toEqual([null, null]);
  });
});

describe("what a start asks to open", () => {
  test("links and mail files among the words, in their order", () => {
    expect(
      openingsFrom({
        words: ["--inspect", "notes.txt", "box.MBOX", "pipedesk://open/settings", "/a/b.eml", "mailto:a@b.example"],
        cwd: "/home/ada",
      }),
    ).toEqual([
      { type: "file", path: "/home/ada/box.MBOX", name: "box.MBOX" },
      { type: "no-link", link: "pipedesk://open/settings" },
      { type: "file", path: "/a/b.eml", name: "b.eml" },
      { type: "write", mail: { to: ["a@b.example"], cc: [], bcc: [], subject: "", body: "" } },
    ]);
  });

  test("what another program hands over and can't be read asks for nothing", () => {
    const words = Array.from({ length: 5000 }, () => "a.eml");
    expect([null, "a.eml", { words: "a.eml" }, { words, cwd: "/" }].map(openingsFrom)).toEqual([[], [], [], []]);
  });
});

describe("opened files", () => {
  test("the page gets one by its token alone, and reads it as it is by then", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pipedesk-opened-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "box.mbox");
    await writeFile(path, "From a\n");
    const files = createOpenedFiles(() => "token");
    expect(await files.keep(path, "box.mbox")).toEqual({ token: "token", name: "box.mbox", bytes: 7 });
    const file = await files.take("token");
    expect([file.name, await file.text()]).toEqual(["box.mbox", "From a\n"]);
    await rm(path);
    const codes = await Promise.all(
      [files.take("token"), files.take(path), files.keep(path, "x"), files.keep(folder, "y")].map((one) =>
        one.then(
          () => "there",
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    expect(codes).toEqual(Array.from({ length: 4 }, () => "PD_DESKTOP_FILE_GONE"));
  });
});
