import { createServer, type RequestListener } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo } from "node:net";
import { createRouterClient } from "@orpc/server";
import { WebSocket } from "ws";
import { expect, onTestFinished, test, vi } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import type { SyncQuestion } from "#shared/sync/protocol.ts";
import { createOpenLink } from "#main/sync/client/open-link.ts";
import { openTeam } from "../../support/team.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { startProxy } from "../../support/postgres/proxy.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";
import { HELLO, joinByPassword, NOBODY, openHttp, openLaptop, openSocket } from "./laptop-fixture.ts";

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => errorCodeOf(error) ?? String(error),
  );

/** Tells how the connection ended, or `open` and what was answered. */
async function send(team: Team, token: string, ...frames: readonly (string | Buffer)[]): Promise<string> {
  const socket = new WebSocket(`${team.host.publicUrl.replace("http", "ws")}/sync/socket`, {
    headers: { authorization: `Bearer ${token}`, "pipedesk-device": "laptop" },
  });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const ended = new Promise<string>((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", (code) => resolve(`closed ${code}`));
    socket.on("message", (data) => {
      const { id, error } = JSON.parse(String(data)) as { id?: number; error?: { code: string } };
      if (id === frames.length) resolve(error?.code ?? "answered");
    });
  });
  for (const frame of frames) socket.send(frame);
  return ended;
}

const asking = (id: number, question: unknown) => JSON.stringify({ id, question });
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

test("what is no message of the protocol ends its own connection or is refused by name, and the server goes on", async () => {
  const team = await startTeam();
  const { target } = await joinByPassword(team, "ada@desk.example");
  const { token } = target;
  const found = {
    "half JSON": await send(team, token, asking(1, HELLO).slice(0, 20)),
    "no JSON": await send(team, token, "hello"),
    "bytes that are no text": await send(team, token, Buffer.from([0xff, 0x00, 0xfe, 0x80])),
    "text as a binary frame": await send(team, token, Buffer.from(asking(1, HELLO))),
    "no frame of a question": await send(team, token, JSON.stringify(HELLO)),
    "more in it than there should be": await send(team, token, JSON.stringify({ id: 1, question: HELLO, as: "root" })),
    "an unknown question": await send(team, token, asking(1, { ask: "everything" })),
    "no question at all": await send(team, token, asking(1, null)),
    "one with more in it": await send(team, token, asking(1, { ...HELLO, as: "root" })),
    "of the wrong type": await send(team, token, asking(1, { ask: "pull", after: "0; DROP" })),
    "a prototype": await send(team, token, '{"id":1,"question":{"__proto__":{"ask":"hello"}}}'),
    "an older program": await send(team, token, asking(1, { ...HELLO, protocol: 0 })),
    "a newer program": await send(team, token, asking(1, { ...HELLO, protocol: 99 })),
    "numbers without end": await send(team, token, asking(1, { ask: "numbers", count: 1e9, requestId: "a" })),
    "a million deep": await send(team, token, `{"id":1,"question":${deep(1_000_000)}}`),
    "a document a million deep": await send(
      team,
      token,
      `{"id":1,"question":{"ask":"push","rows":[{"c":"people","n":1,"d":{"id":"deep","more":${deep(1_000_000)}}}]}}`,
    ),
    "too large": await send(team, token, "x".repeat(MAX_SYNC_MESSAGE_BYTES + 1)),
    "good ones after a bad one": await send(team, token, asking(1, { ask: "everything" }), asking(2, HELLO)),
  };
  expect(found).toEqual({
    "half JSON": "closed 1008",
    "no JSON": "closed 1008",
    "bytes that are no text": "closed 1008",
    "text as a binary frame": "answered",
    "no frame of a question": "closed 1008",
    "more in it than there should be": "closed 1008",
    "an unknown question": "PD_SYNC_MESSAGE",
    "no question at all": "PD_SYNC_MESSAGE",
    "one with more in it": "PD_SYNC_MESSAGE",
    "of the wrong type": "PD_SYNC_MESSAGE",
    "a prototype": "PD_SYNC_MESSAGE",
    "an older program": "PD_SYNC_VERSION",
    "a newer program": "PD_SYNC_VERSION",
    "numbers without end": "PD_SYNC_MESSAGE",
    "a million deep": "PD_SYNC_MESSAGE",
    "a document a million deep": "PD_SYNC_MESSAGE",
    "too large": "closed 1009",
    "good ones after a bad one": "answered",
  });
  const plain = await openHttp(target);
  const more = "x".repeat(MAX_SYNC_MESSAGE_BYTES);
  const large: SyncQuestion = { ask: "push", rows: [{ c: "people", n: 1, d: { id: "x", more } }] };
  expect(await outcome(plain.ask(large))).toMatch(/^PD_(?:INPUT_TOO_LARGE|SYNC_OFFLINE)$/u);
  expect(await outcome((await openHttp(target)).ask(HELLO))).toBe("answered");
});

test("[H3] messages that come twice, late or in another order change nothing", async () => {
  const team = await openTeam();
  onTestFinished(() => team.close());
  const anna = await team.join("anna");
  await anna.sync();
  const pushed: SyncQuestion[] = [];
  const wire = {
    before: (question: SyncQuestion) => void (question.ask === "push" && pushed.push(question)),
  };
  const { id } = await anna.client.tickets.create({ pipelineId: SUPPORT, subject: "First" });
  await anna.sync(wire);
  for (const subject of ["Second", "Third"]) {
    await anna.client.tickets.update({ id, subject });
    await anna.sync(wire);
  }
  const before = await team.server.context.store.replication.newest();
  for (const question of [...pushed.toReversed(), ...pushed]) expect(await anna.ask(question)).toEqual({ refused: [] });
  expect((await team.client.tickets.get({ id })).subject).toBe("Third");
  const rows = await team.server.context.store.replication.since(before, { maxRows: 100, maxBytes: 1_000_000 });
  expect(rows?.rows).toEqual([]);
});

const SOMEBODY: Readonly<Record<string, { readonly answer: RequestListener; readonly told: string }>> = {
  "a page to sign in at": {
    answer: (_q, r) => r.end("<html>Welcome to the hotel</html>"),
    told: "PD_SYNC_NOT_THE_SERVER",
  },
  "the same, said to be JSON": {
    answer: (_q, r) => r.setHeader("content-type", "application/json").end('{"welcome":true}'),
    told: "PD_SYNC_NOT_THE_SERVER",
  },
  "a redirect": {
    answer: (_q, r) => r.writeHead(302, { location: "http://login.example/" }).end(),
    told: "PD_SYNC_NOT_THE_SERVER",
  },
  "a network that wants a sign-in (511)": {
    answer: (_q, r) => r.writeHead(511).end("<html>"),
    told: "PD_SYNC_NOT_THE_SERVER",
  },
  "a proxy that wants a password (401)": {
    answer: (_q, r) => r.writeHead(401, { "content-type": "application/json" }).end('{"error":"unauthorized"}'),
    told: "PD_SYNC_NOT_THE_SERVER",
  },
  "a proxy that refuses (403)": { answer: (_q, r) => r.writeHead(403).end("Blocked"), told: "PD_SYNC_NOT_THE_SERVER" },
  "a proxy whose server is down (502)": { answer: (_q, r) => r.writeHead(502).end("<html>"), told: "PD_SYNC_OFFLINE" },
  "a server that starts (503)": { answer: (_q, r) => r.writeHead(503).end(), told: "PD_SYNC_OFFLINE" },
  "half an answer": {
    answer: (_q, r) => {
      r.writeHead(200, { "content-type": "application/json", "content-length": 100 });
      r.write('{"answer":');
      setImmediate(() => r.destroy());
    },
    told: "PD_SYNC_OFFLINE",
  },
  "one that hangs up": { answer: (request) => request.socket.destroy(), told: "PD_SYNC_OFFLINE" },
};

test.each(Object.entries(SOMEBODY))(
  "%s in the server's place is known for it, and shuts no device out",
  async (_name, { answer, told }) => {
    const server = createServer(answer);
    // Without this, what wants to become a WebSocket is hung up on.
    server.on("upgrade", (request, socket) => {
      const [line] = [`HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno`];
      if (told === "PD_SYNC_OFFLINE") socket.destroy();
      else socket.end(line);
      request.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const open = createOpenLink(
      { serverUrl: `http://127.0.0.1:${port}`, token: "pdd_x", deviceId: "laptop" },
      { elapsedMs: () => 0, env: {} },
    );
    expect(await outcome(open(NOBODY, new AbortController().signal))).toBe(told);
  },
);

test("a server that never answers is given up when it is asked to, and says that it can't be reached", async () => {
  const server = createTcpServer((socket) => socket.on("error", () => undefined).resume());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const target = { serverUrl: `http://127.0.0.1:${port}`, token: "pdd_x", deviceId: "laptop" };
  const giving = new AbortController();
  const opening = outcome(createOpenLink(target, { elapsedMs: () => 0, env: {} })(NOBODY, giving.signal));
  await new Promise<void>((resolve) => server.once("connection", () => resolve()));
  giving.abort();
  expect(await opening).toBe("PD_SYNC_OFFLINE");
});

test.each(["before it is open", "once it is open"])(
  "where WebSockets are cut %s, plain requests carry the same",
  async (when) => {
    const team = await startTeam();
    const { target } = await joinByPassword(team, "ada@desk.example");
    const proxy = createTcpServer((inward) => {
      const outward = connect(team.host.port, "127.0.0.1");
      for (const socket of [inward, outward]) {
        socket.on("error", () => undefined);
        socket.once("close", () => (inward.destroy(), outward.destroy()));
      }
      let isSocket = false;
      inward.on("data", (data) => {
        isSocket ||= data.includes("/sync/socket");
        if (isSocket && when === "before it is open") return inward.resetAndDestroy();
        outward.write(String(data).replace(/^host: .*$/imu, `Host: 127.0.0.1:${team.host.port}`));
      });
      outward.on("data", (data) => {
        inward.write(data);
        if (isSocket) setImmediate(() => inward.destroy());
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const open = createOpenLink({ ...target, serverUrl: `http://127.0.0.1:${port}` }, { elapsedMs: () => 0, env: {} });
    const closing = new AbortController();
    onTestFinished(() => closing.abort());
    if (when === "once it is open")
      for (let cut = 0; cut < 2; cut += 1)
        await new Promise<void>((resolve, reject) => {
          open({ news: () => undefined, lost: resolve }, closing.signal).catch(reject);
        });
    const link = await open(NOBODY, closing.signal);
    expect(await outcome(link.ask(HELLO))).toBe("answered");
    link.close();
  },
);

test("[H3] a server whose disk is full refuses by name and takes nothing in halves; once there is room all of it arrives", async () => {
  const team = await openTeam();
  onTestFinished(() => team.close());
  const anna = await team.join("anna");
  await team.syncAll();
  const { store } = team.server.context;
  const limitPages = (pages: string) => store.writeSql((db) => db.exec(`PRAGMA max_page_count = ${pages}`));
  await limitPages("1");
  for (let index = 0; index < 40; index += 1)
    await anna.client.tickets.create({ pipelineId: SUPPORT, subject: `Ticket ${index} ${"x".repeat(300)}` });
  expect(await outcome(anna.sync())).toBe("PD_STORE_DISK_FULL");
  expect(await store.tickets.count({})).toBe(0);
  expect(await anna.core.member?.replica.waiting()).toBeGreaterThan(40);
  await limitPages("1000000");
  await team.syncAll();
  expect(await store.tickets.count({})).toBe(40);
  expect((await anna.client.membership.refused()).items).toEqual([]);
});

test("[H3] while the server's PostgreSQL is away a laptop waits, says so, and loses nothing", async () => {
  const proxy = await startProxy(await freshDeskUrl());
  onTestFinished(() => proxy.close());
  const team = await startTeam({ databaseUrl: proxy.url });
  const laptop = await openLaptop(team, "ada@desk.example");
  const client = createRouterClient(laptop.router, { context: { userId: laptop.owner() } });
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("synced"), { timeout: 20_000 });
  await proxy.cut();
  const made = await client.tickets.create({ pipelineId: SUPPORT, subject: "Written meanwhile" });
  await vi.waitFor(
    () => {
      const status = laptop.member?.status();
      expect(status).toMatchObject({ state: "offline" });
      expect((status as { waiting: number }).waiting).toBeGreaterThan(0);
    },
    { timeout: 20_000 },
  );
  await proxy.restore();
  await vi.waitFor(
    async () => {
      laptop.wake();
      expect((await team.core.context.store.tickets.get(made.id))?.subject).toBe("Written meanwhile");
    },
    { timeout: 30_000, interval: 500 },
  );
  expect(await outcome(openSocket((await joinByPassword(team, "ada@desk.example", "second")).target))).toBe("answered");
});
