import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerError, type SMTPServerSession } from "smtp-server";
import { TEST_PASSWORD, TEST_USER, type TestImapServer } from "./imap-server.ts";
import type { TestCertificate } from "./test-certificate.ts";

/** A refusal as the server says it. */
export type SmtpRefusal = { readonly code: number; readonly text: string };

export type SmtpFaults = {
  /** Asked for each recipient; null: taken. */
  readonly refuseRecipient?: (address: string) => SmtpRefusal | null;
  readonly refuseSender?: (address: string) => SmtpRefusal | null;
  /** So many first attempts for each recipient get 451, as greylisting does. */
  readonly greylistAttempts?: number;
  /** The answer to the end of DATA. */
  readonly refuseData?: SmtpRefusal | null;
  /** After the last byte of DATA the connection is cut before the answer; the mail is kept (`after`) or lost (`before`). */
  readonly cutAtDataEnd?: "before-keeping" | "after-keeping" | null;
  /** Before the answer to the end of DATA. */
  readonly dataDelayMs?: number;
  /** Nothing is said at all, not even the greeting. */
  readonly silent?: boolean;
};

export type SmtpSinkOptions = SmtpFaults & {
  /** Login needed; default: none. */
  readonly auth?: { readonly user?: string; readonly password?: string; readonly accessToken?: string } | null;
  /** TLS from the first byte. */
  readonly tls?: TestCertificate;
  readonly startTls?: TestCertificate;
  /** Largest mail, bytes; announced with SIZE. */
  readonly maxBytes?: number;
  /** Accepted mails arrive in this server's INBOX. */
  readonly deliverTo?: TestImapServer;
  /** Only those for one of these recipients do; default: all. */
  readonly deliverFor?: readonly string[];
};

export type SunkMail = {
  readonly from: string;
  readonly to: readonly string[];
  /** One character a byte. */
  readonly raw: string;
  /** Without angle brackets; '' where there is none. */
  readonly messageId: string;
  readonly user: string | null;
};

/** An SMTP server in this process, on loopback, that keeps what it accepts. */
export type SmtpSink = {
  readonly port: number;
  readonly mails: readonly SunkMail[];
  /** Resolves with all mails as soon as there are so many. */
  received(count: number): Promise<readonly SunkMail[]>;
  /** How often somebody got as far as the end of DATA. */
  readonly attempts: number;
  readonly connections: number;
  /** Replaces all faults: what is not named is as it should be. */
  setFaults(faults: SmtpFaults): void;
  setPassword(password: string): void;
  /** Ends all connections without a word. */
  kick(): void;
  close(): Promise<void>;
};

const MESSAGE_ID = /^message-id:\s*<?([^<>\r\n]*)>?/imu;

export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  let faults: SmtpFaults = options;
  let password = options.auth?.password ?? TEST_PASSWORD;
  let attempts = 0;
  const mails: SunkMail[] = [];
  const seen = new Map<string, number>();
  const waiting = new Set<() => void>();

  function keep(mail: SunkMail): void {
    mails.push(mail);
    const isDelivered = options.deliverFor === undefined || mail.to.some((to) => options.deliverFor?.includes(to));
    if (isDelivered) options.deliverTo?.deliver("INBOX", Buffer.from(mail.raw, "latin1"));
    for (const tell of waiting) tell();
  }

  const server = new SMTPServer({
    name: "sink.test",
    secure: options.tls !== undefined,
    ...(options.tls ?? options.startTls),
    hideSTARTTLS: options.startTls === undefined,
    authOptional: options.auth === undefined || options.auth === null,
    authMethods: options.auth?.accessToken === undefined ? ["PLAIN", "LOGIN"] : ["XOAUTH2"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    ...(options.maxBytes === undefined ? {} : { size: options.maxBytes }),
    logger: false,

    onConnect(_session, done) {
      if (faults.silent !== true) done();
    },
    onAuth(auth, _session, done) {
      const expected = options.auth;
      const isRight =
        expected?.accessToken === undefined
          ? auth.username === (expected?.user ?? TEST_USER) && auth.password === password
          : auth.accessToken === expected.accessToken;
      if (isRight) done(null, { user: auth.username });
      else done(failure({ code: 535, text: "5.7.8 Authentication credentials invalid" }));
    },
    onMailFrom({ address }, _session, done) {
      const refusal = faults.refuseSender?.(address) ?? null;
      done(refusal && failure(refusal));
    },
    onRcptTo({ address }, _session, done) {
      const refusal = faults.refuseRecipient?.(address) ?? null;
      const times = seen.get(address) ?? 0;
      seen.set(address, times + 1);
      if (refusal) done(failure(refusal));
      else if (times < (faults.greylistAttempts ?? 0))
        done(failure({ code: 451, text: "4.7.1 Greylisted, try again later" }));
      else done();
    },
    onData(stream, session, done) {
      const end = (error: Error | null) => done(error, "2.0.0 Kept");
      takeData(stream, session).then(end, (error: unknown) =>
        end(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

  async function takeData(stream: NodeJS.ReadableStream & { sizeExceeded: boolean }, session: SMTPServerSession) {
    const content = await buffer(stream);
    attempts += 1;
    if (stream.sizeExceeded) return failure({ code: 552, text: "5.3.4 Message too big" });
    const { dataDelayMs = 0, refuseData = null, cutAtDataEnd = null } = faults;
    if (dataDelayMs > 0) await pause(dataDelayMs);
    if (refuseData) return failure(refuseData);
    const raw = content.toString("latin1");
    const { mailFrom, rcptTo } = session.envelope;
    const mail: SunkMail = {
      from: mailFrom === false ? "" : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw,
      messageId: MESSAGE_ID.exec(raw)?.[1]?.trim() ?? "",
      user: typeof session.user === "string" ? session.user : null,
    };
    if (cutAtDataEnd !== "before-keeping") keep(mail);
    if (cutAtDataEnd !== null) kick((connection) => connection.session === session);
    return null;
  }

  function kick(isMeant: (connection: { session: SMTPServerSession }) => boolean = () => true): void {
    for (const connection of server.connections) if (isMeant(connection)) connection._socket.destroy();
  }

  // Clients that go away in the middle are what these tests are about.
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;

  return {
    port,
    mails,
    get attempts() {
      return attempts;
    },
    get connections() {
      return server.connections.size;
    },
    async received(count) {
      while (mails.length < count) {
        await new Promise<void>((done) => {
          const tell = () => {
            waiting.delete(tell);
            done();
          };
          waiting.add(tell);
        });
      }
      return mails;
    },
    setFaults: (next) => void (faults = next),
    setPassword: (next) => void (password = next),
    kick: () => kick(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        kick();
      }),
  };
}

function failure({ code, text }: SmtpRefusal): SMTPServerError {
  return Object.assign(new Error(text), { responseCode: code });
}
