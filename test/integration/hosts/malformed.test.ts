import { once } from "node:events";
import { connect } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createPortRpc } from "#main/hosts/rpc/port-rpc.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { ask, BEARER, startHost, TOKEN, type RunningHost } from "./serve-fixture.ts";
import { clientOver, openSocket } from "./socket-client.ts";
import { createTinyCore, STATUS } from "./tiny-core.ts";

// What a listener throws, or leaves as a rejection that nobody handles, fails the run by itself: it would end the process.

/** What can't be a request for anything, in the place of the path. */
const TARGETS = [
  "http://[",
  "http://[::1",
  "http://",
  "//[",
  "//",
  "///",
  "/\\[",
  "*",
  "[",
  "?",
  "#",
  ":",
  "rpc",
  "/%",
  "/%ff%fe",
  "/%00",
  "/rpc/%",
  "//user:pw@[/rpc",
  "http://a:99999/rpc",
  "ws://[/rpc",
  "javascript:1",
  "/rpc?%",
  "/api/v1/%",
  "/api/v1/tickets/%ff",
  "/api/v1//[",
  "/hooks/%/%",
  "/hooks//",
  "/hooks/[/]",
  `/${"a".repeat(12_000)}`,
  `/${"../".repeat(2_000)}`,
];
const HEADERS = [
  "",
  "Cookie: ;=;%;a=%\r\n",
  "Authorization: Bearer\r\n",
  "Accept-Language: ;,;q=\u007f,%\r\n",
  "If-None-Match: %\r\nRange: bytes=-,9-1\r\n",
  "Content-Type: multipart/form-data\r\nContent-Length: 0\r\n",
  "Content-Type: %\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
  "Expect: 200-maybe\r\n",
];

/** Sends bytes as they are; resolves with what came back until the host or we close. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString("latin1");
    if (/\r\n\r\n/u.test(answer)) socket.end();
  });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text, "latin1");
  await once(socket, "close");
  return answer;
}

function requestText(host: RunningHost, method: string, target: string, headers: string): string {
  return `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${TOKEN}\r\nConnection: close\r\n${headers}\r\n`;
}

const UPGRADE =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/** Messages that the wire format can't mean. */
const MESSAGES: readonly (string | Uint8Array)[] = [
  "",
  "{",
  "null",
  "0",
  "[]",
  '"x"',
  "{}",
  '{"i":1}',
  '{"i":null,"p":null}',
  '{"i":"1","p":{}}',
  '{"i":"1","p":{"u":5}}',
  '{"i":"1","p":{"u":"http://["}}',
  '{"i":"1","p":{"u":"/desk/status","h":5}}',
  '{"i":"1","p":{"u":"/desk/status","h":{"content-type":{}}}}',
  '{"i":"1","p":{"u":"/desk/status","h":{"content-disposition":"attachment; filename*=UTF-8\'\'%"}}}',
  '{"i":"1","p":{"u":"/desk/status","h":{"content-type":"multipart/form-data"}}}',
  '{"i":"1","p":{"u":"/desk/status","h":{"content-type":"text/event-stream"}}}',
  '{"i":"1","p":{"u":"/desk/status","m":{}}}',
  '{"i":"1","p":{"u":"/%ff/%","b":1}}',
  '{"i":"1","p":{"u":"/__proto__/constructor"}}',
  '{"i":"1","p":{"u":"/tickets/get","b":{"json":{},"meta":[[5,"a"]],"maps":[["x"]]}}}',
  '{"i":{},"t":3}',
  '{"i":"1","t":3,"p":null}',
  '{"i":"1","t":4,"p":"x"}',
  '{"i":[],"t":"x","p":5}',
  '{"i":"9","t":99,"p":{"u":"/"}}',
  "[".repeat(100_000),
  new Uint8Array([255]),
  new Uint8Array([0, 1, 2, 255, 255, 0]),
  new TextEncoder().encode('{"i":"1","p":{"u":"/desk/import","h":{"content-type":"multipart/form-data; boundary=x"}}}'),
];

beforeEach(() => {
  // The handler of the contract tells each there.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

describe("no request ends the host", () => {
  test("whatever address and headers it has, over HTTP", async () => {
    const host = await startHost();
    for (const method of ["GET", "POST", "OPTIONS", "CONNECT"])
      for (const target of TARGETS) await raw(host.port, requestText(host, method, target, ""));
    for (const headers of HEADERS)
      for (const path of ["/", "/api/v1/tickets", "/api/v1/desk/import", "/hooks/a/b"])
        await raw(host.port, requestText(host, "POST", path, headers));
    expect((await ask(host.port, "/api/v1/tickets/t1", { headers: BEARER })).status).toBe(200);
  });

  test("whatever address it has, as a WebSocket", async () => {
    const host = await startHost();
    for (const target of TARGETS) {
      const answer = await raw(host.port, requestText(host, "GET", target, UPGRADE));
      expect(answer, target.slice(0, 40)).not.toMatch(target === "/rpc?%" ? /^HTTP\/1.1 4/u : /^HTTP\/1.1 101/u);
    }
    expect(await raw(host.port, requestText(host, "GET", "http://[", UPGRADE))).toMatch(
      /^HTTP\/1\.1 400 [^]*PD_INPUT_INVALID/u,
    );
    const { socket } = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
    if (!socket) throw new Error("The host refused a program with its token.");
    expect(await clientOver(socket).desk.status()).toEqual(STATUS);
  });

  test("a WebSocket's broken handshakes", async () => {
    const host = await startHost();
    const handshakes = [
      "Connection: Upgrade\r\nUpgrade: websocket\r\n",
      "Connection: Upgrade\r\nUpgrade: h2c\r\n",
      UPGRADE.replace("13", "99"),
      UPGRADE.replace(/Key: .*/u, "Key: x"),
      `${UPGRADE}Sec-WebSocket-Protocol: ,,\r\n`,
      `${UPGRADE}Sec-WebSocket-Extensions: permessage-deflate; =\r\n`,
    ];
    for (const handshake of handshakes) {
      const headers = handshake.replace("Connection: Upgrade\r\n", "");
      await raw(
        host.port,
        requestText(host, "GET", "/rpc", headers).replace("Connection: close", "Connection: Upgrade"),
      );
    }
    expect((await ask(host.port, "/api/v1/tickets/t1", { headers: BEARER })).status).toBe(200);
  });

  test("a core that can't say whose desk it is", async () => {
    const core = {
      ...createTinyCore(),
      owner: () => {
        throw new Error("closing");
      },
    };
    const host = await startHost({ core });
    await raw(host.port, requestText(host, "GET", "/rpc", UPGRADE).replace("Connection: close\r\n", ""));
    expect((await ask(host.port, "/", { headers: BEARER })).status).toBe(200);
    expect(host.log).toContainEqual({ level: "error", message: "A connection could not be taken." });
  });

  test("frames and messages over a WebSocket", async () => {
    const host = await startHost();
    const frames = [
      [0xff, 0xff, 0xff, 0xff],
      [0x81, 0x7f],
      [0x83, 0x80, 0, 0, 0, 0],
      [0x89, 0xfe, 0xff, 0xff],
      [0x88, 0x81, 0, 0, 0, 0, 1],
      [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe],
    ];
    for (const frame of frames) {
      const { socket } = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
      if (!socket) throw new Error("The host refused a program with its token.");
      socket.on("error", () => undefined);
      const gone = once(socket, "close");
      (socket as unknown as { _socket: { end(bytes: Uint8Array): void } })._socket.end(Uint8Array.from(frame));
      await gone;
    }
    const { socket } = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
    if (!socket) throw new Error("The host refused a program with its token.");
    for (const message of MESSAGES) {
      socket.send(message);
      socket.send(message, { fin: false });
      socket.send("", { fin: true });
    }
    const other = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
    if (!other.socket) throw new Error("The host refused a program with its token.");
    expect(await clientOver(other.socket).desk.status()).toEqual(STATUS);
    // The same connection goes on too.
    const answered = once(socket, "message");
    socket.send('{"i":"last","p":{"u":"/desk/status"}}');
    await answered;
  });

  test("messages through a port", async () => {
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port2.close());
    createPortRpc(createTinyCore(), log).serve(port1);
    port1.start();
    for (const message of MESSAGES) port2.postMessage(message);
    const others = [
      undefined,
      null,
      true,
      0,
      -1,
      2 ** 31,
      Number.NaN,
      5n,
      [],
      [1],
      {},
      { i: 1 },
      { i: 1, p: {} },
      { t: 3 },
      new Map(),
      new Date(0),
      /x/u,
      new Error("x"),
      new Uint16Array(3),
    ];
    for (const message of others) port2.postMessage(message);
    const client: DeskClient = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    expect(await client.desk.status()).toEqual(STATUS);
    expect(log.warn).toHaveBeenCalledTimes(others.length);
  });
});
