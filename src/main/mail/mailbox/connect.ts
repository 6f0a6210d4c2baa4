import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { connectFailed, connectFailureOf, toConnectFailed } from "../account/connect-failure.ts";
import { imapOptions, TIMEOUTS, type Timeouts } from "../account/connection-options.ts";
import type { Credentials } from "../account/credentials.ts";
import type { Trace } from "../account/trace.ts";
import { FETCH_SOCKET_TIMEOUT_MS, type SizeLimits } from "./limits.ts";
import { openSession, type Session } from "./session.ts";

export type ConnectDeps = {
  readonly credentials: (options?: { renew?: boolean }) => Promise<Credentials>;
  readonly trace: Trace;
  readonly limits: SizeLimits;
  readonly timeouts?: Timeouts | undefined;
};

const FETCH_TIMEOUTS: Timeouts = { ...TIMEOUTS, socketTimeoutMs: FETCH_SOCKET_TIMEOUT_MS };

/** Beside a message, what else an answer may hold. */
const ANSWER_BYTES = 1024 * 1024;

/**
 * Connects and logs in. An access token that is refused is renewed once: it may have been withdrawn before its time.
 * @throws ConnectFailed
 */
export async function connect(deps: ConnectDeps, mailbox: Mailbox, signal: AbortSignal): Promise<Session> {
  const credentials = await unlessAborted(deps.credentials(), signal);
  try {
    return await connectWith(deps, mailbox, credentials, signal);
  } catch (error) {
    const failure = connectFailureOf(error);
    if (credentials.kind !== "oauth2" || failure.code !== "auth" || signal.aborted) throw error;
    const renewed = await unlessAborted(deps.credentials({ renew: true }), signal);
    if (renewed.kind === "oauth2" && renewed.accessToken === credentials.accessToken) throw error;
    return connectWith(deps, mailbox, renewed, signal);
  }
}

/** A provider of tokens that is silent keeps nobody from closing. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(connectFailed("disconnected"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

async function connectWith(
  { trace, limits, timeouts = FETCH_TIMEOUTS }: ConnectDeps,
  mailbox: Mailbox,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Session> {
  try {
    const options = imapOptions({ mailbox, credentials, trace, timeouts });
    const maxLiteralSize = limits.maxMessageBytes + ANSWER_BYTES;
    return await openSession({ ...options, maxLiteralSize, maxResponseSize: maxLiteralSize + ANSWER_BYTES }, signal);
  } catch (error) {
    const secret = credentials.kind === "password" ? credentials.password : credentials.accessToken;
    throw toConnectFailed(error, [secret]);
  }
}
