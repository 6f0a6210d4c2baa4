import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the next answers and requests suffer; each is done once. */
export type ProxyFaults = {
  /** The connection is cut once so many bytes of an answer have passed. */
  cutAnswerAfterBytes?: number;
  /** The connection is cut instead of passing on the first request that is seen as this. */
  cutRequest?: RegExp;
  /** The first byte of an answer is another. */
  falsify?: boolean;
};

export type FaultyProxy = {
  readonly url: string;
  faults: ProxyFaults;
  /** `method range-or-content-range` of each request that arrived, with a dash for none. */
  readonly seen: readonly string[];
  close(): Promise<void>;
};

/** Stands between a device and its server, on this machine. */
export async function startFaultyProxy(serverUrl: string): Promise<FaultyProxy> {
  const target = new URL(serverUrl);
  const seen: string[] = [];
  const proxy = { faults: {} as ProxyFaults };

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const line = `${incoming.method} ${incoming.headers.range ?? incoming.headers["content-range"] ?? "-"}`;
    seen.push(line);
    const { cutRequest, ...others } = proxy.faults;
    if (cutRequest?.test(line) === true) {
      proxy.faults = others;
      return void incoming.socket.destroy();
    }
    const headers = { ...incoming.headers, host: target.host };
    const passed = request(
      new URL(incoming.url ?? "/", target),
      { method: incoming.method, headers, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          const { cutAnswerAfterBytes, falsify } = proxy.faults;
          if (falsify === true) {
            chunk.writeUInt8(chunk.readUInt8(0) ^ 1, 0);
            proxy.faults = { ...proxy.faults, falsify: false };
          }
          bytes += chunk.byteLength;
          if (cutAnswerAfterBytes === undefined || bytes < cutAnswerAfterBytes) return void outgoing.write(chunk);
          const { cutAnswerAfterBytes: _done, ...rest } = proxy.faults;
          proxy.faults = rest;
          outgoing.write(chunk.subarray(0, chunk.byteLength - (bytes - cutAnswerAfterBytes)), () =>
            incoming.socket.destroy(),
          );
          answer.destroy();
        });
        answer.on("end", () => outgoing.end());
      },
    );
    passed.on("error", () => incoming.socket.destroy());
    incoming.on("error", () => passed.destroy());
    incoming.pipe(passed);
  }

  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get faults() {
      return proxy.faults;
    },
    set faults(faults) {
      proxy.faults = faults;
    },
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
