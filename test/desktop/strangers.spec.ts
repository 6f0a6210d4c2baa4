/** What strangers send to a desk, and what a page asks that somebody took over, in the running app. docs/security.md names these tests beside its rows. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "@playwright/test";
import { mailHtmlBundle } from "../support/hostile-html/bundle.ts";
import { HOSTILE_HTML } from "../support/hostile-html/corpus.ts";
import { showVectors } from "../support/hostile-html/show.ts";
import { numberOf } from "../support/hostile-html/vector.ts";
import { startSecond, t } from "./support/desk-app.ts";
import { callByPort, catchPort } from "./support/port-calls.ts";
import { installedAs } from "./support/program.ts";
import { expectUnmoved, goTo, NOTHING, openTicket, test } from "./support/secured-desk.ts";

test("[scheme] the app's own scheme serves the built page's files to reading requests, and nothing else of the disk", async ({
  desk,
}) => {
  const { electron } = desk.app;
  const status = (urls: readonly string[], method = "GET") =>
    electron.evaluate(
      ({ net }, given) =>
        Promise.all(
          given.urls.map((url) =>
            net.fetch(url, { method: given.method, bypassCustomProtocolHandlers: false }).then(
              (answer) => answer.status,
              () => 0,
            ),
          ),
        ),
      { urls, method },
    );
  expect(await status(["app://pipedesk/", "app://pipedesk/index.html"])).toEqual([200, 200]);
  const refused = [
    "app://pipedesk/../main/index.js",
    "app://pipedesk/..%2fmain%2findex.js",
    "app://pipedesk/%2e%2e/main/index.js",
    "app://pipedesk/%2e%2e%2fmain%2findex.js",
    "app://pipedesk/assets/..%2f..%2f..%2fpackage.json",
    "app://pipedesk/%252e%252e/package.json",
    "app://pipedesk/..%5cmain%5cindex.js",
    "app://pipedesk/assets%00.js",
    "app://pipedesk//etc/passwd",
    "app://pipedesk/%2fetc%2fpasswd",
    "app://pipedesk/.git/config",
    "app://pipedesk/assets/",
    "app://pipedesk/assets",
    "app://pipedesk/index.html/x",
    "app://pipedesk/INDEX.HTML",
    "app://pipedesk/%",
    "app://other/index.html",
    "app://pipedesk.evil.example/index.html",
    "app://user@pipedesk/../x.js",
    "app:///index.html",
    "app://./index.html",
  ];
  const answers = await status(refused);
  expect(refused.filter((_, index) => answers[index] !== 404 && answers[index] !== 0)).toEqual([]);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    expect([method, await status(["app://pipedesk/index.html"], method)]).toEqual([method, [404]]);
});

test("[checklist 15, 17] what the page sends is judged by the main process: no address but of the web or a mail, no file but by its message", async ({
  desk,
}) => {
  const { page } = desk.app;
  await page.addInitScript(catchPort);
  await page.reload();
  await expect(page.getByRole("link", { name: "Where is my parcel?" }).first()).toBeVisible();
  const call = (procedure: string, input: unknown) => page.evaluate(callByPort, { procedure, input });
  const links = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "ms-msdt:/id",
    "smb://evil.example/x",
    "data:text/html,x",
    "app://pipedesk/",
    "mailto:-oQ/tmp",
    "https://",
    "//evil.example",
    "https://evil.example/\n",
    "",
  ];
  for (const url of links) expect([url, await call("desktop/openLink", { url })]).toEqual([url, "INVALID"]);
  const odd = [
    null,
    [],
    7,
    "x",
    {},
    { url: null },
    { url: ["https://evil.example/"] },
    { url: "https://evil.example/", path: "/bin/sh" },
    { url: "x".repeat(100_000) },
  ];
  for (const input of odd) expect([input, await call("desktop/openLink", input)]).toEqual([input, "INVALID"]);
  const { attachments } = (await call("messages/get", { id: desk.messages.files })) as {
    attachments: { blobId: string }[];
  };
  const [file] = attachments;
  const asked = [
    { messageId: "../../../etc/passwd", blobId: file?.blobId },
    { messageId: desk.messages.files, blobId: "../desk.sqlite" },
    { messageId: desk.messages.links, blobId: file?.blobId },
    { messageId: desk.messages.files, blobId: file?.blobId, path: "/etc/passwd" },
    { path: "/etc/passwd" },
  ];
  for (const input of asked)
    for (const procedure of ["desktop/openAttachment", "desktop/saveAttachment"])
      expect([procedure, input, await call(procedure, input)]).toEqual([
        procedure,
        input,
        expect.stringMatching(/^(?:INVALID|NOT_FOUND)$/u),
      ]);
  for (const procedure of [
    "desktop/__proto__",
    "desktop/constructor",
    "desktop/openLink/__proto__",
    "../desktop",
    "desktop/runProgram",
  ])
    expect([procedure, await call(procedure, {})]).toEqual([procedure, "NOT_FOUND"]);
  expect(desk.system.calls()).toEqual([]);
});

test("[checklist 15] a link shows where it leads, and is opened by the system when the person says so", async ({
  desk,
}) => {
  const page = await openTicket(desk, "links");
  const { system } = desk;
  const frame = page.frameLocator(`iframe[title="${t("ticket.html.frame", { subject: "Some links" })}"]`);
  const question = page.getByRole("dialog");
  const open = question.getByRole("button", { name: t("link.open"), exact: true });
  const cancel = question.getByRole("button", { name: t("shell.cancel") });

  await frame.getByText("the order").click();
  await expect(question).toContainText(t("link.title.web"));
  await expect(question.getByText("https://shop.example/orders?id=1")).toBeVisible();
  await cancel.click();
  await expect(question).toBeHidden();
  expect(system.calls()).toEqual([]);
  await frame.getByText("the order").click({ button: "middle" });
  await open.click();
  await expect.poll(() => system.calls()).toEqual([["xdg-open", "https://shop.example/orders?id=1"]]);
  system.forget();

  const suspicious: readonly (readonly [string, string])[] = [
    ["https://bank.example/login", t("link.warning.textDiffers", { claimed: "bank.example", host: "evil.example" })],
    ["the apple", t("link.warning.lookAlike")],
    ["in the clear", t("link.warning.notSecure")],
  ];
  for (const [words, warning] of suspicious) {
    await frame.getByText(words).focus();
    await page.keyboard.press("Enter");
    await expect(question).toContainText(warning);
    await expect(question.getByRole("checkbox")).toHaveCount(0);
    await expect(cancel).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
  }
  await frame.getByText("call us").click();
  await expect(question).toContainText("+3905512345");
  await expect(open).toHaveCount(0);
  await page.keyboard.press("Escape");
  expect(system.calls()).toEqual([]);

  await frame.getByText("write to Ada").click();
  await open.click();
  await expect.poll(() => system.calls()).toEqual([["xdg-email", "mailto:ada@example.com?subject=Hi"]]);
  system.forget();

  await frame.getByText("the order").click();
  await question.getByRole("checkbox", { name: t("link.trust", { host: "shop.example" }) }).check();
  await open.click();
  await expect.poll(() => system.calls()).toHaveLength(1);
  await openTicket(desk, "plain");
  await page.getByRole("link", { name: "https://shop.example/plain-text" }).click();
  await expect.poll(() => system.calls()).toHaveLength(2);
  expect(system.calls()[1]).toEqual(["xdg-open", "https://shop.example/plain-text"]);
  system.forget();
  await expectUnmoved(desk);
  expect((await desk.outside()).sent).toEqual([]);
});

test("[mail] a hostile mail in its ticket runs nothing and asks for nothing; its pictures come when they are asked for", async ({
  desk,
}) => {
  const page = await openTicket(desk, "hostile");
  const frame = page.frameLocator(`iframe[title="${t("ticket.html.frame", { subject: "Where is my parcel?" })}"]`);
  await expect(frame.getByText("My parcel is late.")).toBeVisible();
  await frame.getByText("a trap").click();
  expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
  expect(await desk.outside()).toEqual(NOTHING);
  await page.getByRole("button", { name: t("ticket.html.showImages") }).click();
  const sent: string[] = [];
  await expect
    .poll(async () => sent.push(...(await desk.outside()).sent) && sent.toSorted())
    .toContain("https://pictures.example/parcel.png");
  expect(sent.filter((url) => !url.endsWith(".png"))).toEqual([]);
  await expectUnmoved(desk);
});

test("[mail] the corpus of hostile HTML: as a mail, and in the frame alone, nothing runs, leaves or is fetched", async ({
  desk,
}) => {
  const page = await goTo(desk, "#/board");
  await page.evaluate(await mailHtmlBundle());
  const asked = ({ sent, stopped }: { sent: readonly string[]; stopped: readonly string[] }) =>
    [...sent, ...stopped].map((url) => HOSTILE_HTML[numberOf(url) ?? -1]?.[0] ?? url);
  expect(await showVectors(page, HOSTILE_HTML, "cleaned")).toEqual({});
  expect(asked(await desk.outside())).toEqual([]);
  expect(await showVectors(page, HOSTILE_HTML, "raw")).toEqual({});
  expect(asked(await desk.outside())).toEqual([]);
  await expectUnmoved(desk);
});

test("[files] an attachment is opened from the quarantine, read-only and marked; what can do harm is asked about by the system's own dialog", async ({
  desk,
}) => {
  const page = await openTicket(desk, "files");
  const { system, home } = desk;
  const { electron } = desk.app;
  const quarantine = join(home.dataDir, "opened");
  // The person at the dialogs: their answers are taken from a list, the questions are kept.
  await electron.evaluate(({ dialog }) => {
    const asked: string[] = [];
    const answers: (number | string)[] = [];
    Object.assign(globalThis, { asked, answers });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      asked.push(
        (given.at(-1) as { message: string; detail: string }).message,
        (given.at(-1) as { detail: string }).detail,
      );
      return { response: answers.shift() ?? 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    dialog.showSaveDialog = async (...given: unknown[]) => {
      asked.push(`save as ${(given.at(-1) as { defaultPath: string }).defaultPath}`);
      const filePath = answers.shift();
      return typeof filePath === "string" ? { canceled: false, filePath } : { canceled: true, filePath: "" };
    };
  });
  const answer = (...next: (number | string)[]) =>
    electron.evaluate(
      (_, given) => void (globalThis as unknown as { answers: unknown[] }).answers.push(...given),
      next,
    );
  const asked = () => electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  const takeAsked = () => electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.splice(0));
  const chip = (name: string) =>
    page.getByRole("button", {
      name: new RegExp(`^${t("ticket.attachment.open", { name, size: "" }).slice(0, -3)}`, "u"),
    });

  await chip("Invoice 7.pdf").click();
  await expect.poll(() => system.calls().map(([program]) => program)).toEqual(["setfattr", "xdg-open"]);
  const [marked, opened] = system.calls();
  const path = opened?.[1] ?? "";
  expect(marked).toEqual(["setfattr", "--name=user.xdg.origin.url", "--value=pipedesk://attachment", "--", path]);
  expect([basename(path), dirname(dirname(path))]).toEqual(["Invoice 7.pdf", quarantine]);
  expect(readFileSync(path, "utf8")).toBe("%PDF-1.7 harmless");
  expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o400, 0o700]);
  expect(await takeAsked()).toEqual([]);
  system.forget();

  // Dragged out it is the same: the system carries on with the file, from the quarantine.
  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents !== undefined) contents.startDrag = ({ file }) => Object.assign(globalThis, { dragged: file });
  });
  await chip("Invoice 7.pdf").dispatchEvent("dragstart");
  const dragged = () => electron.evaluate(() => (globalThis as unknown as { dragged?: string }).dragged ?? "");
  await expect.poll(async () => basename(await dragged())).toBe("Invoice 7.pdf");
  expect([dirname(dirname(await dragged())), statSync(await dragged()).mode & 0o777]).toEqual([quarantine, 0o400]);
  system.forget();

  // Turned letters are gone from its name, and its ending says what it is.
  const program = "invoicefdp.pdf .exe";
  await chip(program).click();
  await expect
    .poll(asked)
    .toEqual([
      t("file.risk.title", { name: program }),
      [t("file.risk.program"), t("file.risk.disguised"), t("file.risk.ask")].join("\n\n"),
    ]);
  await takeAsked();
  expect(system.calls()).toEqual([]);
  expect(readdirSync(quarantine)).toHaveLength(2);

  const saved = join(home.path, "run", "kept.exe");
  await answer(1, saved);
  await chip(program).click();
  await expect
    .poll(() => system.calls())
    .toEqual([["setfattr", "--name=user.xdg.origin.url", "--value=pipedesk://attachment", "--", saved]]);
  expect(statSync(saved).mode & 0o111).toBe(0);
  expect((await takeAsked()).at(-1)).toMatch(/^save as .*\/invoicefdp\.pdf \.exe$/u);
  system.forget();

  await answer(2);
  await chip("voicemail.mp3.html").click();
  await expect.poll(() => system.calls().map(([called]) => called)).toEqual(["setfattr", "xdg-open"]);
  expect(await takeAsked()).toEqual([
    t("file.risk.title", { name: "voicemail.mp3.html" }),
    expect.stringContaining(t("file.risk.page")),
  ]);
  system.forget();

  // A name that is a path is one name.
  await page.getByRole("button", { name: /^Open .*x\.txt \(/u }).click();
  await expect.poll(() => system.calls().map(([called]) => called)).toEqual(["setfattr", "xdg-open"]);
  const outside = system.calls()[1]?.[1] ?? "";
  expect([dirname(dirname(outside)), outside.endsWith("x.txt"), outside.includes("..")]).toEqual([
    quarantine,
    true,
    expect.any(Boolean),
  ]);
  system.forget();
});

test("[installed] the installed program refuses a debugger, has no developer tools, and clears the quarantine at its start", async ({
  desk,
}) => {
  test.skip(process.platform !== "linux", "what counts as installed is told by the program's name only there");
  const { program, home, display } = desk;
  const installed = installedAs(program, "pipedesk");
  for (const word of ["--inspect=0", "--remote-debugging-port=0", "--gpu-launcher=/bin/sh"])
    expect([word, await startSecond({ ...program, ...installed }, display, home, [word])]).toEqual([word, 1]);
  expect(readdirSync(join(home.dataDir, "opened")).length).toBeGreaterThan(0);
  const { electron } = await desk.restart(installed, { PIPEDESK_ALLOW_DEBUGGING: "1" });
  await expect.poll(() => existsSync(join(home.dataDir, "opened"))).toBe(false);
  const tools = await electron.evaluate(async ({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.openDevTools();
    await new Promise((done) => setTimeout(done));
    return {
      isPackaged: app.isPackaged,
      isOpened: window?.webContents.isDevToolsOpened(),
    };
  });
  expect(tools).toEqual({ isPackaged: true, isOpened: false });
});

test("[links from outside] a start with hostile words opens nothing, runs nothing and leaves the desk where it was", async ({
  desk,
}) => {
  const { program, display, home } = desk;
  await goTo(desk, "#/board");
  const words = [
    "pipedesk://evil.example/x",
    "pipedesk://ticket/../../settings",
    "pipedesk://open/settings/team",
    "pipedesk://open/door/join?secret=x",
    "pipedesk://ticket/1e99",
    "pipedesk://open/ticket/%2e%2e%2fx",
    'pipedesk://ticket/1" --gpu-launcher=sh',
    "pipedesk://user:pw@open/board",
    `pipedesk://open/board/${"a".repeat(5_000)}`,
    "javascript:alert(1)",
    "https://evil.example/",
    "file:///etc/passwd",
    "mailto:?attach=/etc/passwd",
  ];
  expect(await startSecond(program, display, home, words)).toBe(0);
  await expectUnmoved(desk);
  expect(desk.system.calls()).toEqual([]);
  expect((await desk.outside()).sent).toEqual([]);
});
