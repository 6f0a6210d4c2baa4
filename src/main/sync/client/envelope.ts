import { errorCodeOf, PipedeskError, type ErrorDetails } from "#shared/errors/pipedesk-error.ts";
import { Envelope } from "#shared/sync/protocol.ts";

/** What Node calls what is wrong with a certificate (`tls`, X.509 errors). */
const CERTIFICATE_CODE = /CERT|UNABLE_TO_VERIFY|ERR_TLS_CERT/u;

/**
 * What the server answered.
 * @throws the error that it told; PD_SYNC_NOT_THE_SERVER for what no server of this product says
 */
export function opened(json: unknown): unknown {
  const envelope = Envelope.safeParse(json).data;
  if (envelope === undefined) throw notTheServer("What answered is no server of Pipedesk.");
  if (!("error" in envelope)) return envelope.answer;
  throw toldIn(envelope);
}

/** Why the server itself refuses the connection; undefined where what answered isn't it: a page of a network may say 401 too, and nobody erases a copy for that. */
export function refusalIn(text: string): PipedeskError | undefined {
  try {
    const envelope = Envelope.safeParse(JSON.parse(text)).data;
    return envelope !== undefined && "error" in envelope ? toldIn(envelope) : undefined;
  } catch {
    return undefined;
  }
}

function toldIn({ error: { code, message, details } }: Extract<Envelope, { error: unknown }>): PipedeskError {
  // A newer server may know errors that this program doesn't.
  return new PipedeskError(errorCodeOf({ code }) ?? "PD_SYNC_MESSAGE", message, {
    details: (details ?? {}) as ErrorDetails,
  });
}

export function notTheServer(message: string): PipedeskError {
  return new PipedeskError("PD_SYNC_NOT_THE_SERVER", message);
}

/** Nobody was reached: PD_SYNC_CERTIFICATE where somebody was, whom this machine doesn't trust, else PD_SYNC_OFFLINE */
export function unreachable(cause: Error): PipedeskError {
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (!CERTIFICATE_CODE.test(code)) return offline(`The team's server can't be reached: ${cause.message}`, cause);
  return new PipedeskError("PD_SYNC_CERTIFICATE", `The certificate of the team's server: ${cause.message}`, { cause });
}

/** Why an answer with this status is none of the server's: PD_SYNC_OFFLINE where it, or a proxy before it, is not ready, else PD_SYNC_NOT_THE_SERVER. */
export function strangeStatus(status: number): PipedeskError {
  // 511: a network wants somebody to sign in (RFC 6585).
  if (status >= 500 && status !== 511) return offline(`The team's server is not ready (status ${status}).`);
  return notTheServer(`Something answered with status ${status} where the team's server was expected.`);
}

export function offline(message: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_SYNC_OFFLINE", message, cause === undefined ? {} : { cause });
}

/** @throws PD_SYNC_NOT_THE_SERVER */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notTheServer("What answered is no server of Pipedesk: a page of this network, or a proxy.");
  }
}
