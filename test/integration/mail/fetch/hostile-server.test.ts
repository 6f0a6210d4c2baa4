import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();
const SHORT = { connectTimeoutMs: 2000, greetingTimeoutMs: 300, socketTimeoutMs: 300 };

/** A server that says what the test wants. */
async function server(talk: (socket: Socket, line: string | null) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    talk(socket, null);
    let rest = "";
    socket.on("data", (data) => {
      const lines = (rest + data.toString("latin1")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) talk(socket, line);
    });
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  open({
    async close() {
      const closed = once(listener, "close");
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
  return (listener.address() as AddressInfo).port;
}

/** Answers like a server with one message, but for what the test says otherwise. */
function scripted(answers: Readonly<Record<string, (tag: string, line: string) => string>>) {
  const ok = (tag: string) => `${tag} OK done\r\n`;
  const usual: Record<string, (tag: string, line: string) => string> = {
    CAPABILITY: (tag) => `* CAPABILITY IMAP4rev1\r\n${ok(tag)}`,
    LIST: (tag) => `* LIST () "/" INBOX\r\n${ok(tag)}`,
    SELECT: (tag) =>
      `* 1 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 2] ok\r\n${tag} OK [READ-WRITE] done\r\n`,
    "UID SEARCH": (tag) => `* SEARCH 1\r\n${ok(tag)}`,
  };
  return (socket: Socket, line: string | null) => {
    if (line === null) {
      socket.write("* OK ready\r\n");
      return;
    }
    const [tag = "", verb = "", second = ""] = line.split(" ");
    const command = verb.toUpperCase() === "UID" ? `UID ${second.toUpperCase()}` : verb.toUpperCase();
    const answer = answers[command] ?? usual[command] ?? ok;
    socket.write(Buffer.from(answer(tag, line), "latin1"));
  };
}

test.each([
  [
    "speaks another protocol",
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>\r\n",
    ["protocol", "disconnected", "timeout", "other"],
  ],
  [
    "speaks no protocol at all",
    "\u0000\u00ff\u0001garbage\r\n".repeat(50),
    ["protocol", "disconnected", "timeout", "other"],
  ],
  ["says goodbye", "* BYE Go away\r\n", ["disconnected"]],
  ["never says anything", "", ["timeout"]],
])("a server that %s is offline with a reason, and the desk goes on", async (_words, greeting, codes) => {
  const port = await server((socket, line) => {
    if (line === null && greeting !== "") socket.write(Buffer.from(greeting, "latin1"));
  });
  const desk = open(await openFetchDesk({ port, timeouts: SHORT }));
  const { failure, retryAtEpochMs } = await desk.state("offline");
  expect(codes).toContain(failure?.code);
  expect(retryAtEpochMs).toBe(desk.time.clock.nowEpochMs() + 1000);
});

test("a server that never answers the log-in is given up", async () => {
  const port = await server(scripted({ LOGIN: () => "", AUTHENTICATE: () => "" }));
  const desk = open(await openFetchDesk({ port, timeouts: SHORT }));
  expect((await desk.state("offline")).failure?.code).toBe("timeout");
});

test("[H6] a message that is announced with gigabytes is not waited for in memory", async () => {
  const fetch = (tag: string, line: string) =>
    line.includes("RFC822.SIZE")
      ? `* 1 FETCH (UID 1 RFC822.SIZE 100)\r\n${tag} OK done\r\n`
      : `* 1 FETCH (UID 1 BODY[] {4000000000}\r\n${"x".repeat(1000)}`;
  const port = await server(scripted({ "UID FETCH": fetch }));
  const desk = open(await openFetchDesk({ port, timeouts: SHORT }));
  expect((await desk.state("offline")).failure?.code).toBe("protocol");
});

test("folders without end, with names without end, and UIDs that are none are bounded", async () => {
  const strange = [
    ...Array.from({ length: 3000 }, (_, number) => `* LIST () "/" "f${number}"\r\n`),
    `* LIST () "/" "${"x".repeat(5000)}"\r\n`,
  ].join("");
  const list = (tag: string, line: string) =>
    line.endsWith('"" ""')
      ? `* LIST () "/" ""\r\n${tag} OK done\r\n`
      : `* LIST () "/" INBOX\r\n${strange}${tag} OK done\r\n`;
  const search = (tag: string) => `* SEARCH 0 -1 99999999999999999999 1e400 4294967296 nonsense\r\n${tag} OK done\r\n`;
  const port = await server(scripted({ LIST: list, "UID SEARCH": search }));
  const desk = open(await openFetchDesk({ port }));
  const { failure } = await desk.state("connected");
  const folders = await desk.fetcher.folders();
  expect([failure, folders.length, folders.every(({ path }) => path.length <= 500), await desk.subjects()]).toEqual([
    null,
    2000,
    true,
    [],
  ]);
});

test("what a server says with a refusal is bounded where it is shown", async () => {
  const refuse = (tag: string) => `${tag} NO [AUTHENTICATIONFAILED] ${"no ".repeat(5000)}\r\n`;
  const port = await server(scripted({ LOGIN: refuse, AUTHENTICATE: refuse }));
  const desk = open(await openFetchDesk({ port }));
  const { failure } = await desk.state("refused");
  expect([failure?.code, (failure?.detail.length ?? 0) <= 600]).toEqual(["auth", true]);
});
