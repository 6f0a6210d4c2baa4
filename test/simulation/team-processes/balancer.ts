import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

/** One address in front of several server processes: each connection goes to the next that takes it. */
export type Balancer = { readonly port: number; close(): Promise<void> };

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    return socket;
  }

  async function reach(): Promise<Socket | null> {
    for (const _ of ports) {
      turn += 1;
      const outward = connect(ports[turn % ports.length] ?? 0, "127.0.0.1");
      try {
        await once(outward, "connect");
        return keep(outward);
      } catch {
        outward.destroy();
      }
    }
    return null;
  }

  async function join(inward: Socket): Promise<void> {
    const outward = await reach();
    if (outward === null || inward.destroyed) {
      outward?.destroy();
      inward.destroy();
      return;
    }
    inward.once("close", () => outward.destroy());
    outward.once("close", () => inward.destroy());
    inward.pipe(outward);
    outward.pipe(inward);
  }

  const server = createServer({ pauseOnConnect: true }, (inward) => void join(keep(inward)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A port that nothing listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
