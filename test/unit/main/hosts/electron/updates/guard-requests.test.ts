import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  guardRequests,
  type ExecutorLike,
  type RequestOptionsLike,
} from "#main/hosts/electron/updates/guard-requests.ts";
import { failureOf } from "#main/hosts/electron/updates/update-error.ts";

class Request extends EventEmitter {
  aborted = 0;
  abort() {
    this.aborted += 1;
  }
}
class Response extends EventEmitter {
  readonly headers: Record<string, string>;
  constructor(headers: Record<string, string> = {}) {
    super();
    this.headers = headers;
  }
}
const FEED = new URL("https://updates.example/");
const OPTIONS = { protocol: "https:", hostname: "updates.example", path: "/latest.yml" };

/** An executor whose requests are answered by the test. */
function guarded() {
  const made: { options: RequestOptionsLike; request: Request; answer: (response: Response) => void }[] = [];
  const executor: ExecutorLike = {
    createRequest(options, callback) {
      const request = new Request();
      made.push({ options, request, answer: (response) => callback(response) });
      return request;
    },
  };
  const guard = guardRequests(executor, FEED);
  const ask = (options: RequestOptionsLike = OPTIONS) =>
    executor.createRequest(options, () => undefined) as Request & { end(): void };
  return { guard, ask, made };
}
const reasons = (emitter: EventEmitter) => {
  const heard: string[] = [];
  emitter.on("error", (error) => heard.push(failureOf(error).why));
  return heard;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an address that isn't safe is never asked, and fails as a request does", async () => {
  const { guard, ask, made } = guarded();
  guard.begin(100);
  const request = ask({ protocol: "http:", hostname: "updates.example", path: "/x" });
  const failed = once(request, "error");
  request.end();
  expect(failureOf((await failed)[0]).why).toBe("unsafe-address");
  expect(made).toEqual([]);
});

test("six requests are one piece of work, the seventh is a circle; a new piece begins anew", () => {
  const { guard, ask, made } = guarded();
  guard.begin(100);
  for (let count = 0; count < 7; count++) ask();
  expect(made).toHaveLength(6);
  guard.begin(100);
  ask();
  expect(made).toHaveLength(7);
});

test.each<[string, Record<string, string>, number[], string[]]>([
  ["as much as it may have", {}, [60, 40], []],
  ["one byte more", {}, [60, 41], ["too-large"]],
  ["a length told before", { "content-length": "101" }, [], ["too-large"]],
])("a body: %s", (_what, headers, chunks, expected) => {
  const { guard, ask, made } = guarded();
  guard.begin(100);
  ask();
  const response = new Response(headers);
  const heard = reasons(response);
  made[0]?.answer(response);
  for (const bytes of chunks) response.emit("data", Buffer.alloc(bytes));
  expect(heard).toEqual(expected);
  expect(made[0]?.request.aborted).toBe(expected.length);
  response.emit("end");
});

test("what stops coming ends after half a minute; what goes on does not", () => {
  const { guard, ask, made } = guarded();
  guard.begin(100);
  const silent = ask();
  const heard = reasons(silent);
  vi.advanceTimersByTime(29_999);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(["no-answer"]);

  ask();
  const response = new Response();
  const later = reasons(response);
  made[1]?.answer(response);
  for (let count = 0; count < 5; count++) {
    vi.advanceTimersByTime(20_000);
    response.emit("data", Buffer.alloc(1));
  }
  expect(later).toEqual([]);
  vi.advanceTimersByTime(30_000);
  expect(later).toEqual(["no-answer"]);
});

test("what has ended is timed no more, and all that is open can be ended at once", () => {
  const { guard, ask, made } = guarded();
  guard.begin(100);
  ask();
  const response = new Response();
  made[0]?.answer(response);
  response.emit("end");
  const open = ask();
  const heard = reasons(open);
  guard.abortAll(new Error("enough"));
  expect(heard).toEqual(["unknown"]);
  expect(vi.getTimerCount()).toBe(0);
});
