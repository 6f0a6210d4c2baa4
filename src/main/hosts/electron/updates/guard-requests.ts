/**
 * Stands between electron-updater and the network. The library follows redirects anywhere and, in a download, without end; it takes a body of any
 * length into memory or onto the disk, and waits for ever for one that stopped (its timeout listens to an event that Electron's requests don't have).
 * Here each request is looked at before it is made, redirected ones too, and its body is counted while it comes.
 */
import { EventEmitter } from "node:events";
import { IDLE_TIMEOUT_MS, MAX_REDIRECTS } from "./limits.ts";
import { updateError } from "./update-error.ts";

/** The little of a request of Electron's that is used here. */
export type RequestLike = {
  on(event: "response", listener: (response: ResponseLike) => void): unknown;
  on(event: "error" | "abort" | "close", listener: () => void): unknown;
  emit(event: "error", error: Error): boolean;
  abort(): void;
};
export type ResponseLike = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: "data", listener: (chunk: Buffer) => void): unknown;
  on(event: "end" | "error" | "aborted", listener: () => void): unknown;
  emit(event: "error", error: Error): boolean;
};
export type RequestOptionsLike = {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly port?: number | string | null;
  readonly path?: string | null;
};
export type ExecutorLike = {
  createRequest(options: RequestOptionsLike, callback: (response: ResponseLike) => void): unknown;
};

export type Guard = {
  /** A new piece of work begins: its redirects are counted anew, and each body may have so many bytes. */
  begin(maxBytes: number): void;
  /** Ends what is under way. */
  abortAll(error: Error): void;
};

/** Puts the guard into an executor of electron-updater's. @param feed where the build says that updates are */
export function guardRequests(executor: ExecutorLike, feed: URL): Guard {
  const make = executor.createRequest.bind(executor);
  const open = new Map<RequestLike, (error: Error) => void>();
  let maxBytes = 0;
  let requests = 0;

  executor.createRequest = (options, callback) => {
    const address = addressOf(options);
    requests += 1;
    if (!isSafe(address, feed))
      return refused(updateError("unsafe-address", `The feed leads to ${address.slice(0, 200)}`));
    if (requests > 1 + MAX_REDIRECTS) return refused(updateError("unsafe-address", "The feed leads in a circle."));

    let fail = (error: Error) => void request.emit("error", error);
    let timer: NodeJS.Timeout | undefined;
    const stop = (error: Error) => {
      done();
      request.abort();
      fail(error);
    };
    const done = () => {
      clearTimeout(timer);
      open.delete(request);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop(updateError("no-answer", "Nothing came any more.")), IDLE_TIMEOUT_MS);
    };
    const request = make(options, (response) => {
      fail = (error) => void response.emit("error", error);
      const announced = Number(response.headers["content-length"] ?? 0);
      const isTooLarge = (bytes: number) => bytes > maxBytes;
      const tooLarge = () => updateError("too-large", `More than ${maxBytes} bytes came from ${address.slice(0, 200)}`);
      let bytes = 0;
      response.on("data", (chunk) => {
        bytes += chunk.length;
        wait();
        if (isTooLarge(bytes) && open.has(request)) stop(tooLarge());
      });
      response.on("end", done);
      response.on("aborted", done);
      callback(response);
      if (isTooLarge(announced)) stop(tooLarge());
    }) as RequestLike;
    open.set(request, stop);
    request.on("error", done);
    request.on("close", () => clearTimeout(timer));
    wait();
    return request;
  };

  return {
    begin(limit) {
      maxBytes = limit;
      requests = 0;
    },
    abortAll(error) {
      for (const stop of open.values()) stop(error);
    },
  };
}

/** Where updates may come from: over TLS; without it from this machine alone, where the feed itself is there. */
export function isSafe(address: string, feed: URL): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && isLoopback(url) && isLoopback(feed) && feed.protocol === "http:";
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "127.0.0.1" || hostname === "[::1]" || hostname === "localhost";
}

function addressOf({ protocol, hostname, port, path }: RequestOptionsLike): string {
  return `${protocol ?? "https:"}//${hostname ?? ""}${port ? `:${port}` : ""}${path ?? "/"}`;
}

/** A request that is never made: it fails once somebody listens, where a throw would end the program. */
class RefusedRequest extends EventEmitter {
  readonly #error: Error;
  constructor(error: Error) {
    super();
    this.#error = error;
  }
  end(): void {
    queueMicrotask(() => this.emit("error", this.#error));
  }
  abort(): void {
    this.emit("abort");
  }
}

function refused(error: Error): RefusedRequest {
  return new RefusedRequest(error);
}
