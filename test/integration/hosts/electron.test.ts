import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { describe, expect, onTestFinished, test } from "vitest";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import { APP_SCHEME, createAppProtocol } from "#main/hosts/electron/app-protocol.ts";
import { lockDownContents } from "#main/hosts/electron/lock-down.ts";
import { createPortBridge } from "#main/hosts/electron/port-bridge.ts";
import { PORT_MESSAGE } from "#main/hosts/electron/port-message.ts";
import { handOverPorts } from "#main/hosts/electron/preload/hand-over.ts";
import { PORT_MESSAGE as PORT_MESSAGE_OF_THE_PAGE } from "#renderer/state/transport.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { FakeContents } from "./fake-electron.ts";
import { createTinyCore, HELLO, STATUS, TICKET } from "./tiny-core.ts";

const ORIGIN = "app://pipedesk";
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A page's contents joined to a desk, as the window's are. */
function joinPage(url = `${ORIGIN}/`) {
  const core = createTinyCore();
  const contents = new FakeContents();
  contents.url = url;
  const bridge = createPortBridge({} as never, SILENT);
  bridge.connect(contents, ORIGIN, () => new MessageChannel());
  bridge.switchTo(core);
  onTestFinished(() => bridge.close());
  return { core, contents, bridge };
}

/** What the page's script sees: the preload passes on what the main process posts. */
function loadPage(webContents: FakeContents, readyState = "complete") {
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

function lockedContents() {
  const contents = new FakeContents();
  const asked: string[] = [];
  lockDownContents(contents as never, { origin: ORIGIN, askAboutLink: (url) => asked.push(url) });
  return { contents, asked };
}

describe("lock", () => {
  test("Help alone opens in a window, which gets no preload script; what only looks like it does not", () => {
    const { contents, asked } = lockedContents();
    const ask = (url: string) => contents.openHandler?.({ url });
    const allowed = ask("app://pipedesk/help/guide/team.html?colours=dark");
    expect(allowed).toMatchObject({
      action: "allow",
      overrideBrowserWindowOptions: {
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
      },
    });
    expect(JSON.stringify(allowed)).not.toContain("preload");
    for (const url of ["app://pipedesk/helpless.html", "app://pipedesk.example/help/", "app://other/help/index.html"])
      expect([url, ask(url)]).toEqual([url, { action: "deny" }]);
    expect(asked).toEqual([]);
  });

  test("its scheme serves the built page with the policy, and nothing else", async () => {
    const rendererDir = await mkdtemp(join(tmpdir(), "pipedesk-electron-"));
    onTestFinished(() => rm(rendererDir, { recursive: true }));
    await mkdir(join(rendererDir, "assets"));
    await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Desk</title>");
    await writeFile(join(rendererDir, "assets/index-abc.js"), "export {};");
    const elsewhere = await mkdtemp(join(tmpdir(), "pipedesk-elsewhere-"));
    onTestFinished(() => rm(elsewhere, { recursive: true }));
    await writeFile(join(elsewhere, "secret.js"), "secret");
    await symlink(join(elsewhere, "secret.js"), join(rendererDir, "assets/out.js"));
    await symlink(elsewhere, join(rendererDir, "away"));
    const respond = createAppProtocol(rendererDir);
    const get = (url: string, method = "GET") => respond(new Request(url, { method }));
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
      "app://pipedesk/assets/out.js",
      "app://pipedesk/away/secret.js",
    ]) {
      expect([url, (await get(url)).status]).toEqual([url, 404]);
    }
    expect((await get("app://pipedesk/", "POST")).status).toBe(404);
    expect(APP_SCHEME).toEqual({
      scheme: "app",
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    });
  });
});

describe("port", () => {
  test("reaches the page with a hello, once its scripts have run, and nothing else does", () => {
    const page = loadPage(joinPage().contents, "interactive");
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
    const { core, contents } = joinPage();
    const client = clientOver(onlyPort(loadPage(contents)));
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
    const { contents } = joinPage();
    const old = onlyPort(loadPage(contents));
    const closed = once(old, "close");
    const client = clientOver(onlyPort(loadPage(contents)));
    await closed;
    expect(await client.desk.status()).toEqual(STATUS);
  });

  test("a desk that is opened anew: the old port ends, and the page that loads then gets one to the other desk", async () => {
    const { contents, bridge } = joinPage();
    const old = onlyPort(loadPage(contents));
    const closed = once(old, "close");
    const other = createTinyCore();
    bridge.switchTo(other);
    await closed;
    const feed = await clientOver(onlyPort(loadPage(contents))).desk.live();
    expect(await feed.next()).toEqual({ done: false, value: HELLO });
    other.tell({ type: "changes", tickets: [], messages: [], activities: [], conversations: [], stageCounts: {} });
    expect(await feed.next()).toMatchObject({ value: { type: "changes" } });
    await feed.return?.();
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
  ])("%s", (url) => {
    const { contents } = joinPage(url);
    contents.emit("did-finish-load");
    expect(contents.posted).toHaveLength(url === "app://pipedesk" ? 1 : 0);
    for (const { ports } of contents.posted) for (const port of ports) port.close();
  });

  test("a page from elsewhere also takes the port from the page before it", async () => {
    const { contents } = joinPage();
    const port = onlyPort(loadPage(contents));
    const closed = once(port, "close");
    port.start();
    contents.url = "https://evil.example/";
    contents.emit("did-finish-load");
    await closed;
    expect(contents.posted).toHaveLength(1);
  });
});
