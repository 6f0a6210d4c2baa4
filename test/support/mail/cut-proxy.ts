import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export type CutDirection = "to-server" | "to-client";

/** What the line does to connections. */
export type LineFaults = {
  /** Each connection is cut after so many bytes in that direction; the byte itself still gets through. */
  readonly cut?: { readonly direction: CutDirection; readonly afterBytes: number } | null;
  /** Each piece of data is that late. */
  readonly latencyMs?: number;
};

/** A TCP line on loopback between a client and a server, as bad as the test wants it. */
export type CutProxy = {
  readonly port: number;
  /** For connections made from now on. */
  setFaults(faults: LineFaults): void;
  /** Connections made from now on go to another server. */
  leadTo(targetPort: number): void;
  /** Leaves all connections half open: nothing gets through, nobody is told. New ones are taken and stay silent too. */
  freeze(): void;
  /** What was held back gets through. */
  thaw(): void;
  /** Ends all connections; new ones are refused. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Ends all connections; new ones are taken. */
  cutNow(): void;
  readonly connections: number;
  /** Connections made since the start. */
  readonly accepted: number;
  /** Bytes since the start, in both directions of all connections. */
  bytes(direction: CutDirection): number;
  close(): Promise<void>;
};

export async function startCutProxy(options: { readonly targetPort: number } & LineFaults): Promise<CutProxy> {
  let faults: LineFaults = options;
  let { targetPort } = options;
  let accepted = 0;
  let frozen: (() => void)[] | null = null;
  const passed = { "to-server": 0, "to-client": 0 };
  const sockets = new Set<Socket>();

  function cutNow(): void {
    for (const socket of sockets) socket.destroy();
  }

  function take(client: Socket): void {
    accepted += 1;
    const { cut = null, latencyMs = 0 } = faults;
    const server = connect(targetPort, "127.0.0.1");
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.once("close", () => {
        sockets.delete(socket);
        // While the line is frozen an end is not told to the other side either.
        if (frozen) frozen.push(end);
        else end();
      });
    }
    const pass = (from: Socket, to: Socket, direction: CutDirection) => {
      let left = cut?.direction === direction ? cut.afterBytes : Number.POSITIVE_INFINITY;
      const forward = (data: Buffer) => {
        if (frozen) {
          frozen.push(() => forward(data));
          return;
        }
        const part = data.subarray(0, left);
        left -= part.length;
        passed[direction] += part.length;
        if (to.destroyed) return;
        if (left > 0) to.write(part);
        else to.write(part, end);
      };
      from.on("data", (data: Buffer) => {
        if (latencyMs > 0) setTimeout(() => forward(data), latencyMs);
        else forward(data);
      });
    };
    pass(client, server, "to-server");
    pass(server, client, "to-client");
  }

  let listener: Server | null = await listen(0, take);
  const { port } = listener.address() as AddressInfo;

  async function unplug(): Promise<void> {
    const closing = listener;
    listener = null;
    const closed = closing ? once(closing, "close") : null;
    closing?.close();
    cutNow();
    await closed;
  }

  return {
    port,
    setFaults: (next) => void (faults = next),
    leadTo: (next) => void (targetPort = next),
    freeze: () => void (frozen ??= []),
    thaw() {
      const waiting = frozen ?? [];
      frozen = null;
      for (const work of waiting) work();
    },
    unplug,
    async plug() {
      listener ??= await listen(port, take);
    },
    cutNow,
    get connections() {
      return Math.ceil(sockets.size / 2);
    },
    get accepted() {
      return accepted;
    },
    bytes: (direction) => passed[direction],
    async close() {
      frozen = null;
      await unplug();
    },
  };
}

async function listen(port: number, take: (socket: Socket) => void): Promise<Server> {
  const server = createServer(take);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
