import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { ask, BEARER, startHost, TOKEN, type RunningHost } from "./serve-fixture.ts";
import { clientOver, openSocket } from "./socket-client.ts";
import { STATUS } from "./tiny-core.ts";

// What a listener throws, or leaves as a rejection that nobody handles, fails the run by itself: it would end the process.

beforeEach(() => {
  // The handler of the contract tells each there.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function open({ port }: RunningHost): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** All that comes back until the host closes; `end`: whether our side is closed behind it. */
async function answerTo(host: RunningHost, text: string, { end = true } = {}): Promise<string> {
  const socket = await open(host);
  let answer = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (answer += chunk));
  // A host that doesn't read on may reset the connection: that is an end as well.
  const closed = new Promise<void>((done) => socket.once("close", () => done()));
  if (end) socket.end(to(host, text), "latin1");
  else socket.write(to(host, text), "latin1");
  await closed;
  return answer;
}

/** Where a request goes is known when the host stands. */
const HOST = "Host: 127.0.0.1:PORT";
const head = (line: string, ...fields: string[]) =>
  [`${line} HTTP/1.1`, HOST, `Authorization: Bearer ${TOKEN}`, ...fields].join("\r\n");
const to = ({ port }: RunningHost, text: string): string => text.replace(HOST, `Host: 127.0.0.1:${port}`);
const POST = "POST /api/v1/tickets";
const JSON_TYPE = "Content-Type: application/json";
const statusOf = (answer: string) => Number(answer.split(" ")[1] ?? "0");

async function isWell(host: RunningHost): Promise<void> {
  expect((await ask(host.port, "/api/v1/tickets/t1", { headers: BEARER })).status).toBe(200);
}

describe("requests that stop half-way", () => {
  test.each([
    ["in the first line", "GET /api/v1/ti"],
    ["in the header", head("GET /api/v1/status").slice(0, -9)],
    ["before the body", `${head(POST, JSON_TYPE, "Content-Length: 40")}\r\n\r\n`],
    ["in the body", `${head(POST, JSON_TYPE, "Content-Length: 40")}\r\n\r\n{"subject":`],
    ["in a chunk", `${head(POST, JSON_TYPE, "Transfer-Encoding: chunked")}\r\n\r\nff\r\n{"subject":`],
    ["in a mail", `${head("POST /api/v1/channels/c1/messages", "Content-Length: 9000000")}\r\n\r\nFrom: a@b.example`],
    [
      "in a form",
      `${head("POST /api/v1/imports", "Content-Type: multipart/form-data; boundary=b", "Content-Length: 900")}\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n`,
    ],
  ])("%s end nothing, whether the connection is closed or cut", async (_where, text) => {
    const host = await startHost();
    const answer = await answerTo(host, text);
    expect(answer).not.toMatch(/^HTTP\/1\.1 [25]/u);
    const cut = await open(host);
    cut.write(to(host, text));
    cut.resetAndDestroy();
    await isWell(host);
  });

  test("many that never go on, and many open connections, keep nobody else waiting", async () => {
    const host = await startHost();
    const half = await Promise.all(Array.from({ length: 200 }, () => open(host)));
    for (const socket of half) socket.write(to(host, head("GET /api/v1/status")));
    const sockets = await Promise.all(
      Array.from({ length: 100 }, () => openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER })),
    );
    await isWell(host);
    const last = sockets.at(-1)?.socket;
    if (!last) throw new Error("The host refused a program with its token.");
    expect(await clientOver(last).desk.status()).toEqual(STATUS);
    // They are there still: a request that goes on late is answered.
    const late = half[0];
    if (!late) throw new Error("no connection");
    const told = once(late, "data");
    late.write("\r\n\r\n");
    expect(String((await told)[0])).toMatch(/^HTTP\/1\.1 200/u);
  });
});

describe("headers and bodies that can't be right", () => {
  test.each<[string, string, number]>([
    ["a long field", `${head("GET /api/v1/status", `X-Long: ${"x".repeat(20_000)}`)}\r\n\r\n`, 431],
    ["a long address", `${head(`GET /${"a".repeat(20_000)}`)}\r\n\r\n`, 431],
    [
      "three thousand fields",
      `${head("GET /api/v1/status", ...Array.from({ length: 3_000 }, (_, at) => `X-${at}: 1`))}\r\n\r\n`,
      431,
    ],
    ["a field without a name", `${head("GET /api/v1/status", ": x")}\r\n\r\n`, 400],
    ["a zero byte in a field", `${head("GET /api/v1/status", "X-Zero: a\0b")}\r\n\r\n`, 400],
    ["two lengths", `${head(POST, JSON_TYPE, "Content-Length: 2", "Content-Length: 5")}\r\n\r\n{}`, 400],
    ["a length that is none", `${head(POST, JSON_TYPE, "Content-Length: -2")}\r\n\r\n{}`, 400],
    [
      "a length and chunks",
      `${head(POST, JSON_TYPE, "Content-Length: 2", "Transfer-Encoding: chunked")}\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ["chunks within a coding", `${head(POST, JSON_TYPE, "Transfer-Encoding: chunked, gzip")}\r\n\r\n0\r\n\r\n`, 400],
    ["a chunk whose size is none", `${head(POST, JSON_TYPE, "Transfer-Encoding: chunked")}\r\n\r\nzz\r\n{}\r\n`, 400],
    [
      "a chunk of more than there is",
      `${head(POST, JSON_TYPE, "Transfer-Encoding: chunked")}\r\n\r\n${"f".repeat(17)}\r\n{}\r\n`,
      400,
    ],
    ["a chunk without its end", `${head(POST, JSON_TYPE, "Transfer-Encoding: chunked")}\r\n\r\n2\r\n{}0\r\n\r\n`, 400],
    ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["the hello of TLS", "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03", 400],
  ])("%s get a typed answer and no more", async (_what, text, status) => {
    const host = await startHost();
    const answer = await answerTo(host, text, { end: false });
    expect(statusOf(answer)).toBe(status);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4))).toMatchObject({
      defined: true,
      data: { code: status === 431 ? "PD_INPUT_TOO_LARGE" : "PD_INPUT_INVALID" },
    });
    await isWell(host);
  });

  test.each<[string, string | Uint8Array]>([
    ["very deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["very deep lists", `{"tags":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["half a surrogate pair in bytes", new Uint8Array([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    ["UTF-16", Buffer.from('{"subject":"New"}', "utf16le")],
    ["names of prototypes", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}'],
    ["a list", "[]"],
    ["a number beyond all", '{"dueAtEpochMs":1e999}'],
    ["one key a hundred thousand times", `{${'"subject":"a",'.repeat(100_000)}"subject":1}`],
  ])("JSON that is %s is refused by name and leaves nothing behind", async (_what, body) => {
    const host = await startHost();
    const answer = await ask(host.port, "/api/v1/tickets/t1", {
      method: "PATCH",
      headers: { ...BEARER, "content-type": "application/json" },
      body,
    });
    expect([answer.status, (answer.json as { data?: { code?: string } }).data?.code]).toEqual([
      400,
      "PD_INPUT_INVALID",
    ]);
    expect("polluted" in {}).toBe(false);
    await isWell(host);
  });
});

describe("an upgrade to something else", () => {
  test.each([
    ["HTTP/2, as some programs ask along with each request", "HTTP2-Settings", "h2c"],
    ["TLS", "Upgrade", "TLS/1.2"],
    ["nobody knows what", "Upgrade", "websockets-of-tomorrow"],
  ])("%s is passed over: the request is answered, its body read", async (_what, also, protocol) => {
    const host = await startHost();
    const upgrade = [
      `Connection: Upgrade, ${also}`,
      `Upgrade: ${protocol}`,
      "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
    ];
    const read = `${head("GET /api/v1/tickets/t1", ...upgrade)}\r\n\r\n`;
    const body = '{"subject":"New"}';
    const written = `${head("PATCH /api/v1/tickets/t1", JSON_TYPE, `Content-Length: ${body.length}`, ...upgrade)}\r\n\r\n${body}`;
    for (const text of [read, written]) expect(statusOf(await answerTo(host, text))).toBe(200);
  });

  test("a WebSocket is still one; by another method, or elsewhere, it is none", async () => {
    const host = await startHost();
    const wanted = ["Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    const socket = await open(host);
    const told = once(socket, "data");
    socket.write(to(host, `${head("GET /rpc", ...wanted, "Upgrade: websocket")}\r\n\r\n`));
    expect(String((await told)[0])).toMatch(/^HTTP\/1\.1 101/u);
    const others = [
      head("POST /rpc", ...wanted, "Upgrade: websocket"),
      head("GET /api/v1/status", ...wanted, "Upgrade: websocket"),
      head("GET /rpc", "Connection: Upgrade", "Upgrade: h2c"),
    ];
    for (const other of others) expect(statusOf(await answerTo(host, `${other}\r\n\r\n`))).toBeGreaterThanOrEqual(400);
    await isWell(host);
  });
});

describe("calls over a WebSocket that have another shape", () => {
  const call = (path: string, json: unknown, meta: unknown = []) =>
    JSON.stringify({ i: "1", p: { u: path, b: { json, meta } } });
  test.each<[string, string | Uint8Array]>([
    [
      "an input that is deep",
      call("/tickets/get", 0).replace('"json":0', `"json":${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    ],
    ["dates where no dates are", call("/tickets/get", { id: "t1" }, [[1, "id", "x", "y"]])],
    ["types that don't exist", call("/tickets/get", { id: "t1" }, [[999, "id"]])],
    ["types of prototypes", call("/tickets/get", { id: "t1" }, [[1, "__proto__", "constructor"]])],
    ["names of prototypes", call("/tickets/get", { __proto__: null, constructor: { prototype: { polluted: 1 } } })],
    ["a path within an object's own", call("/constructor/prototype", {})],
    [
      "files that were never sent",
      JSON.stringify({ i: "1", p: { u: "/desk/import", b: { json: {}, meta: [], maps: [["file"]] } } }),
    ],
    ["no UTF-8", new Uint8Array([0x7b, 0x22, 0x69, 0x22, 0x3a, 0xff, 0x7d])],
    ["bytes for words", new TextEncoder().encode(call("/tickets/get", { id: "t1" }))],
    ["an end of what never began", JSON.stringify({ i: "77", t: 4 })],
    ["two calls under one name", call("/tickets/get", { id: "t1" })],
  ])("%s: the connection goes on, and others with it", async (_what, message) => {
    const host = await startHost();
    const { socket } = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
    if (!socket) throw new Error("The host refused a program with its token.");
    socket.send(message);
    socket.send(message);
    const other = await openSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: BEARER });
    if (!other.socket) throw new Error("The host refused a program with its token.");
    expect(await clientOver(other.socket).desk.status()).toEqual(STATUS);
    const answers = new Promise<void>((done) =>
      socket.on("message", (data) => {
        if (String(data).includes('"last"')) done();
      }),
    );
    socket.send('{"i":"last","p":{"u":"/desk/status"}}');
    await answers;
    expect("polluted" in {}).toBe(false);
  });
});
