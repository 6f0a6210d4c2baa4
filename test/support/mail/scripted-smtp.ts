import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

/** An answer, with its CRLF left out; `end` closes the connection behind it. */
export type Said = { readonly say: string; readonly end?: true };

export type ScriptedSmtp = {
  readonly port: number;
  /** Commands in the order in which they came; of a mail its last line only. */
  readonly commands: readonly string[];
  /** Mails that were taken, one character a byte. */
  readonly mails: readonly string[];
  /** Replaces the script. */
  setScript(script: Script): void;
  close(): Promise<void>;
};

/** What the server says to a command (`.` is the end of a mail); null: what it should. */
export type Script = (command: string) => Said | null;

/** An SMTP server that says what a test wants, byte for byte, also where a library's server would know better. */
export async function startScriptedSmtp({
  extensions = ["PIPELINING", "8BITMIME"],
  script = () => null,
}: { readonly extensions?: readonly string[]; readonly script?: Script } = {}): Promise<ScriptedSmtp> {
  let current = script;
  const commands: string[] = [];
  const mails: string[] = [];
  const sockets = new Set<Socket>();

  function usual(command: string, isForSomebody: boolean): Said {
    const verb = command.split(/[ :]/u)[0]?.toUpperCase() ?? "";
    if (verb === "EHLO") {
      const lines = ["script.test", ...extensions];
      return { say: lines.map((line, at) => `250${at === lines.length - 1 ? " " : "-"}${line}`).join("\r\n") };
    }
    if (verb === "DATA") return { say: isForSomebody ? "354 Go on" : "554 5.5.1 No valid recipients" };
    if (verb === "QUIT") return { say: "221 Bye", end: true };
    return { say: "250 2.0.0 OK" };
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    socket.write("220 script.test ESMTP\r\n");
    let [rest, inData, body, isForSomebody] = ["", false, "", false];
    socket.on("data", (bytes) => {
      rest += bytes.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0 && socket.writable; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (inData && line !== ".") {
          body += `${line}\r\n`;
          continue;
        }
        const command = Buffer.from(line, "latin1").toString("utf8");
        commands.push(command);
        const answer = current(command) ?? usual(command, isForSomebody);
        if (command.startsWith("MAIL")) isForSomebody = false;
        if (command.startsWith("RCPT")) isForSomebody ||= answer.say.startsWith("2");
        if (inData && answer.say.startsWith("2")) mails.push(body);
        [inData, body] = [command === "DATA" && answer.say.startsWith("354"), ""];
        socket.write(`${answer.say}\r\n`);
        if (answer.end) socket.end();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    mails,
    setScript: (next) => void (current = next),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
