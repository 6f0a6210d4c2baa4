import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { exchange, type Exchanged } from "#main/automation/webhooks/exchange.ts";
import { anywhere, publicOnly, systemResolve } from "#main/automation/webhooks/receiver-address.ts";
import { createVirtualTime } from "../../../../support/mail/virtual-time.ts";

/** A receiver that says whatever bytes the test gives it. */
async function startBytes(talk: (socket: Socket) => void): Promise<{ url: URL; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    talk(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/`), server };
}

async function send(
  talk: (socket: Socket) => void,
  options: { readonly body?: string; readonly signal?: AbortSignal; readonly passMs?: number } = {},
): Promise<Exchanged> {
  const { url } = await startBytes(talk);
  const time = createVirtualTime();
  const { signal = new AbortController().signal, body = "{}", passMs } = options;
  const lookup = anywhere(systemResolve);
  const answer = exchange({ method: "POST", url, headers: {}, body, lookup }, { timers: time.timers, signal });
  if (passMs !== undefined) await time.advance(passMs);
  const exchanged = await answer;
  expect(time.waiting).toBe(0);
  return exchanged;
}

const says = (text: string) => (socket: Socket) => void socket.once("data", () => socket.end(text));
const told = (exchanged: Exchanged) =>
  exchanged.kind === "no-answer" && "code" in exchanged.error
    ? [exchanged.kind, exchanged.error.code]
    : exchanged.kind === "answered"
      ? [exchanged.status, exchanged.answer]
      : [exchanged.kind];

describe("[F5] what a receiver says", () => {
  test("is its status and what of its body came", async () => {
    expect(told(await send(says("HTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nok")))).toEqual([201, "ok"]);
    expect(told(await send(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut")))).toEqual([200, "cut"]);
    expect(told(await send(says("HTTP/1.0 204 None\r\n\r\n")))).toEqual([204, ""]);
    // A body that can't be read takes nothing from the status.
    expect(told(await send(says("HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\nzz")))).toEqual([500, ""]);
    expect(told(await send(says("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na\0\u0007b")))).toEqual([
      200,
      "a\u{fffd}\u{fffd}b",
    ]);
  });

  test("may be nothing, no HTTP, or headers without an end", async () => {
    expect(told(await send((socket) => void socket.end()))[0]).toBe("no-answer");
    expect(told(await send((socket) => void socket.resetAndDestroy()))).toEqual(["no-answer", "ECONNRESET"]);
    expect(told(await send(says("220 mail.example ESMTP\r\n")))).toEqual(["no-answer", "HPE_INVALID_CONSTANT"]);
    expect(told(await send(says(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n`)))).toEqual([
      "no-answer",
      "HPE_HEADER_OVERFLOW",
    ]);
  });

  test("has twenty seconds, however many answers of 1xx come before", async () => {
    const drip = (socket: Socket) => {
      for (let count = 0; count < 1_000; count += 1) socket.write("HTTP/1.1 102 Processing\r\n\r\n");
    };
    expect(told(await send(drip, { passMs: 20_000 }))).toEqual(["no-answer", "ETIMEDOUT"]);
  });

  test("that never ends is cut five seconds after its status, and its connection with it", async () => {
    const cut = Promise.withResolvers<void>();
    const { url } = await startBytes((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\nbegun");
      // Who does not read does not learn of the end.
      socket.resume().once("close", () => cut.resolve());
    });
    const time = createVirtualTime();
    const { signal } = new AbortController();
    const lookup = anywhere(systemResolve);
    const answer = exchange({ method: "POST", url, headers: {}, body: "{}", lookup }, { timers: time.timers, signal });
    // The status is there once the time for the body has begun.
    while (time.nextDueEpochMs() !== time.clock.nowEpochMs() + 5_000) await nextTurn();
    await time.advance(5_000);
    expect(told(await answer)).toEqual([200, "begun"]);
    await cut.promise;
  });

  test("counts also where it comes before the whole body went out", async () => {
    const refuse = (socket: Socket) => void socket.end("HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n");
    const early = await send(refuse, { body: "x".repeat(100) });
    expect(told(early)).toEqual([413, ""]);
  });

  test("is not waited for when the desk closes", async () => {
    const closing = new AbortController();
    const exchanged = send(() => closing.abort(), { signal: closing.signal });
    expect((await exchanged).kind).toBe("aborted");
    expect((await send(says(""), { signal: AbortSignal.abort() })).kind).toBe("aborted");
  });
});

describe("[F5] a name", () => {
  const resolved = (...addresses: readonly string[]) =>
    new Promise((resolve) => {
      const lookup = publicOnly((_name, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        ),
      );
      lookup("shop.example", { all: true }, (error, found) =>
        resolve(error ? ("code" in error ? error.code : error) : found),
      );
    });

  test("leads to its public addresses, and to none where one of them is private or there is none", async () => {
    expect([
      await resolved("203.0.113.1", "2606:4700::1"),
      await resolved("203.0.113.1", "10.0.0.1"),
      await resolved("::ffff:127.0.0.1"),
      await resolved(),
    ]).toEqual([
      [
        { address: "203.0.113.1", family: 4 },
        { address: "2606:4700::1", family: 6 },
      ],
      "PD_WEBHOOK_ADDRESS",
      "PD_WEBHOOK_ADDRESS",
      "ENOTFOUND",
    ]);
  });
});
