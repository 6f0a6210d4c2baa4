import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

export type RawServer = { readonly port: number; close(): Promise<void> };

/** A server on loopback that does to each connection what the test says. */
export async function startRawServer(onConnection: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    onConnection(socket);
  });
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

/** Says this and nothing else. */
export const greeter = (greeting: string) => (socket: Socket) => void socket.write(greeting);

/** Answers a line that a pattern fits, as a server in a few lines. */
export function talker(greeting: string, answers: readonly (readonly [RegExp, string])[]): (socket: Socket) => void {
  return (socket) => {
    socket.write(greeting);
    let heard = "";
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        const [tag = ""] = line.split(" ");
        const answer = answers.find(([pattern]) => pattern.test(line))?.[1];
        if (answer !== undefined) socket.write(answer.replaceAll("TAG", tag));
      }
    });
  };
}
