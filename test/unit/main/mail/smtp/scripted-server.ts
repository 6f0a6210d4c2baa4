import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What the server says at a step; "cut" ends the connection instead, "silent" says nothing. */
export type Reply = string;

export type Script = {
  readonly greeting?: Reply;
  readonly ehlo?: Reply;
  readonly mail?: Reply;
  readonly rcpt?: (address: string) => Reply;
  readonly data?: Reply;
  /** To the end of the data. */
  readonly end?: Reply;
  /** Ends the connection after so many bytes of data. */
  readonly cutAfterDataBytes?: number;
  /** Said as soon as the first byte of data is there. */
  readonly early?: Reply;
};

export type ScriptedServer = {
  readonly port: number;
  /** Whole mails, as they stood on the wire. */
  readonly mails: readonly string[];
  /** Bytes of data, of whole and broken-off mails. */
  readonly dataBytes: number;
  readonly commands: readonly string[];
  close(): Promise<void>;
};

/** A server that says what the test wants, command by command. */
export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const mails: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let dataBytes = 0;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    let waiting = "";
    let isData = false;
    const say = (reply: Reply) => {
      if (reply === "cut") socket.destroy();
      else if (reply !== "silent") socket.write(`${reply}\r\n`);
    };
    const command = (line: string) => {
      commands.push(line);
      const [verb = ""] = line.toUpperCase().split(/[ :]/u);
      if (verb === "EHLO") say(script.ehlo ?? "250 scripted.test");
      else if (verb === "MAIL") say(script.mail ?? "250 2.1.0 Ok");
      else if (verb === "RCPT") say(script.rcpt?.(/<(.*)>/u.exec(line)?.[1] ?? "") ?? "250 2.1.5 Ok");
      else if (verb === "DATA") {
        const reply = script.data ?? "354 Go ahead";
        isData = reply.startsWith("354");
        say(reply);
      } else if (verb === "QUIT") socket.end("221 Bye\r\n");
      else say("250 Ok");
    };
    const data = () => {
      if (script.early && waiting !== "") return say(script.early);
      if (script.cutAfterDataBytes !== undefined && waiting.length >= script.cutAfterDataBytes) return socket.destroy();
      const end = waiting.indexOf("\r\n.\r\n");
      if (end < 0) return undefined;
      mails.push(waiting.slice(0, end + 2));
      waiting = waiting.slice(end + 5);
      isData = false;
      return say(script.end ?? "250 2.0.0 Ok: queued");
    };
    socket.on("data", (chunk) => {
      if (isData) dataBytes += chunk.length;
      waiting += chunk.toString("latin1");
      while (!isData && waiting.includes("\r\n")) {
        const at = waiting.indexOf("\r\n");
        const line = waiting.slice(0, at);
        waiting = waiting.slice(at + 2);
        command(line);
      }
      if (isData) data();
    });
    say(script.greeting ?? "220 scripted.test ESMTP");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    commands,
    get dataBytes() {
      return dataBytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
