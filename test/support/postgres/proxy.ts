import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** Stands between a desk and its database, and cuts the line between them. */
export type Proxy = {
  /** The same database, by way of this. */
  readonly url: string;
  /** The database goes away: what is connected breaks, and nothing new gets through. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Lets the next commit reach the database, and cuts its connection before the answer comes back. */
  swallowNextCommit(): void;
  close(): Promise<void>;
};

export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isSwallowing = false;
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.port = String(port);

  function listen(at: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      const made = createServer((inward) => join(inward));
      made.once("error", reject);
      made.listen(at, "127.0.0.1", () => resolve(made));
    });
  }

  function join(inward: Socket): void {
    const outward = connect(Number(target.port), target.hostname);
    let isMute = false;
    for (const socket of [inward, outward]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        inward.destroy();
        outward.destroy();
      });
    }
    inward.on("data", (data) => {
      if (isSwallowing && data.includes("COMMIT")) {
        isSwallowing = false;
        isMute = true;
      }
      outward.write(data);
    });
    outward.on("data", (data) => {
      // The answer came as far as here: the database has committed.
      if (isMute) inward.destroy();
      else inward.write(data);
    });
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    url: url.href,
    cut: stop,
    async restore() {
      server = await listen(port);
    },
    swallowNextCommit: () => void (isSwallowing = true),
    close: stop,
  };
}
