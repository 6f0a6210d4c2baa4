/** Electron's security checklist and what a helpdesk adds to it, in the running app. docs/security.md names these tests beside its rows. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { mailHtmlBundle } from "../support/hostile-html/bundle.ts";
import { HOSTILE_HTML } from "../support/hostile-html/corpus.ts";
import { showVectors } from "../support/hostile-html/show.ts";
import { numberOf } from "../support/hostile-html/vector.ts";
import { startSecond, t } from "./support/desk-app.ts";
import { installedAs } from "./support/program.ts";
import { callByPort, catchPort } from "./support/port-calls.ts";
import { test, type SecuredDesk } from "./support/secured-desk.ts";

/** `Seccomp:` in /proc: the process may make only the system calls that a filter lets through. */
const FILTERED = "2";
const NOTHING = { sent: [], stopped: [] };

async function goTo({ app }: SecuredDesk, route: string): Promise<Page> {
  const { page } = app;
  await page.evaluate((hash) => void (location.hash = hash), route);
  return page;
}

async function openTicket(desk: SecuredDesk, name: keyof SecuredDesk["tickets"]): Promise<Page> {
  const page = await goTo(desk, `#/ticket/${desk.tickets[name]}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  return page;
}

/** One window, which shows the desk, and no question. */
async function expectUnmoved({ app }: SecuredDesk): Promise<void> {
  expect(app.page.url()).toMatch(/^app:\/\/pipedesk\/(?:#|$)/u);
  expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
}

test("[checklist 4] every process that shows a page is confined by the system", async ({ desk }) => {
  test.skip(process.platform !== "linux", "the kernel is asked by way of /proc");
  const { electron } = desk.app;
  const processes = await electron.evaluate(({ app }) => app.getAppMetrics().map(({ type, pid }) => ({ type, pid })));
  const states = processes
    .filter(({ type }) => type === "Tab" || type === "Zygote")
    .map(({ type, pid }) => {
      const state = readFileSync(`/proc/${pid}/status`, "utf8");
      const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "mu").exec(state)?.[1];
      return {
        type,
        filtered: type === "Tab" ? field("Seccomp") : FILTERED,
        isRoot: field("Uid") === "0",
        newRights: field("NoNewPrivs"),
      };
    });
  expect(states.some(({ type }) => type === "Tab")).toBe(true);
  for (const state of states) expect(state).toMatchObject({ filtered: FILTERED, isRoot: false });
  // Behind Electron's back: a second window gets the sandbox too, whatever it asks for.
  const sandboxed = await electron.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: false, nodeIntegration: true } });
    await window.loadURL("about:blank");
    const hasNode: unknown = await window.webContents.executeJavaScript("typeof require + typeof process");
    window.destroy();
    return hasNode;
  });
  expect(sandboxed).toBe("undefinedundefined");
});

test("[checklist 2, 3] the page has no Node and no Electron, and what it changes does not reach the preload script", async ({
  desk,
}) => {
  const { page } = desk.app;
  const known = [
    "require",
    "module",
    "exports",
    "process",
    "global",
    "Buffer",
    "__dirname",
    "electron",
    "ipcRenderer",
    "setImmediate",
    "opener",
  ];
  expect(
    await page.evaluate((names) => names.filter((name) => (globalThis as Record<string, unknown>)[name]), known),
  ).toEqual([]);
  const own = await page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter(
      (name) => !usual.has(name) && !/^(?:\d+|__zod_\w+|__playwright.*)$/u.test(name),
    );
  });
  expect(own).toEqual([]);
  // The port still comes though the page has put its own functions where a preload script of the same world would find them.
  await page.addInitScript(() => {
    window.postMessage = () => void Object.assign(globalThis, { wasTrapped: true });
  });
  await page.reload();
  await expect(page.getByRole("link", { name: "Where is my parcel?" }).first()).toBeVisible();
  expect(await page.evaluate(() => "wasTrapped" in globalThis)).toBe(false);
});

test("[checklist 1, 6, 7, 8] the page's policy lets nothing run, load or connect that is not the app's own file", async ({
  desk,
}) => {
  const { page } = desk.app;
  const done = await page.evaluate(async () => {
    // Outside of the call of a debugger, which may do what pages may not.
    await new Promise((resolve) => setTimeout(resolve));
    const violated = new Set<string>();
    Object.assign(globalThis, { violated });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violated.add(effectiveDirective));
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    const make = (html: string) => {
      const box = document.createElement("div");
      box.innerHTML = html;
      document.body.append(box);
      return box;
    };
    const script = (fill: (element: HTMLScriptElement) => void) => {
      const element = document.createElement("script");
      fill(element);
      document.head.append(element);
    };
    script((element) => (element.textContent = "ran.push('inline')"));
    script((element) => (element.src = "data:text/javascript,ran.push('data')"));
    script(
      (element) => (element.src = URL.createObjectURL(new Blob(["ran.push('blob')"], { type: "text/javascript" }))),
    );
    script((element) => (element.src = "https://evil.example/s.js"));
    script((element) => (element.src = "http://evil.example/s.js"));
    const tried = async (name: string, work: () => unknown) => {
      try {
        await work();
        ran.push(name);
      } catch {
        // As it should be.
      }
    };
    await tried("eval", () => (0, eval)("1"));
    await tried("Function", () => new Function("return 1")());
    await tried("import of data", () => import(/* @vite-ignore */ `data:text/javascript,${Math.random()}`));
    await tried("fetch https", () => fetch("https://evil.example/"));
    await tried("fetch http", () => fetch("http://127.0.0.1:9/"));
    await tried("fetch file", () => fetch("file:///etc/passwd"));
    await tried("beacon", () => {
      if (!navigator.sendBeacon("https://evil.example/b")) throw new Error();
    });
    await tried("socket", async () => {
      const socket = new WebSocket("wss://evil.example/");
      await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = reject;
      });
    });
    await tried("event source", async () => {
      const source = new EventSource("https://evil.example/e");
      await new Promise((resolve, reject) => {
        source.onopen = resolve;
        source.onerror = reject;
      });
    });
    await tried("worker", async () => {
      const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
      await new Promise((resolve, reject) => {
        worker.onmessage = resolve;
        worker.onerror = reject;
      });
    });
    const box =
      make(`<img src=x onerror="ran.push('handler')"><iframe src="https://evil.example/"></iframe><iframe src="app://pipedesk/"></iframe>
      <object data="https://evil.example/o"></object><embed src="https://evil.example/e"><base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/c">
      <style>@font-face{font-family:x;src:url(https://evil.example/f)}.x{font-family:x}</style><p class="x">x</p><img src="http://evil.example/clear.png">
      <form action="https://evil.example/f"><button>x</button></form><video src="https://evil.example/v"></video><a href="javascript:ran.push('address')">x</a>`);
    box.querySelector("a")?.click();
    box.querySelector("button")?.click();
    await document.fonts.load("12px x").catch(() => undefined);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return { ran, base: document.baseURI.split("#")[0] };
  });
  expect(done.ran.filter((name) => name !== "beacon")).toEqual([]);
  expect(done.base).toBe("app://pipedesk/");
  const violated = () =>
    page.evaluate(() => [...(globalThis as unknown as { violated: Set<string> }).violated].toSorted());
  await expect
    .poll(violated)
    .toEqual(
      "base-uri connect-src font-src form-action frame-src img-src media-src object-src script-src script-src-attr script-src-elem style-src-elem worker-src".split(
        " ",
      ),
    );
  expect(await desk.outside()).toEqual(NOTHING);
  await expectUnmoved(desk);
});

test("[checklist 1] behind the policy the app itself lets no request out but pictures by https", async ({ desk }) => {
  const asked = [
    "https://evil.example/script.js",
    "http://evil.example/",
    "wss://evil.example/socket",
    "file:///etc/passwd",
  ];
  // In a window without any policy: only the guard of the session stands between it and the network.
  const answers = await desk.app.electron.evaluate(async ({ BrowserWindow, session }, urls) => {
    const window = new BrowserWindow({ show: false, webPreferences: { session: session.defaultSession } });
    await window.loadURL("about:blank");
    const code = `Promise.all(${JSON.stringify(urls)}.map((url) => new Promise((done) => {
      if (url.startsWith("wss:")) { const s = new WebSocket(url); s.onopen = () => done("open"); s.onerror = () => done("stopped"); return; }
      const script = document.createElement("script"); script.src = url; script.onload = () => done("ran"); script.onerror = () => done("stopped"); document.head.append(script);
    })))`;
    const result = (await window.webContents.executeJavaScript(code)) as string[];
    window.destroy();
    return result;
  }, asked);
  expect(answers).toEqual(asked.map(() => "stopped"));
  const { sent, stopped } = await desk.outside();
  expect(sent).toEqual([]);
  expect(stopped.toSorted()).toEqual(asked.filter((url) => !url.startsWith("file:")).toSorted());
});

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

test("[checklist 5] whatever the page asks of the system is refused without a question; it may only write to the clipboard", async ({
  desk,
}) => {
  const { page } = desk.app;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  const answers = await page.evaluate(async () => {
    const written = await navigator.clipboard.writeText("from the page").then(
      () => true,
      () => false,
    );
    const granted: string[] = [];
    const tried = async (name: string, work: () => unknown) => {
      try {
        const got = await work();
        if (got !== undefined && got !== "denied" && got !== false) granted.push(`${name}: ${String(got)}`);
      } catch {
        // Refused.
      }
    };
    const kinds = [
      "geolocation",
      "notifications",
      "push",
      "midi",
      "camera",
      "microphone",
      "background-fetch",
      "background-sync",
      "persistent-storage",
      "accelerometer",
      "gyroscope",
      "magnetometer",
      "ambient-light-sensor",
      "screen-wake-lock",
      "nfc",
      "display-capture",
      "storage-access",
      "idle-detection",
      "clipboard-read",
      "payment-handler",
      "periodic-background-sync",
      "system-wake-lock",
      "window-management",
      "local-fonts",
      "top-level-storage-access",
      "captured-surface-control",
      "speaker-selection",
      "keyboard-lock",
      "pointer-lock",
      "fullscreen",
    ];
    for (const name of kinds)
      await tried(name, async () => {
        const { state } = await navigator.permissions.query({ name } as unknown as PermissionDescriptor);
        return state === "granted" ? state : undefined;
      });
    const system = navigator as unknown as Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>;
    await tried("camera and microphone", () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
    await tried("screen", () => navigator.mediaDevices.getDisplayMedia({ video: true }));
    await tried(
      "place",
      () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    );
    await tried("notification", () => Notification.requestPermission());
    await tried("read clipboard text", () => navigator.clipboard.readText());
    await tried("read clipboard", () => navigator.clipboard.read());
    await tried("usb", () => system["usb"]?.["requestDevice"]?.({ filters: [] }));
    await tried(
      "usb devices",
      async () => ((await system["usb"]?.["getDevices"]?.()) as unknown[] | undefined)?.length || undefined,
    );
    await tried(
      "hid",
      async () =>
        ((await system["hid"]?.["requestDevice"]?.({ filters: [] })) as unknown[] | undefined)?.length || undefined,
    );
    await tried("serial", () => system["serial"]?.["requestPort"]?.());
    await tried("bluetooth", () => system["bluetooth"]?.["requestDevice"]?.({ acceptAllDevices: true }));
    await tried("midi", () => navigator.requestMIDIAccess({ sysex: true }));
    // Refused, it never settles.
    document.documentElement.requestFullscreen().then(
      () => granted.push("full screen"),
      () => undefined,
    );
    await tried("pointer", async () => {
      await document.body.requestPointerLock();
      return document.pointerLockElement === null ? undefined : "locked";
    });
    await tried("keyboard", () =>
      system["keyboard"]?.["lock"]?.().then(() => (document.fullscreenElement === null ? undefined : "locked")),
    );
    await tried("persistent storage", () => navigator.storage.persist());
    await tried("idle", () =>
      (
        globalThis as unknown as { IdleDetector: { requestPermission(): Promise<string> } }
      ).IdleDetector.requestPermission(),
    );
    await tried("fonts", async () =>
      (await (globalThis as unknown as { queryLocalFonts(): Promise<unknown[]> }).queryLocalFonts()).length === 0
        ? undefined
        : "fonts",
    );
    if (document.fullscreenElement !== null) granted.push("full screen");
    return { granted, written };
  });
  expect(answers).toEqual({ granted: [], written: true });
  await devtools.detach();
});

test("[checklist 13] nothing leads the window away: addresses, links, forms, refreshes, drops", async ({ desk }) => {
  const { page } = desk.app;
  await goTo(desk, "#/board");
  const places = [
    "https://evil.example/",
    "http://evil.example/",
    "file:///etc/passwd",
    "data:text/html,<p>x",
    "javascript:document.title='ran'",
    "app://other/",
    "chrome://version",
    "devtools://devtools/",
    "view-source:https://evil.example/",
  ];
  for (const place of places) {
    await page.evaluate((url) => {
      try {
        location.href = url;
      } catch {
        // Refused by the page's own rules.
      }
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
      link.target = "_top";
      link.click();
      link.remove();
    }, place);
    await expectUnmoved(desk);
  }
  await page.evaluate(() => {
    location.href = URL.createObjectURL(new Blob(["<p>x"], { type: "text/html" }));
    const meta = document.createElement("meta");
    meta.httpEquiv = "refresh";
    meta.content = "0;url=https://evil.example/";
    document.head.append(meta);
    const form = document.createElement("form");
    form.action = "https://evil.example/";
    document.body.append(form);
    form.submit();
    form.remove();
    meta.remove();
  });
  await expectUnmoved(desk);
  const devtools = await page.context().newCDPSession(page);
  for (const [mimeType, data] of [
    ["text/uri-list", "https://evil.example/"],
    ["text/html", "<a href='https://evil.example/'>x</a>"],
    ["text/uri-list", "file:///etc/passwd"],
  ] as const) {
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await devtools.send("Input.dispatchDragEvent", {
        type,
        x: 300,
        y: 300,
        data: { items: [{ mimeType, data }], dragOperationsMask: 1 },
      });
    await expectUnmoved(desk);
  }
  await devtools.detach();
  // The links among them were asked about.
  await page.keyboard.press("Escape");
  expect(await page.title()).not.toBe("ran");
  expect((await desk.outside()).sent).toEqual([]);
  expect(desk.system.calls()).toEqual([]);
  // Playwright waits for what was begun and never ends, unless another page comes.
  await desk.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect(page.getByRole("link", { name: "Where is my parcel?" }).first()).toBeVisible();
});

test("[checklist 11, 12, 14] no window and no webview opens; a link among what asks for one is told to the page", async ({
  desk,
}) => {
  const { page, electron } = desk.app;
  const urls = [
    "https://evil.example/",
    "about:blank",
    "app://pipedesk/",
    "file:///etc/passwd",
    "javascript:1",
    "data:text/html,x",
    "ms-msdt:/id",
    "smb://evil.example/x",
  ];
  const opened = await page.evaluate((given) => {
    const windows = given.map((url) => window.open(url, "_blank"));
    const webview = document.createElement("webview");
    webview.setAttribute("src", "https://evil.example/");
    webview.setAttribute("nodeintegration", "");
    webview.setAttribute("allowpopups", "");
    document.body.append(webview);
    const isPlain = typeof (webview as unknown as Record<string, unknown>)["getWebContentsId"] !== "function";
    webview.remove();
    return { windows: windows.filter((made) => made !== null).length, isPlain };
  }, urls);
  expect(opened).toEqual({ windows: 0, isPlain: true });
  await expectUnmoved(desk);
  await expect(page.getByRole("dialog")).toContainText("evil.example");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // Behind the page's back: who attached one all the same would be refused.
  const attached = await electron.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    let isPrevented = false;
    contents?.emit("will-attach-webview", { preventDefault: () => (isPrevented = true) }, {}, {});
    return isPrevented;
  });
  expect(attached).toBe(true);
  expect(desk.system.calls()).toEqual([]);
  expect((await desk.outside()).sent).toEqual([]);
});

test("[checklist 17] the main process hears nobody but the desk's own page, and that by its port alone", async ({
  desk,
}) => {
  const { page, electron } = desk.app;
  // "error" is Electron's own.
  expect(await electron.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String))).toEqual(["error"]);
  // A page from elsewhere in the same window, however it came there: it gets no port, and the desk comes back.
  const told = await electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return ["there is no window"];
    const { webContents } = window;
    const said: string[] = [];
    webContents.on("console-message", (_event, _level, message) => void said.push(message));
    const atHome = new Promise<void>((done) =>
      webContents.on("did-finish-load", () => webContents.getURL().startsWith("app://pipedesk/") && done()),
    );
    await window.loadURL(
      "data:text/html,<script>console.log('shown');addEventListener('message',()=>console.log('a port'))</script>",
    );
    await atHome;
    return said.filter((words) => ["shown", "a port"].includes(words));
  });
  expect(told).toEqual(["shown"]);
  for (const place of ["about:blank", "about:srcdoc"]) {
    await electron.evaluate(async ({ BrowserWindow }, url) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) return;
      const back = new Promise<void>((done) => {
        contents.once("did-finish-load", () => contents.once("did-finish-load", () => done()));
      });
      await contents.executeJavaScript(`void setTimeout(() => (location.href = ${JSON.stringify(url)}))`);
      await back;
    }, place);
    await expect(page.getByRole("link", { name: "Where is my parcel?" }).first()).toBeVisible();
  }
  await expectUnmoved(desk);
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
  await expect.poll(system.calls).toEqual([["xdg-open", "https://shop.example/orders?id=1"]]);
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
  await expect.poll(system.calls).toEqual([["xdg-email", "mailto:ada@example.com?subject=Hi"]]);
  system.forget();

  await frame.getByText("the order").click();
  await question.getByRole("checkbox", { name: t("link.trust", { host: "shop.example" }) }).check();
  await open.click();
  await expect.poll(system.calls).toHaveLength(1);
  await openTicket(desk, "plain");
  await page.getByRole("link", { name: "https://shop.example/plain-text" }).click();
  await expect.poll(system.calls).toHaveLength(2);
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
  expect(sent.filter((url) => !/\.png$/u.test(url))).toEqual([]);
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
    dialog.showSaveDialog = (async (...given: unknown[]) => {
      asked.push(`save as ${(given.at(-1) as { defaultPath: string }).defaultPath}`);
      const filePath = answers.shift();
      return typeof filePath === "string" ? { canceled: false, filePath } : { canceled: true, filePath: "" };
    }) as typeof dialog.showSaveDialog;
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
  expect(readdirSync(quarantine)).toHaveLength(1);

  const saved = join(home.path, "run", "kept.exe");
  await answer(1, saved);
  await chip(program).click();
  await expect
    .poll(system.calls)
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
