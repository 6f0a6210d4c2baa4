import type { ConnectFailure, ConnectFailureCode, ServerCertificate } from "#shared/model/mail-channel.ts";
import { failureOfRefusal } from "./failure-words.ts";
import { MAX_FAILURE_DETAIL_CHARS } from "./limits.ts";
import { createMask } from "./mask.ts";

/** A connection to a mail server that could not be made or ended, said so that a person can mend it. */
export class ConnectFailed extends Error {
  readonly failure: ConnectFailure;

  constructor(failure: ConnectFailure, options: { cause?: unknown } = {}) {
    super(`${failure.code}${failure.detail === "" ? "" : `: ${failure.detail}`}`, options);
    this.name = "ConnectFailed";
    this.failure = failure;
  }
}

/** A failure that we know without having asked a server. */
export function connectFailed(code: ConnectFailureCode, detail = "", options: { cause?: unknown } = {}): ConnectFailed {
  return new ConnectFailed({ code, detail, certificate: null }, options);
}

/**
 * What imapflow, nodemailer, node:tls, node:net and node:dns throw, as one of the codes. A `ConnectFailed` keeps its failure.
 * `detail` is bounded and holds none of `secrets`. The certificate is never filled here: none of them hands it over.
 */
export function connectFailureOf(error: unknown, secrets: readonly string[] = []): ConnectFailure {
  if (error instanceof ConnectFailed) return error.failure;
  const links = linksOf(error);
  return { code: codeOf(links), detail: detailOf(links, secrets), certificate: null };
}

/** The same as an error, to be thrown on. */
export function toConnectFailed(error: unknown, secrets: readonly string[] = []): ConnectFailed {
  return error instanceof ConnectFailed ? error : new ConnectFailed(connectFailureOf(error, secrets), { cause: error });
}

/** A certificate that a person may choose to trust, put into the failure. */
export function withCertificate(failure: ConnectFailure, certificate: ServerCertificate | null): ConnectFailure {
  return { ...failure, certificate };
}

/** Only a person can mend it, so it is tried again rarely; the others mend themselves. */
export function needsPerson(code: ConnectFailureCode): boolean {
  return NEEDS_PERSON[code];
}

const NEEDS_PERSON: Readonly<Record<ConnectFailureCode, boolean>> = {
  offline: false,
  dns: false,
  refused: false,
  timeout: false,
  disconnected: false,
  tls: true,
  "certificate-expired": true,
  "certificate-untrusted": true,
  "certificate-name": true,
  "starttls-missing": true,
  auth: true,
  "auth-app-password": true,
  "auth-method": true,
  "secret-missing": true,
  // A server in trouble speaks garbage for a while; one that never spoke the protocol costs little to ask.
  protocol: false,
  "folder-missing": true,
  "too-many-connections": false,
  insecure: true,
  other: false,
};

/** One error of a chain, read without trusting its type. */
type Link = Readonly<Record<string, unknown>>;

/** The error, what caused it, and the attempts of a connection to several addresses; the outermost first. */
function linksOf(error: unknown): Link[] {
  const links: Link[] = [];
  const waiting: unknown[] = [error];
  // 16 is more than any real chain has; a chain may loop.
  while (waiting.length > 0 && links.length < 16) {
    const next = waiting.shift();
    if (typeof next !== "object" || next === null || links.includes(next as Link)) continue;
    const link = next as Link;
    links.push(link);
    waiting.push(
      link["_err"],
      link["parserError"],
      link["cause"],
      ...(Array.isArray(link["errors"]) ? link["errors"] : []),
    );
  }
  return links;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

function codeOf(links: readonly Link[]): ConnectFailureCode {
  // A DOMException's code is a number; its name says what an `AbortSignal` ended.
  const codes = new Set(links.flatMap((link) => [link["code"], link["originalCode"], link["name"]].map(textOf)));
  // Before the server's words: a certificate's failure is said by our side, and nothing was sent then.
  for (const [wanted, code] of BY_CODE.first) if (wanted.some((one) => codes.has(one))) return code;

  const words = links.map(wordsOf).find((text) => text !== "") ?? "";
  const messages = links.map((link) => textOf(link["message"])).join("\n");
  const smtpCode = links.map((link) => link["responseCode"]).find((value) => typeof value === "number") ?? 0;
  const atLogin =
    codes.has("EAUTH") || codes.has("EOAUTH2") || links.some((link) => link["authenticationFailed"] === true);
  if (links.some((link) => link["mailboxMissing"] === true)) return "folder-missing";
  if (/does not support (?:required )?STARTTLS|STARTTLS is not possible|Login is disabled/i.test(messages))
    return "starttls-missing";
  // imapflow refuses by itself where no method fits; nodemailer where it has no credentials.
  if (atLogin && words === "" && /no matching authentication method|unknown authentication method/i.test(messages))
    return "auth-method";
  if (atLogin && words === "" && /missing credentials|no password configured/i.test(messages)) return "secret-missing";
  const refusal = { text: words, imapCode: imapCodeOf(links), smtpCode, atLogin };
  const refused = words !== "" || atLogin ? failureOfRefusal(refusal) : null;
  if (refused !== null) return refused;
  // `ETLS` with a server's reply: it was asked for STARTTLS and declined.
  if (codes.has("ETLS") && smtpCode >= 400) return "starttls-missing";
  if (smtpCode === 421 || smtpCode === 554) return "disconnected";

  for (const [wanted, code] of BY_CODE.last) if (wanted.some((one) => codes.has(one))) return code;
  if ([...codes].some((code) => code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_"))) return "tls";
  if (links.some((link) => link["tlsFailed"] === true)) return "tls";
  if ([...codes].some((code) => code.startsWith("ParserError"))) return "protocol";
  return "other";
}

/**
 * Which of our side's codes mean what, the weightier first: where a host has several addresses, that one of them refused says more than that
 * another has no route (IPv6 on a network without).
 */
const BY_CODE: Readonly<Record<"first" | "last", readonly (readonly [readonly string[], ConnectFailureCode])[]>> = {
  first: [
    [["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "ERR_TLS_CERT_EXPIRED"], "certificate-expired"],
    [["ERR_TLS_CERT_ALTNAME_INVALID", "ERR_TLS_CERT_ALTNAME_FORMAT", "HOSTNAME_MISMATCH"], "certificate-name"],
    [
      [
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "UNABLE_TO_GET_ISSUER_CERT",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "CERT_UNTRUSTED",
        "CERT_REVOKED",
        "CERT_REJECTED",
        "CERT_SIGNATURE_FAILURE",
        "CERT_CHAIN_TOO_LONG",
        "INVALID_CA",
        "INVALID_PURPOSE",
        "PATH_LENGTH_EXCEEDED",
      ],
      "certificate-untrusted",
    ],
    [["STARTTLS_INJECTION"], "tls"],
    [["ETHROTTLE"], "too-many-connections"],
  ],
  last: [
    [["EPROTO", "ETLS", "EREQUIRETLS"], "tls"],
    [["ECONNREFUSED"], "refused"],
    [
      [
        "ETIMEDOUT",
        "ETIMEOUT",
        "CONNECT_TIMEOUT",
        "GREETING_TIMEOUT",
        "UPGRADE_TIMEOUT",
        "LockTimeout",
        "UND_ERR_CONNECT_TIMEOUT",
        "TimeoutError",
      ],
      "timeout",
    ],
    [["ENOTFOUND", "ENODATA", "EBADNAME", "ESERVFAIL", "EREFUSED"], "dns"],
    [["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EHOSTDOWN", "EAI_AGAIN", "EADDRNOTAVAIL", "ENONET"], "offline"],
    [["EDNS"], "dns"],
    [
      [
        "EPROTOCOL",
        "InvalidResponse",
        "MissingTag",
        "UnexpectedTag",
        "ResponseProcessingFailed",
        "LineTooLarge",
        "LiteralTooLarge",
        "ResponseTooLarge",
        "TooManyTokens",
        "TooManyResponses",
        "MAX_IMAP_NESTING_REACHED",
        "COMPRESS_TRAILING_DATA",
      ],
      "protocol",
    ],
    [
      [
        "ECONNRESET",
        "EPIPE",
        "ECONNABORTED",
        "NoConnection",
        "EConnectionClosed",
        "ClosedAfterConnectTLS",
        "ClosedAfterConnectText",
        "StateLogout",
        "ECONNECTION",
        "PollFailed",
      ],
      "disconnected",
    ],
    [["NotFound", "NONEXISTENT"], "folder-missing"],
    // A name or password that no command can carry.
    [["EAUTH", "EOAUTH2", "InvalidStringValue"], "auth"],
    [["ENOAUTH"], "secret-missing"],
  ],
};

function imapCodeOf(links: readonly Link[]): string {
  return (
    links
      .map((link) => textOf(link["serverResponseCode"]))
      .find((code) => code !== "")
      ?.toUpperCase() ?? ""
  );
}

/** What the server said: imapflow's text of a refusal or of a BYE, nodemailer's raw reply. */
function wordsOf(link: Link): string {
  return textOf(link["responseText"]) || textOf(link["reason"]) || textOf(link["response"]);
}

function detailOf(links: readonly Link[], secrets: readonly string[]): string {
  const words = links.map(wordsOf).find((text) => text !== "");
  // The innermost knows most: "connect ECONNREFUSED …" inside "Failed to connect".
  const told = words ?? links.map((link) => textOf(link["message"])).findLast((message) => message !== "") ?? "";
  const flat = createMask(secrets).apply(told).replaceAll(/\s+/g, " ").trim();
  return flat.length > MAX_FAILURE_DETAIL_CHARS ? `${flat.slice(0, MAX_FAILURE_DETAIL_CHARS - 1)}…` : flat;
}
