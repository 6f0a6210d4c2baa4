/** Electron's security checklist in the running app. docs/security.md names these tests beside its rows. */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { expectUnmoved, goTo, NOTHING, test } from "./support/secured-desk.ts";

/** `Seccomp:` in /proc: the process may make only the system calls that a filter lets through. */
const FILTERED = "2";

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
    await tried("eval", () => (Reflect.get(globalThis, "eval") as (code: string) => unknown)("1"));
    await tried("Function", () => Reflect.construct(Reflect.get(globalThis, "Function"), ["return 1"]));
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
        socket.addEventListener("open", resolve);
        socket.addEventListener("error", reject);
      });
    });
    await tried("event source", async () => {
      const source = new EventSource("https://evil.example/e");
      await new Promise((resolve, reject) => {
        source.addEventListener("open", resolve);
        source.addEventListener("error", reject);
      });
    });
    await tried("worker", async () => {
      const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
      await new Promise((resolve, reject) => {
        worker.addEventListener("message", resolve);
        worker.addEventListener("error", reject);
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
