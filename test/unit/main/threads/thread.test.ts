import { afterEach, beforeEach, expect, test } from "vitest";
import { ENTRIES_AHEAD } from "#main/threads/limits.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createThread, threadEntry, type Thread } from "#main/threads/thread.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TestThread } from "./test-worker.ts";

let thread: Thread<TestThread>;
beforeEach(() => {
  const entry = new URL("./test-worker.ts", import.meta.url);
  thread = createThread<TestThread>({ name: "test", entry, data: { desk: "one" } });
});
afterEach(() => thread.close());

const LOST = expect.objectContaining({ code: "PD_DESK_THREAD_LOST" });
const flag = () => new SharedArrayBuffer(4);
const numberIn = (memory: SharedArrayBuffer) => Atomics.load(new Int32Array(memory), 0);
const raise = (memory: SharedArrayBuffer) => Atomics.store(new Int32Array(memory), 0, 1);

test("values cross as they are, undefined, bytes and maps included", async () => {
  const value = { a: undefined, bytes: Uint8Array.of(1, 2), map: new Map([["k", [1, null]]]) };
  expect(await thread.call("echo", value)).toEqual(value);
  expect(await thread.call("data", null)).toEqual({ desk: "one" });
});

test("bytes that are handed over are not copied", async () => {
  const bytes = Uint8Array.of(7, 8);
  expect(await thread.call("echo", bytes, { transfer: [bytes.buffer] })).toEqual(Uint8Array.of(7, 8));
  expect(bytes.byteLength).toBe(0);
});

test("an error keeps its code and what it tells; another keeps its words; where it was thrown is the cause", async () => {
  const refused = await thread.call("refuse", "t_9").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PipedeskError);
  expect(refused).toMatchObject({
    code: "PD_DESK_NOT_FOUND",
    message: 'There is no ticket with the id "t_9".',
    details: { what: "ticket", id: "t_9" },
    cause: { stack: expect.stringContaining("test-worker.ts") },
  });
  await expect(thread.call("fail", "a slip")).rejects.toThrow("a slip");
});

test("what can't cross is answered, both ways", async () => {
  await expect(thread.call("unclonable", null)).rejects.toThrow(/could not be cloned/u);
  await expect(thread.call("echo", () => undefined)).rejects.toThrow(/could not be cloned/u);
  expect(await thread.call("echo", 1)).toBe(1);
});

test("while it works, the main loop goes on turning", async () => {
  const until = flag();
  let isDone = false;
  const spinning = thread.call("spin", { until }).then((value) => {
    isDone = true;
    return value;
  });
  // Turns, not time: however slow the machine is, the loop gets as many as it asks for.
  for (let turns = 0; turns < 1000; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  raise(until);
  expect(await spinning).toBe("done");
});

test("who gives up is released at once, and the thread is told", async () => {
  const stop = new AbortController();
  const hanging = thread.call("hang", null, { signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(hanging).rejects.toThrow("enough");
  expect(await thread.call("wasCancelled", null)).toBe(1);
  expect(thread.waiting).toBe(0);
  await expect(thread.call("echo", 1, { signal: stop.signal })).rejects.toThrow("enough");
});

test.each(["die", "throwOutside"] as const)(
  "a thread that ends in its work (%s) answers, and is replaced",
  async (way) => {
    const before = await thread.call("thread", null);
    const others = [thread.call("hang", null), thread.call("hang", null)];
    const stream = thread.stream("count", { to: 1_000_000, given: flag() });
    expect((await stream.next()).value).toBe(1);
    const ended = thread.call(way, null);
    for (const request of [...others, ended]) await expect(request).rejects.toEqual(LOST);
    const rest = async () => {
      for await (const number of stream) void number;
    };
    await expect(rest()).rejects.toEqual(LOST);
    expect(await thread.call("thread", null)).not.toBe(before);
  },
);

test("a stream comes in its order, and its error after what it had given", async () => {
  const numbers: number[] = [];
  for await (const number of thread.stream("count", { to: 100, given: flag() })) numbers.push(number);
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  const broken: number[] = [];
  const read = async () => {
    for await (const number of thread.stream("breaking", null)) broken.push(number);
  };
  await expect(read()).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  expect(broken).toEqual([1]);
});

test("a stream that nobody reads on waits, instead of filling the memory", async () => {
  const given = flag();
  const stream = thread.stream("count", { to: 10_000, given });
  expect((await stream.next()).value).toBe(1);
  // Answered behind all that the stream could have given meanwhile.
  for (let calls = 0; calls < 200; calls += 1) await thread.call("echo", calls);
  expect(numberIn(given)).toBeLessThanOrEqual(ENTRIES_AHEAD + 1);
  await stream.return();
  expect(thread.waiting).toBe(0);
});

test("a stream ends when its signal says so, and when its reader leaves", async () => {
  const stop = new AbortController();
  let last = 0;
  for await (const number of thread.stream("count", { to: 1_000_000, given: flag() }, stop.signal)) {
    last = number;
    if (number === 40) stop.abort();
  }
  expect(last).toBe(40);
  for await (const number of thread.stream("count", { to: 1_000_000, given: flag() })) if (number === 40) break;
  expect(thread.waiting).toBe(0);
});

test("closing waits for calls, ends streams, and lets nothing in any more", async () => {
  const until = flag();
  const spinning = thread.call("spin", { until });
  const abandoned = thread.stream("count", { to: 1_000_000, given: flag() });
  const first = abandoned.next();
  const closed = thread.close();
  await expect(thread.call("echo", 1)).rejects.toEqual(LOST);
  raise(until);
  expect(await spinning).toBe("done");
  expect((await first).done).toBe(true);
  await closed;
});

test("one that was never asked anything closes without having been started", async () => {
  const none = createThread<TestThread>({ name: "none", entry: new URL("file:///none.ts"), data: null });
  await expect(none.close()).resolves.toBeUndefined();
});

test("source names its entry by its own folder; what is built, beside it or above", () => {
  expect(threadEntry("file:///a/src/readers.ts", "./worker.ts", "w.js", {}).href).toBe("file:///a/src/worker.ts");
  const env = { PIPEDESK_BUILT_THREADS: "/b out" };
  expect(threadEntry("file:///a/src/readers.ts", "./worker.ts", "w.js", env).href).toBe(
    pathToFileURL(join("/b out", "w.js")).href,
  );
  const here = import.meta.url;
  expect(threadEntry(here.replace(/\.ts$/u, ".js"), "./x.ts", "test-worker.ts").href).toBe(
    new URL("test-worker.ts", here).href,
  );
  expect(threadEntry("file:///a/out/chunks/c.js", "./worker.ts", "w.js").href).toBe("file:///a/out/w.js");
});
