/**
 * Sends one mail over one connection and says what is certain about it.
 *
 * What is certain hangs on one moment. The server takes a mail when it answers the end of the data; before the last byte is handed over
 * there is no end, so a connection that is lost until then has sent nothing. The data is therefore a stream that is read only after the server's
 * 354: its first step stores that the mail is going out, its last one notes that the end is about to be written. What happens after that without
 * an answer is `unsure`, and nobody but the Sent folder or a person can tell more.
 */
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import type { SmtpOptions } from "../account/connection-options.ts";
import { CHUNK_BYTES } from "./limits.ts";
import { cannotCarry, failedSend, refusalsOf, type Attempt, type Refusals, type SendFailed } from "./send-failure.ts";
import { idsInAnswer } from "./server-ids.ts";
import { carriesUnicode, unicodeAddresses } from "./unicode-addresses.ts";

export type SendRequest = {
  /** Of `smtpOptions`. */
  readonly options: SmtpOptions;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly source: Uint8Array;
  /** Runs after the server is ready for the data and before any of it goes out. What it throws ends the attempt: nothing was sent. */
  readonly beforeFirstByte: () => Promise<void>;
  /** Told at each step; what it throws is taken for the end of the program there. */
  readonly onStep?: (step: "connected" | "last-byte") => void | Promise<void>;
  /** Ends the connection. */
  readonly signal?: AbortSignal;
};

export type SendOutcome =
  | {
      readonly kind: "sent";
      /** The server's own words. */
      readonly response: string;
      /** Recipients whom it did not take while it took the mail for others. */
      readonly refusals: Refusals;
      /** Ids by which it says that it passes the mail on. */
      readonly serverIds: readonly string[];
    }
  | SendFailed;

/** Never throws, but what `beforeFirstByte` or `onStep` threw. */
export async function sendOverSmtp(request: SendRequest): Promise<SendOutcome> {
  const { options, auth } = request.options;
  // Where nothing is sent, it need not be loaded.
  const { default: Connection } = await import("nodemailer/lib/smtp-connection");
  const connection = new Connection(options);
  const attempt: Attempt = { phase: "connect", wasHandedOver: false };
  const hooks: Hooks = { running: Promise.resolve() };
  // Errors outside a command's own answer come as events; each step below waits for either.
  const lost = new Promise<never>((_resolve, reject) => {
    connection.on("error", reject);
    // What it answered last comes with the end, and says more: 421 amid commands that were sent in one go.
    connection.on("end", () => setImmediate(reject, new Error("Connection closed unexpectedly")));
  });
  lost.catch(() => undefined);
  const end = () => connection.close();
  request.signal?.addEventListener("abort", end);
  try {
    request.signal?.throwIfAborted();
    await Promise.race([lost, step((done) => connection.connect(done))]);
    const greeting = connection.lastServerResponse || "";
    if (auth !== null) {
      attempt.phase = "login";
      await Promise.race([lost, step((done) => connection.login({ ...auth }, done))]);
    }
    attempt.phase = "mail";
    await request.onStep?.("connected");
    const uncommon = unicodeAddresses(request.envelope);
    if (uncommon.length > 0 && !carriesUnicode(greeting)) {
      connection.quit();
      return cannotCarry(uncommon);
    }
    const info = await Promise.race([lost, deliver(connection, request, attempt, hooks)]);
    connection.quit();
    const { response, rejectedErrors = [], serverMessageId } = info;
    const serverIds = idsInAnswer(response, { ...request.envelope, known: serverMessageId });
    return { kind: "sent", response, refusals: refusalsOf(rejectedErrors), serverIds };
  } catch (error) {
    connection.close();
    // What it stores must be stored before the outcome is, or the mail would be left as going out.
    await hooks.running;
    if (error instanceof StoppedHere) throw error.cause;
    return failedSend(error, attempt);
  } finally {
    request.signal?.removeEventListener("abort", end);
  }
}

/** What a hook threw, told apart from what the server or the network did. */
class StoppedHere extends Error {}

type Hooks = { running: Promise<unknown> };

function deliver(
  connection: SMTPConnection,
  request: SendRequest,
  attempt: Attempt,
  hooks: Hooks,
): Promise<SMTPConnectionSendInfo> {
  return new Promise((resolve, reject) => {
    let stopped: StoppedHere | null = null;
    async function* data(): AsyncGenerator<Uint8Array> {
      try {
        const recorded = request.beforeFirstByte();
        hooks.running = recorded.catch(() => undefined);
        await recorded;
        for (let at = 0; at < request.source.byteLength; at += CHUNK_BYTES)
          yield request.source.subarray(at, at + CHUNK_BYTES);
        await request.onStep?.("last-byte");
      } catch (cause) {
        stopped = new StoppedHere("", { cause });
        throw stopped;
      }
      attempt.wasHandedOver = true;
    }
    const stream = Readable.from(data(), { objectMode: false, highWaterMark: CHUNK_BYTES });
    connection.send(
      { from: request.envelope.from, to: [...request.envelope.to], size: request.source.byteLength },
      stream,
      (error, info) => {
        if (stopped) reject(stopped);
        else if (error) reject(error);
        else if (info && attempt.wasHandedOver) resolve(info);
        // Said yes to what it had not got: what it will do with it, nobody knows.
        else {
          attempt.wasHandedOver = true;
          reject(new Error(`Unexpected answer before the end of the mail: ${info?.response ?? ""}`));
        }
      },
    );
  });
}

function step(work: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()));
  });
}
