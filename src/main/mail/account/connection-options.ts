import { isIP } from "node:net";
import { getCACertificates, type ConnectionOptions } from "node:tls";
import type { ImapFlowOptions } from "imapflow";
import type {
  SMTPConnectionAuth,
  SMTPConnectionCustomAuthContext,
  SMTPConnectionOptions,
} from "nodemailer/lib/smtp-connection";
import type { Mailbox, MailServer } from "#shared/model/setup/mailbox.ts";
import { connectFailed } from "./connect-failure.ts";
import type { Credentials } from "./credentials.ts";
import {
  CLOSE_TIMEOUT_MS,
  CONNECT_TIMEOUT_MS,
  GREETING_TIMEOUT_MS,
  MAX_IMAP_LINE_BYTES,
  SOCKET_TIMEOUT_MS,
} from "./limits.ts";
import type { Trace } from "./trace.ts";

/** How long each step of a connection may take; tests shorten them. */
export type Timeouts = {
  readonly connectTimeoutMs: number;
  readonly greetingTimeoutMs: number;
  readonly socketTimeoutMs: number;
};

export const TIMEOUTS: Timeouts = {
  connectTimeoutMs: CONNECT_TIMEOUT_MS,
  greetingTimeoutMs: GREETING_TIMEOUT_MS,
  socketTimeoutMs: SOCKET_TIMEOUT_MS,
};

export type ConnectionRequest = {
  readonly mailbox: Pick<Mailbox, "imap" | "smtp" | "trustedCertificate">;
  readonly credentials: Credentials;
  readonly trace: Trace;
  readonly timeouts?: Timeouts;
};

/** What is given to `new SMTPConnection()` and, after its connect, to `login()`. */
export type SmtpOptions = {
  readonly options: SMTPConnectionOptions;
  /** Null: the server asks for no login, so `login()` isn't called. */
  readonly auth: SMTPConnectionAuth | null;
};

/**
 * A connection to fetch with. imapflow connects once and never again by itself; whoever uses it listens to `error` and `close`.
 * @throws ConnectFailed: insecure
 */
export function imapOptions({ mailbox, credentials, trace, timeouts = TIMEOUTS }: ConnectionRequest): ImapFlowOptions {
  const { imap, trustedCertificate } = mailbox;
  refuseInsecure(imap);
  const secret = secretOf(credentials);
  trace.mask(secret);
  return {
    host: imap.host,
    port: imap.port,
    secure: imap.security === "tls",
    // `true` fails where the server has none; without a value imapflow would go on unencrypted.
    ...(imap.security === "tls" ? {} : { doSTARTTLS: imap.security === "starttls" }),
    auth: {
      user: imap.username,
      ...(credentials.kind === "password" ? { pass: secret } : { accessToken: secret }),
    },
    tls: tlsOptions(trustedCertificate),
    clientInfo: { name: "Pipedesk", version: false, vendor: "Pipedesk", "support-url": false },
    connectionTimeout: timeouts.connectTimeoutMs,
    greetingTimeout: timeouts.greetingTimeoutMs,
    socketTimeout: timeouts.socketTimeoutMs,
    maxLineLength: MAX_IMAP_LINE_BYTES,
    logger: trace.imapLogger,
    logRaw: false,
    emitLogs: false,
  };
}

/**
 * A connection to send with.
 * @throws ConnectFailed: insecure
 */
export function smtpOptions({ mailbox, credentials, trace, timeouts = TIMEOUTS }: ConnectionRequest): SmtpOptions {
  const { smtp, trustedCertificate } = mailbox;
  refuseInsecure(smtp);
  const secret = secretOf(credentials);
  trace.mask(secret);
  // nodemailer asks a DNS server for `localhost`, which knows it rarely, and complains on the console without a network.
  const isLocalhost = smtp.host === "localhost";
  const oauth2 = credentials.kind === "oauth2";
  const options: SMTPConnectionOptions = {
    host: isLocalhost ? "127.0.0.1" : smtp.host,
    ...(isLocalhost ? { servername: "localhost" } : {}),
    port: smtp.port,
    secure: smtp.security === "tls",
    requireTLS: smtp.security === "starttls",
    ignoreTLS: smtp.security === "none",
    tls: tlsOptions(trustedCertificate),
    // The default is the machine's own name, which every recipient would find in the mail's trace. RFC 5321 allows an address literal.
    name: "[127.0.0.1]",
    connectionTimeout: timeouts.connectTimeoutMs,
    greetingTimeout: timeouts.greetingTimeoutMs,
    dnsTimeout: timeouts.connectTimeoutMs,
    socketTimeout: timeouts.socketTimeoutMs,
    socketCloseTimeout: CLOSE_TIMEOUT_MS,
    logger: trace.smtpLogger,
    transactionLog: true,
    debug: false,
    ...(oauth2 ? { customAuth: { [BEARER]: bearerLogin } } : {}),
  };
  if (smtp.username === "") return { options, auth: null };
  return { options, auth: { user: smtp.username, pass: secret, ...(oauth2 ? { method: BEARER } : {}) } };
}

/** TLS 1.2 at least; besides the usual authorities the certificate that a person trusts. Host name and dates are checked for that one too. */
function tlsOptions(trustedCertificate: string | null): ConnectionOptions {
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...(trustedCertificate === null
      ? {}
      : {
          ca: [...getCACertificates("default"), trustedCertificate],
          // The trusted one may be signed by an authority that nobody knows; it need not be one itself.
          allowPartialTrustChain: true,
        }),
  };
}

/** Whether a host is this machine itself, so that nobody can listen in between. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function refuseInsecure({ host, security }: MailServer): void {
  if (security === "none" && !isLoopback(host)) throw connectFailed("insecure", host);
}

const secretOf = (credentials: Credentials) =>
  credentials.kind === "password" ? credentials.password : credentials.accessToken;

/** A name of our own: nodemailer's own XOAUTH2 wants to renew tokens itself and throws the server's answer away. */
const BEARER = "PIPEDESK-BEARER";

/**
 * SASL XOAUTH2 as Google and Microsoft describe it: a refusal is a challenge with a JSON document, to be answered by an empty line, and then
 * the reply that counts.
 */
async function bearerLogin(context: SMTPConnectionCustomAuthContext): Promise<void> {
  if (!context.authMethods.includes("XOAUTH2")) throw new Error("No matching authentication method: XOAUTH2");
  const { user, pass } = context.auth.credentials;
  const initial = Buffer.from(`user=${user}\u0001auth=Bearer ${pass}\u0001\u0001`).toString("base64");
  let reply = await context.sendCommand(`AUTH XOAUTH2 ${initial}`);
  if (reply.status === 334) reply = await context.sendCommand("");
  if (reply.status < 200 || reply.status > 299) throw new Error("Invalid login");
}
