import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { TicketId } from "#shared/model/ids.ts";
import { BEARER, login, startHost, type RunningHost } from "./serve-fixture.ts";
import { clientOver, closeCode, openSocket } from "./socket-client.ts";
import { HELLO, STATUS, TICKET } from "./tiny-core.ts";

const rpcUrl = (host: RunningHost, path = "/rpc") => `ws://127.0.0.1:${host.port}${path}`;

/** A page that is logged in. */
async function openPage(host: RunningHost) {
  const { socket } = await openSocket(rpcUrl(host), { origin: host.origin, headers: await login(host) });
  if (!socket) throw new Error("The host refused its own page.");
  return { socket, client: clientOver(socket) };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ORPCError ? error.toJSON() : error;
}

function changes(deskName: string): LiveEntry {
  const status = { ...STATUS, deskName };
  return { type: "changes", tickets: [], messages: [], activities: [], conversations: [], status };
}

describe("who may connect", () => {
  const refusal = (code: string, status: number) => ({
    status,
    json: expect.objectContaining({ code, status }) as unknown,
  });

  test("the page with its cookie and Origin, and a program with the bearer token", async () => {
    const host = await startHost();
    const { client } = await openPage(host);
    expect(await client.desk.status()).toEqual(STATUS);
    const program = await openSocket(rpcUrl(host), { headers: BEARER });
    expect(program.refused).toBeUndefined();
  });

  test("nobody else", async () => {
    const host = await startHost();
    const cookie = await login(host);
    const ask = async (path: string, headers: Record<string, string>) =>
      (await openSocket(rpcUrl(host, path), { headers })).refused;
    expect(await ask("/rpc", { origin: host.origin })).toEqual(refusal("UNAUTHORIZED", 401));
    expect(await ask("/rpc", { ...cookie })).toEqual(refusal("NOT_ALLOWED", 403));
    expect(await ask("/rpc", { ...cookie, origin: "https://evil.example" })).toEqual(refusal("NOT_ALLOWED", 403));
    expect(await ask("/rpc", { ...BEARER, origin: "https://evil.example" })).toEqual(refusal("NOT_ALLOWED", 403));
    expect(await ask("/rpc", { ...BEARER, host: "evil.example" })).toEqual(refusal("NOT_ALLOWED", 403));
    expect(await ask("/other", BEARER)).toEqual(refusal("NOT_FOUND", 404));
  });
});

describe("procedures", () => {
  test("answer, and fail with the errors of the contract", async () => {
    const host = await startHost();
    const { client } = await openPage(host);
    const id = (text: string) => ({ id: TicketId.parse(text) });
    expect(await client.tickets.get(id("t1"))).toEqual(TICKET);
    expect(await failureOf(client.tickets.get(id("none")))).toEqual({
      defined: true,
      code: "NOT_FOUND",
      status: 404,
      message: 'There is no ticket with the id "none".',
      data: { code: "PD_DESK_NOT_FOUND", what: "ticket", id: "none" },
    });
    expect(await failureOf(client.search.query({ q: "x".repeat(501) }))).toEqual({
      defined: true,
      code: "INVALID",
      status: 400,
      message: "The input is not valid.",
      data: {
        code: "PD_INPUT_INVALID",
        issues: [{ path: "q", message: "Too big: expected string to have <=500 characters" }],
      },
    });
    expect(await failureOf(client.tickets.get(id("boom")))).toMatchObject({
      code: "INTERNAL",
      data: { code: "PD_INTERNAL" },
    });
    expect(JSON.stringify(await failureOf(client.tickets.get(id("boom"))))).not.toContain("secret");
  });

  test("that are not of the contract don't exist", async () => {
    const host = await startHost();
    const { client } = await openPage(host);
    const unknown = client as unknown as { desk: { erase: (input: unknown) => Promise<unknown> } };
    expect(await failureOf(unknown.desk.erase({}))).toMatchObject({ code: "NOT_FOUND", status: 404 });
  });

  test("take files", async () => {
    const host = await startHost();
    const { client } = await openPage(host);
    const status = await client.desk.import({ file: new File(["From a\n"], "box.mbox") });
    expect(status.deskName).toBe("box.mbox 7");
  });
});

describe("live feed", () => {
  async function readFeed(client: DeskClient, signal?: AbortSignal) {
    const feed = await client.desk.live(undefined, signal ? { signal } : {});
    expect(await feed.next()).toEqual({ done: false, value: HELLO });
    return feed;
  }

  test("brings each change to every page, and ends when a page stops reading", async () => {
    const host = await startHost();
    const [one, other] = [await openPage(host), await openPage(host)];
    const feeds = [await readFeed(one.client), await readFeed(other.client)];
    host.core.tell(changes("first"));
    host.core.tell(changes("second"));
    for (const feed of feeds) {
      expect([await feed.next(), await feed.next()]).toEqual([
        { done: false, value: changes("first") },
        { done: false, value: changes("second") },
      ]);
    }
    const signals = [...host.core.feeds];
    await feeds[0]?.return?.();
    other.socket.terminate();
    await Promise.all(signals.map(aborted));
    expect(host.log).toEqual([]);
  });

  test("that fails says so without details, and the connection goes on", async () => {
    const host = await startHost();
    const { client } = await openPage(host);
    const feed = await readFeed(client);
    host.core.tell(changes("break"));
    expect(await failureOf(feed.next())).toMatchObject({ code: "INTERNAL", data: { code: "PD_INTERNAL" } });
    expect(host.log).toEqual([{ level: "error", message: "desk.live: unexpected error" }]);
    expect(await client.desk.status()).toEqual(STATUS);
  });

  test("comes over REST as server-sent events", async () => {
    const host = await startHost();
    const stop = new AbortController();
    const response = await fetch(`${host.origin}/api/v1/live`, { headers: BEARER, signal: stop.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (/^data: .*\n\n/mu.test(text)) break;
    }
    expect(JSON.parse(/^data: (.*)$/mu.exec(text)?.[1] ?? "")).toEqual(HELLO);
    const signals = [...host.core.feeds];
    stop.abort();
    await Promise.all(signals.map(aborted));
  });
});

describe("ends", () => {
  test("a page that no longer answers is let go", async () => {
    // Long enough for a page that is awake to answer on a machine that is busy.
    const host = await startHost({ heartbeatIntervalMs: 150 });
    const { socket: asleep } = await openSocket(rpcUrl(host), { headers: BEARER, autoPong: false });
    if (!asleep) throw new Error("The host refused.");
    // Listened for at once: it may be let go before the other page is open.
    const gone = closeCode(asleep);
    const { socket: awake, client } = await openPage(host);
    const pings = new Promise<void>((resolve) => {
      let count = 0;
      awake.on("ping", () => ++count === 3 && resolve());
    });
    // 1006: without a goodbye.
    expect(await gone).toBe(1006);
    await pings;
    expect(await client.desk.status()).toEqual(STATUS);
  });

  test("closing tells every page, ends every feed, lets a running request finish, and then the port is free", async () => {
    const host = await startHost();
    const { socket, client } = await openPage(host);
    const feed = await client.desk.live();
    expect(await feed.next()).toEqual({ done: false, value: HELLO });
    const events = await fetch(`${host.origin}/api/v1/live`, { headers: BEARER });
    const running = fetch(`${host.origin}/api/v1/tickets/t1/read`, { method: "POST", headers: BEARER });
    await host.core.held;
    const signals = [...host.core.feeds];
    const code = closeCode(socket);

    const closed = host.close();
    await Promise.all(signals.map(aborted));
    expect([signals.length, await code]).toEqual([2, 1001]);
    await expect(events.text()).rejects.toThrow("terminated");
    host.core.release();
    expect(await (await running).json()).toEqual(TICKET);
    await closed;

    await startHost({ port: host.port });
  });

  test("a request that never ends is cut when the time is up", async () => {
    const host = await startHost({ drainTimeoutMs: 1 });
    const running = fetch(`${host.origin}/api/v1/tickets/t1/read`, { method: "POST", headers: BEARER });
    await host.core.held;
    const cut = expect(running).rejects.toThrow("fetch failed");
    await host.close();
    await cut;
  });

  test("a port that another program has is told by its number", async () => {
    const host = await startHost();
    await expect(startHost({ port: host.port })).rejects.toMatchObject({
      code: "PD_HOST_PORT_IN_USE",
      message: `Port ${host.port} is used by another program. Close it, or choose another port with --port.`,
    });
  });
});

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve());
  });
}
