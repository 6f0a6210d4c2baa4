import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { describe, expect, onTestFinished, test } from "vitest";
import { runDeskApp, type DeskAppOptions } from "#main/hosts/electron/desk-app.ts";
import { PORT_MESSAGE } from "#main/hosts/electron/port-message.ts";
import { handOverPorts } from "#main/hosts/electron/preload/hand-over.ts";
import { PORT_MESSAGE as PORT_MESSAGE_OF_THE_PAGE } from "#renderer/state/transport.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createFakeElectron, type FakeElectron, type FakeWindow } from "./fake-electron.ts";
import { createTinyCore, HELLO, STATUS, TICKET } from "./tiny-core.ts";

async function startApp(electron: FakeElectron, changes: Partial<DeskAppOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-electron-"));
  const rendererDir = join(folder, "renderer");
  await mkdir(join(rendererDir, "assets"), { recursive: true });
  await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Desk</title>");
  await writeFile(join(rendererDir, "assets/index-abc.js"), "export {};");
  onTestFinished(() => rm(folder, { recursive: true }));
  const core = createTinyCore();
  const dataDir = join(folder, "desk");
  await runDeskApp(electron, {
    openDesk: async () => ({
      ...core,
      start: () => void electron.calls.push("mail started"),
      wake: () => void electron.calls.push("mail woken"),
      close: async () => void electron.calls.push("core closed"),
    }),
    onResume: () => undefined,
    dataDir,
    demo: false,
    rendererDir,
    preload: "/app/out/preload/index.cjs",
    devOrigin: null,
    isMac: false,
    log: { info: () => undefined, warn: () => undefined, error: (message) => electron.calls.push(`log ${message}`) },
    ...changes,
  });
  return { core, dataDir };
}

/** What the page's script sees: the preload passes on what the main process posts. */
function loadPage({ webContents }: FakeWindow, readyState = "complete") {
  type Listener = Parameters<Parameters<typeof handOverPorts>[0]["on"]>[1];
  const received: { message: unknown; origin: string; ports: readonly MessagePort[] }[] = [];
  let listener: Listener | undefined;
  let loaded: (() => void) | undefined;
  const page = {
    location: { origin: "app://pipedesk" },
    document: { readyState },
    postMessage: (message: unknown, origin: string, ports: readonly MessagePort[]) =>
      void received.push({ message, origin, ports }),
    addEventListener: (_: string, heard: () => void) => void (loaded = heard),
  };
  handOverPorts(
    { on: (channel, heard) => channel === PORT_MESSAGE && (listener = heard) },
    page as unknown as Parameters<typeof handOverPorts>[1],
  );
  webContents.emit("did-finish-load");
  const { channel, message, ports } = webContents.posted.at(-1) ?? { channel: "", message: null, ports: [] };
  expect(channel).toBe(PORT_MESSAGE);
  listener?.({ ports: ports as unknown as readonly globalThis.MessagePort[] }, message);
  for (const port of ports) onTestFinished(() => port.close());
  return { received, load: () => loaded?.() };
}

function clientOver(port: MessagePort): DeskClient {
  const client: DeskClient = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
}

function onlyPort(page: ReturnType<typeof loadPage>): MessagePort {
  const [port] = page.received.at(-1)?.ports ?? [];
  if (!port) throw new Error("No port came.");
  return port;
}

function firstWindow({ windows: [window] }: FakeElectron): FakeWindow {
  if (!window) throw new Error("No window was opened.");
  return window;
}

describe("start", () => {
  test("locks everything down before the first page, and the window shows when it has painted", async () => {
    const electron = createFakeElectron();
    const { dataDir } = await startApp(electron);
    const window = firstWindow(electron);
    window.emit("ready-to-show");
    expect(electron.calls).toEqual([
      "schemes",
      `setPath userData ${join(dataDir, "window")}`,
      "lock",
      "enableSandbox",
      "ready",
      "handle app",
      "mail started",
      "window",
    ]);
    expect(window.calls).toEqual(["load app://pipedesk/", "show"]);
    expect(electron.menu.map(({ label }) => label)).toEqual(["File", "Edit", "View"]);
  });

  test("the page gets no Node and no way out of the sandbox", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    expect(firstWindow(electron).options.webPreferences).toEqual({
      preload: "/app/out/preload/index.cjs",
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    });
  });

  test("speaks the system's language, which Electron tells only once it is ready", async () => {
    const electron = createFakeElectron({ locale: "it-IT" });
    await startApp(electron);
    expect(electron.menu.map(({ label }) => label)).toEqual(["File", "Modifica", "Vista"]);
  });

  test("a second program of the same desk ends, and the first shows its window", async () => {
    const second = createFakeElectron({ first: false });
    await startApp(second);
    expect([second.calls.slice(-2), second.windows]).toEqual([["lock", "quit"], []]);
    const first = createFakeElectron();
    await startApp(first);
    first.app.emit("second-instance");
    expect(firstWindow(first).calls.slice(-2)).toEqual(["restore", "focus"]);
  });

  test("a desk that can't be opened is told in plain words, and the program ends", async () => {
    const electron = createFakeElectron();
    const openDesk = () => Promise.reject(new PipedeskError("PD_STORE_IN_USE", "The desk is open in another program."));
    await startApp(electron, { openDesk });
    expect(electron.calls.slice(-2)).toEqual([
      "error Pipedesk: pipedesk: The desk is open in another program.",
      "exit 1",
    ]);
    expect(electron.windows).toEqual([]);
  });
});

describe("lock", () => {
  test("the page stays where it is, and so do the frames in it", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const { webContents } = firstWindow(electron);
    const passes = (url: string, isMainFrame = true) =>
      (["will-frame-navigate", "will-redirect"] as const).map((event) => webContents.navigate(event, url, isMainFrame));
    expect(passes("app://pipedesk/#/board")).toEqual([true, true]);
    expect(passes("about:srcdoc", false)).toEqual([true, true]);
    for (const url of [
      "https://evil.example/",
      "app://pipedesk.evil.example/",
      "app://other/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "data:text/html,x",
      "about:srcdoc",
    ]) {
      expect([url, ...passes(url)]).toEqual([url, false, false]);
    }
    expect(passes("https://evil.example/", false)).toEqual([false, false]);
    let prevented = false;
    webContents.emit("will-attach-webview", { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  test("no window opens; links of the web and mail addresses go to the system", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const { webContents } = firstWindow(electron);
    const answers = [
      "https://example.com/a?b=c",
      "mailto:a@b.example",
      "file:///etc/passwd",
      "smb://host/share",
      "javascript:alert(1)",
      "app://pipedesk/",
      "no address",
    ].map((url) => webContents.openHandler?.({ url }));
    expect(answers).toEqual(answers.map(() => ({ action: "deny" })));
    expect(electron.calls.filter((call) => call.startsWith("external"))).toEqual([
      "external https://example.com/a?b=c",
      "external mailto:a@b.example",
    ]);
  });

  test("the page may write the clipboard and nothing else", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const { request, check, device } = electron.session_;
    const asked = (permission: string) => {
      let granted: boolean | undefined;
      request?.(null, permission, (answer) => (granted = answer));
      return [granted, check?.(null, permission)];
    };
    expect(asked("clipboard-sanitized-write")).toEqual([true, true]);
    for (const permission of [
      "media",
      "geolocation",
      "notifications",
      "openExternal",
      "clipboard-read",
      "fileSystem",
    ]) {
      expect([permission, ...asked(permission)]).toEqual([permission, false, false]);
    }
    expect(device?.()).toBe(false);
  });

  test("its scheme serves the built page with the policy, and nothing else", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const get = (url: string, method = "GET") => electron.respond(new Request(url, { method }));
    const page = await get("app://pipedesk/");
    expect([page.status, page.headers.get("content-type"), await page.text()]).toEqual([
      200,
      "text/html; charset=utf-8",
      "<!doctype html><title>Desk</title>",
    ]);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'; script-src 'self'; ");
    expect(page.headers.get("content-security-policy")).toContain("; connect-src 'self'; ");
    expect((await get("app://pipedesk/assets/index-abc.js")).status).toBe(200);
    for (const url of [
      "app://other/",
      "app://pipedesk/../../etc/passwd",
      "app://pipedesk/assets",
      "app://pipedesk/%2e%2e/secret.js",
    ]) {
      expect([url, (await get(url)).status]).toEqual([url, 404]);
    }
    expect((await get("app://pipedesk/", "POST")).status).toBe(404);
    expect(electron.schemes).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });
});

describe("port", () => {
  test("reaches the page with a hello, once its scripts have run, and nothing else does", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const page = loadPage(firstWindow(electron), "interactive");
    expect(page.received).toEqual([]);
    page.load();
    expect(page.received).toEqual([
      {
        message: { type: PORT_MESSAGE_OF_THE_PAGE, protocol: PROTOCOL_VERSION },
        origin: "app://pipedesk",
        ports: [expect.anything()],
      },
    ]);
  });

  test("carries the contract: calls, errors, files and the live feed", async () => {
    const electron = createFakeElectron();
    const { core } = await startApp(electron);
    const client = clientOver(onlyPort(loadPage(firstWindow(electron))));
    expect(await client.desk.status()).toEqual(STATUS);
    await expect(client.tickets.get({ id: TICKET.id })).resolves.toEqual(TICKET);
    await expect(client.search.query({ q: "x".repeat(501) })).rejects.toMatchObject({ code: "INVALID" });
    expect((await client.desk.import({ file: new File(["From a\n"], "box.mbox") })).deskName).toBe("box.mbox 7");
    const feed = await client.desk.live();
    expect(await feed.next()).toEqual({ done: false, value: HELLO });
    core.tell({ type: "changes", tickets: [], messages: [], activities: [], conversations: [], stageCounts: {} });
    expect(await feed.next()).toMatchObject({ value: { type: "changes" } });
    await feed.return?.();
  });

  test("a page that is loaded again gets a new one, and the old one is closed", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const window = firstWindow(electron);
    const old = onlyPort(loadPage(window));
    const closed = once(old, "close");
    const client = clientOver(onlyPort(loadPage(window)));
    await closed;
    expect(await client.desk.status()).toEqual(STATUS);
  });
});

describe("whose page gets the port", () => {
  test.each([
    "https://evil.example/",
    "app://pipedesk.evil/",
    "app://pipedesk",
    "app://other/index.html",
    "about:blank",
    "data:text/html,x",
    "blob:app://pipedesk/1",
    "file:///etc/passwd",
    "",
  ])("%s", async (url) => {
    const electron = createFakeElectron();
    await startApp(electron);
    const { webContents } = firstWindow(electron);
    webContents.url = url;
    webContents.emit("did-finish-load");
    expect(webContents.posted).toHaveLength(url === "app://pipedesk" ? 1 : 0);
    for (const { ports } of webContents.posted) for (const port of ports) port.close();
  });

  test("a page from elsewhere also takes the port from the page before it", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const port = onlyPort(loadPage(firstWindow(electron)));
    const closed = once(port, "close");
    port.start();
    const { webContents } = firstWindow(electron);
    webContents.url = "https://evil.example/";
    webContents.emit("did-finish-load");
    await closed;
    expect(webContents.posted).toHaveLength(1);
  });
});

describe("a desk that is opened anew", () => {
  test("is closed first; the window's old port ends, and its page gets one to the other desk", async () => {
    const electron = createFakeElectron();
    const asked: (() => void)[] = [];
    const names = ["alone", "team"];
    await startApp(electron, {
      openDesk: async ({ reopen }) => {
        if (reopen !== undefined) asked.push(reopen);
        const name = names.shift() ?? "";
        electron.calls.push(`${name} opened`);
        return {
          ...createTinyCore(),
          start: () => undefined,
          wake: () => undefined,
          close: async () => void electron.calls.push(`${name} closed`),
        };
      },
    });
    const window = firstWindow(electron);
    const first = onlyPort(loadPage(window));
    const closed = once(first, "close");
    const loaded = once(window.webContents, "did-finish-load");
    asked[0]?.();
    await closed;
    await loaded;
    expect(electron.calls.filter((call) => /alone|team/u.test(call))).toEqual([
      "alone opened",
      "alone closed",
      "team opened",
    ]);
    const client = clientOver(onlyPort(loadPage(window)));
    expect(await client.desk.status()).toEqual(STATUS);
  });

  test("ends the program in words where it can't be opened", async () => {
    const electron = createFakeElectron();
    let reopen: (() => void) | undefined;
    await startApp(electron, {
      openDesk: async (options) => {
        if (reopen !== undefined) throw new PipedeskError("PD_STORE_IN_USE", "The desk is open in another program.");
        ({ reopen } = options);
        return {
          ...createTinyCore(),
          start: () => undefined,
          wake: () => undefined,
          close: async () => undefined,
        };
      },
    });
    const exited = once(electron.app, "exited");
    reopen?.();
    await exited;
    expect(electron.calls.slice(-2)).toEqual([
      "error Pipedesk: pipedesk: The desk is open in another program.",
      "exit 1",
    ]);
  });
});

describe("end", () => {
  test("closes the port, then the desk, and only then the program", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const closed = once(onlyPort(loadPage(firstWindow(electron))), "close");
    const exited = once(electron.app, "exited");
    electron.app.emit("window-all-closed");
    await exited;
    await closed;
    expect(electron.calls.slice(-4)).toEqual(["quit", "quit prevented", "core closed", "exit 0"]);
  });

  test("a desk that is started again while it closes comes back once it is closed", async () => {
    const electron = createFakeElectron();
    await startApp(electron);
    const exited = once(electron.app, "exited");
    electron.app.emit("window-all-closed");
    electron.app.emit("second-instance");
    await exited;
    expect(electron.calls.slice(-5)).toEqual(["quit", "quit prevented", "core closed", "relaunch", "exit 0"]);
  });

  test("on a Mac the program stays, and a click on its icon opens the window again", async () => {
    const electron = createFakeElectron();
    await startApp(electron, { isMac: true });
    firstWindow(electron).emit("closed");
    electron.app.emit("window-all-closed");
    electron.app.emit("activate");
    expect(electron.calls.slice(-2)).toEqual(["window", "window"]);
  });
});
