import { describe, expect, test } from "vitest";
import { connectDesk, type ConnectionState, pauseAfter } from "#renderer/state/connection.ts";
import { failureOf } from "#renderer/state/failure.ts";
import { RECONNECT_PAUSES_MS } from "#renderer/state/limits.ts";
import type { Transport } from "#renderer/state/transport.ts";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import { STATUS } from "../cards.ts";

const HELLO: LiveEntry = {
  type: "hello",
  protocol: PROTOCOL_VERSION,
  status: STATUS,
  setup: {
    pipelines: [],
    workflows: [],
    channels: [],
    users: [],
    teams: [],
    properties: [],
    slaPolicies: [],
    workCalendars: [],
    mailTemplates: [],
    snippets: [],
    macros: [],
    workflowDrafts: [],
    views: [],
  },
  stageCounts: {},
};

/** A core that can be reached, lost and asked, one transport after the other. */
function setUp(options: { readonly hello?: LiveEntry } = {}) {
  const states: ConnectionState[] = [];
  const entries: LiveEntry[] = [];
  const pausedMs: number[] = [];
  const transports: { lose: () => void; feed: ReadableStreamDefaultController<LiveEntry> }[] = [];
  const waiting = { reachable: true, resume: () => {} };
  const paused = new Set<() => void>();
  const lived = new Set<() => void>();

  const open = (): Promise<Transport> => {
    if (!waiting.reachable) return Promise.reject(new Error("unreachable"));
    const closed = Promise.withResolvers<void>();
    const stream = new ReadableStream<LiveEntry>({
      start(feed) {
        feed.enqueue(options.hello ?? HELLO);
        transports.push({
          feed,
          lose: () => {
            feed.error(new Error("lost"));
            closed.resolve();
          },
        });
      },
    });
    return Promise.resolve({
      closed: closed.promise,
      close: () => closed.resolve(),
      link: { call: (path) => Promise.resolve(path.join(".") === "desk.live" ? stream : "answered") },
    });
  };
  const connection = connectDesk({
    open,
    onEntry: (entry) => entries.push(entry),
    onState: (state) => {
      states.push(state);
      if (state.kind === "live" || state.kind === "outdated") for (const wake of lived) wake();
    },
    pause: (ms, signal) => {
      pausedMs.push(ms);
      for (const wake of paused) wake();
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.resume = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
      return promise;
    },
  });
  const next = (wakers: Set<() => void>) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    wakers.add(resolve);
    return promise;
  };
  return {
    connection,
    states,
    entries,
    pausedMs,
    transports,
    waiting,
    isPaused: () => next(paused),
    isLive: () => next(lived),
  };
}

describe("connection to the core", () => {
  test("is live with the hello, and hands over every entry in order", async () => {
    const { connection, states, entries, transports, isLive, isPaused } = setUp();
    await isLive();
    const change: LiveEntry = { type: "changes", tickets: [], messages: [], activities: [], conversations: [] };
    transports[0]?.feed.enqueue(change);
    const lost = isPaused();
    transports[0]?.feed.close();
    await lost;
    expect(states.map(({ kind }) => kind)).toEqual(["connecting", "live", "lost"]);
    expect(entries).toEqual([HELLO, change]);
    connection.close();
  });

  test("after a loss it waits, connects anew and begins with a new hello", async () => {
    const { connection, states, entries, transports, waiting, isLive, isPaused } = setUp();
    await isLive();
    const lost = isPaused();
    transports[0]?.lose();
    await lost;
    const again = isLive();
    waiting.resume();
    await again;
    expect(states).toEqual([{ kind: "connecting" }, { kind: "live" }, { kind: "lost", attempts: 0 }, { kind: "live" }]);
    expect(entries).toEqual([HELLO, HELLO]);
    connection.close();
  });

  test("the pauses grow while the core can't be reached, and begin small again after a success", async () => {
    const { connection, pausedMs, transports, waiting, isLive, isPaused } = setUp();
    await isLive();
    waiting.reachable = false;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const paused = isPaused();
      if (attempt === 0) transports[0]?.lose();
      else waiting.resume();
      await paused;
    }
    waiting.reachable = true;
    const again = isLive();
    waiting.resume();
    await again;
    const lost = isPaused();
    transports[1]?.lose();
    await lost;
    expect(pausedMs).toEqual([250, 500, 1_000, 250]);
    connection.close();
  });

  test("trying now cuts a pause short", async () => {
    const { connection, transports, isLive, isPaused } = setUp();
    await isLive();
    const lost = isPaused();
    transports[0]?.lose();
    await lost;
    const again = isLive();
    connection.retryNow();
    await again;
    expect(transports).toHaveLength(2);
    connection.close();
  });

  test("calls go over the transport that is open, and fail by name while none is", async () => {
    const { connection, transports, isLive, isPaused } = setUp();
    await isLive();
    expect(await connection.client.desk.status()).toBe("answered");
    const lost = isPaused();
    transports[0]?.lose();
    await lost;
    const failure = await connection.client.desk.status().catch((error: unknown) => failureOf(error).code);
    expect(failure).toBe("PD_DESK_UNREACHABLE");
    connection.close();
  });

  test("a core of another protocol version ends it: the page has to be loaded again", async () => {
    const { connection, states, entries, isLive } = setUp({ hello: { ...HELLO, protocol: PROTOCOL_VERSION + 1 } });
    await isLive();
    expect([states.at(-1), entries]).toEqual([{ kind: "outdated" }, []]);
    connection.close();
  });

  test("the last pause repeats", () => {
    expect([pauseAfter(0), pauseAfter(RECONNECT_PAUSES_MS.length - 1), pauseAfter(1_000)]).toEqual([
      250, 15_000, 15_000,
    ]);
  });
});
