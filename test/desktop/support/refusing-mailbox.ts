import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** An IMAP server that takes no password: after it has said so, a desk tries again only after half an hour, unless something wakes it. */
export type RefusingMailbox = {
  readonly port: number;
  /** How often somebody has connected. */
  connections(): number;
  close(): Promise<void>;
};

export async function startRefusingMailbox(): Promise<RefusingMailbox> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    socket.write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n");
    createInterface({ input: socket })
      .on("line", (line) => {
        const [tag = "", verb = ""] = line.split(" ");
        if (/^(?:LOGIN|AUTHENTICATE)$/iu.test(verb)) socket.write(`${tag} NO [AUTHENTICATIONFAILED] Not with this\r\n`);
        else if (/^LOGOUT$/iu.test(verb)) socket.end(`* BYE\r\n${tag} OK\r\n`);
        else socket.write(`${tag} OK\r\n`);
      })
      .on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
