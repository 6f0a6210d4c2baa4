import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import createHoodiecrow, { type HoodiecrowMailbox, type HoodiecrowServer } from "hoodiecrow-imap";
import { idlePlugin } from "./imap-idle.ts";
import { createSources } from "./imap-sources.ts";
import { encodeModifiedUtf7 } from "./modified-utf7.ts";
import type { TestCertificate } from "./test-certificate.ts";

export const TEST_USER = "support@desk.example";
export const TEST_PASSWORD = "correct horse";

const CAPABILITIES = [
  "ID",
  "STARTTLS",
  "UNSELECT",
  "SPECIAL-USE",
  "IDLE",
  "UIDPLUS",
  "MOVE",
  "CONDSTORE",
  "ENABLE",
  "LITERALPLUS",
  "NAMESPACE",
  "AUTH-PLAIN",
  "SASL-IR",
] as const;
export type TestCapability = (typeof CAPABILITIES)[number];

export type TestFolder = { readonly name: string; readonly specialUse?: string };

export type ImapServerOptions = {
  readonly user?: string;
  readonly password?: string;
  /** Makes the server offer XOAUTH2 and take this token. */
  readonly accessToken?: string;
  /** Beside INBOX; names as people read them. Default: Sent, Drafts, Junk, Trash with their special uses. */
  readonly folders?: readonly TestFolder[];
  /** What the server shall not be able to do. STARTTLS is offered only with a certificate. */
  readonly without?: readonly TestCapability[];
  /** TLS from the first byte. */
  readonly tls?: TestCertificate;
  /** STARTTLS with this certificate. */
  readonly startTls?: TestCertificate;
  /** 0 or absent: any free one. */
  readonly port?: number;
};

export type TestMessage = { readonly uid: number; readonly flags: readonly string[]; readonly raw: string };

/** What the server does with a command in place of its own answer: `NO text`, nothing at all, OK at once, or a cut connection; null: its own answer. */
export type Interception = { readonly no: string } | "silence" | "finish" | "cut" | null;

/** An IMAP server in this process, on loopback. Raw mails are texts of one character a byte. */
export type TestImapServer = {
  readonly port: number;
  /** Puts a mail into a folder, as the delivery of a new one; its UID. */
  deliver(folder: string, raw: string | Uint8Array, options?: DeliverOptions): number;
  /** A mail of that many bytes of which only the beginning is kept in memory; the rest is made up when it is asked for. */
  deliverHuge(folder: string, beginning: string, sizeBytes: number): number;
  /** What the server claims a message's size to be; null: the truth. */
  pretendSizes(claim: ((uid: number, sizeBytes: number) => number) | null): void;
  messages(folder: string): TestMessage[];
  createFolder(folder: TestFolder): void;
  folderNames(): string[];
  /** As another client would. */
  setFlags(folder: string, uid: number, flags: readonly string[]): void;
  remove(folder: string, uid: number): void;
  move(folder: string, uid: number, to: string): void;
  /** All UIDs become void: the messages get new ones from 1, and everybody is disconnected. */
  renewUids(folder: string): void;
  setPassword(password: string): void;
  setAccessToken(token: string): void;
  /** Asked before each command (`UID FETCH`, `LOGIN`, `IDLE` …) with the line as it came. */
  intercept(handler: ((command: string, line: string) => Interception) | null): void;
  /** Ends all connections without a word. */
  kick(): void;
  readonly connections: number;
  close(): Promise<void>;
};

export type DeliverOptions = { readonly flags?: readonly string[]; readonly receivedAt?: Date };

const DEFAULT_FOLDERS: readonly TestFolder[] = [
  { name: "Sent", specialUse: "\\Sent" },
  { name: "Drafts", specialUse: "\\Drafts" },
  { name: "Junk", specialUse: "\\Junk" },
  { name: "Trash", specialUse: "\\Trash" },
];

export async function startImapServer(options: ImapServerOptions = {}): Promise<TestImapServer> {
  const user = options.user ?? TEST_USER;
  const sockets = new Set<Socket>();
  let handler: Parameters<TestImapServer["intercept"]>[0] = null;
  const certificate = options.tls ?? options.startTls;
  const offered = CAPABILITIES.filter(
    (name) => !options.without?.includes(name) && (name !== "STARTTLS" || options.startTls !== undefined),
  );
  const sources = createSources();
  const server = createHoodiecrow({
    plugins: [
      ...offered.map((name) => (name === "IDLE" ? idlePlugin : name)),
      ...(options.accessToken === undefined ? [] : ["XOAUTH2"]),
      sources.plugin,
      (hoodiecrow) => interceptCommands(hoodiecrow, (command, line) => handler?.(command, line) ?? null),
    ],
    users: {
      [user]: {
        password: options.password ?? TEST_PASSWORD,
        ...(options.accessToken === undefined
          ? {}
          : { xoauth2: { accessToken: options.accessToken, sessionTimeout: 3_600_000 } }),
      },
    },
    storage: { INBOX: {}, "": { separator: "/", folders: {} } },
    secureConnection: options.tls !== undefined,
    ...(certificate === undefined ? {} : { credentials: { ...certificate } }),
  });
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // The server writes each line by itself: without this each answer waits for the client's delayed acknowledgement.
    socket.setNoDelay(true);
    // A cut connection is what these tests are about: its error is nobody's concern here.
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.server.on("tlsClientError", () => undefined);
  const names: string[] = ["INBOX"];
  const createFolder = ({ name, specialUse }: TestFolder) => {
    server.createMailbox(encodeModifiedUtf7(name), specialUse === undefined ? {} : { "special-use": specialUse });
    names.push(name);
  };
  for (const folder of options.folders ?? DEFAULT_FOLDERS) createFolder(folder);
  const mailboxOf = (folder: string): HoodiecrowMailbox => {
    const mailbox = server.getMailbox(encodeModifiedUtf7(folder));
    if (!mailbox) throw new Error(`The test server has no folder ${folder}.`);
    return mailbox;
  };
  const kick = () => {
    for (const socket of sockets) socket.destroy();
  };
  const account = () => {
    const found = server.users[user];
    if (!found) throw new Error("The test server has no such user.");
    return found;
  };

  const listening = once(server.server, "listening");
  server.listen(options.port ?? 0, "127.0.0.1", () => undefined);
  await listening;
  const { port } = server.server.address() as AddressInfo;

  const imap: TestImapServer = {
    port,
    createFolder,
    folderNames: () => [...names],
    deliver(folder, raw, { flags = [], receivedAt = new Date() } = {}) {
      const text = typeof raw === "string" ? Buffer.from(raw).toString("latin1") : Buffer.from(raw).toString("latin1");
      return server.appendMessage(mailboxOf(folder), [...flags], receivedAt, text).message.uid;
    },
    deliverHuge(folder, beginning, sizeBytes) {
      const { message } = server.appendMessage(mailboxOf(folder), [], new Date(), beginning);
      sources.makeHuge(message, sizeBytes);
      return message.uid;
    },
    pretendSizes: (claim) => sources.pretend(claim),
    messages: (folder) => mailboxOf(folder).messages.map(({ uid, flags, raw }) => ({ uid, flags: [...flags], raw })),
    setFlags(folder, uid, flags) {
      const message = mailboxOf(folder).messages.find((known) => known.uid === uid);
      if (message) message.flags = [...flags];
    },
    remove(folder, uid) {
      const mailbox = mailboxOf(folder);
      const index = mailbox.messages.findIndex((message) => message.uid === uid);
      if (index < 0) throw new Error(`The test server has no message ${uid} in ${folder}.`);
      mailbox.messages.splice(index, 1);
      server.notify({ tag: "*", attributes: [index + 1, { type: "ATOM", value: "EXPUNGE" }] }, mailbox);
    },
    move(folder, uid, to) {
      const message = mailboxOf(folder).messages.find((known) => known.uid === uid);
      if (!message) throw new Error(`The test server has no message ${uid} in ${folder}.`);
      imap.remove(folder, uid);
      server.appendMessage(mailboxOf(to), [...message.flags], new Date(), message.raw);
    },
    renewUids(folder) {
      const mailbox = mailboxOf(folder);
      mailbox.uidvalidity += 1000;
      mailbox.messages.forEach((message, index) => (message.uid = index + 1));
      mailbox.uidnext = mailbox.messages.length + 1;
      kick();
    },
    setPassword: (password) => void (account().password = password),
    setAccessToken: (accessToken) => void (account().xoauth2 = { accessToken, sessionTimeout: 3_600_000 }),
    intercept: (next) => void (handler = next),
    kick,
    get connections() {
      return sockets.size;
    },
    async close() {
      const closed = new Promise<void>((done) => server.close(done));
      kick();
      await closed;
    },
  };
  return imap;
}

function interceptCommands(server: HoodiecrowServer, decide: (command: string, line: string) => Interception): void {
  const handlerOf = server.getCommandHandler.bind(server);
  server.getCommandHandler = (command) => {
    const own = handlerOf(command);
    if (own === false) return false;
    return (connection, parsed, data, done) => {
      const answer = decide(command.toUpperCase(), data);
      if (answer === null) own(connection, parsed, data, done);
      else if (answer === "cut") connection.socket?.destroy();
      else if (answer === "finish") {
        connection.socket?.write("+ idling\r\n");
        connection.send({ tag: parsed.tag, command: "OK", attributes: [{ type: "TEXT", value: "Finished" }] });
        done();
      } else if (answer !== "silence") {
        connection.send({ tag: parsed.tag, command: "NO", attributes: [{ type: "TEXT", value: answer.no }] });
        done();
      }
    };
  };
}
