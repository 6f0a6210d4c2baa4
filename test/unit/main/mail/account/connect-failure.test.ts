import { expect, test } from "vitest";
import {
  ConnectFailed,
  connectFailed,
  connectFailureOf,
  needsPerson,
  toConnectFailed,
} from "#main/mail/account/connect-failure.ts";
import { ConnectFailureCode } from "#shared/model/mail-channel.ts";

const thrown = (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
  Object.assign(new Error(message), fields);

/** As imapflow 2 hands a refused command over. */
const imapNo = (text: string, code?: string) =>
  thrown("Command failed", {
    responseStatus: "NO",
    responseText: text,
    authenticationFailed: true,
    ...(code === undefined ? {} : { serverResponseCode: code }),
  });

/** As nodemailer 10 hands a refused login over. */
const smtpAuth = (responseCode: number, response: string) =>
  thrown(`Invalid login: ${response}`, { code: "EAUTH", responseCode, response, command: "AUTH PLAIN" });

test.each<[string, unknown, string]>([
  ["no route to the network", thrown("connect ENETUNREACH", { code: "ENETUNREACH" }), "offline"],
  ["a resolver without a network", thrown("getaddrinfo EAI_AGAIN", { code: "EAI_AGAIN" }), "offline"],
  ["the same, told by nodemailer", thrown("x", { code: "EDNS", originalCode: "EAI_AGAIN" }), "offline"],
  ["a name that doesn't exist", thrown("getaddrinfo ENOTFOUND", { code: "ENOTFOUND" }), "dns"],
  ["the same, told by nodemailer", thrown("x", { code: "EDNS", originalCode: "ENOTFOUND" }), "dns"],
  ["nobody listens", thrown("connect ECONNREFUSED", { code: "ECONNREFUSED" }), "refused"],
  ["the same, told by nodemailer", thrown("x", { code: "ESOCKET", originalCode: "ECONNREFUSED" }), "refused"],
  [
    "all addresses tried, IPv6 without a route",
    Object.assign(
      new AggregateError([
        thrown("connect ENETUNREACH", { code: "ENETUNREACH" }),
        thrown("connect ECONNREFUSED", { code: "ECONNREFUSED" }),
      ]),
      { code: "ENETUNREACH" },
    ),
    "refused",
  ],
  ["imapflow waits for a connection in vain", thrown("x", { code: "CONNECT_TIMEOUT" }), "timeout"],
  ["imapflow waits for a greeting in vain", thrown("x", { code: "GREETING_TIMEOUT" }), "timeout"],
  ["nodemailer waits in vain", thrown("x", { code: "ETIMEDOUT", timeoutType: "GREETING_TIMEOUT" }), "timeout"],
  ["an aborted request", new DOMException("The operation timed out", "TimeoutError"), "timeout"],
  ["the connection is cut", thrown("read ECONNRESET", { code: "ECONNRESET" }), "disconnected"],
  ["imapflow finds it closed", thrown("Connection not available", { code: "NoConnection" }), "disconnected"],
  ["closed after connecting", thrown("Unexpected close", { code: "ClosedAfterConnectTLS" }), "disconnected"],
  ["nodemailer finds it closed", thrown("Connection closed unexpectedly", { code: "ECONNECTION" }), "disconnected"],
  ["a handshake fails", thrown("wrong version number", { code: "ERR_SSL_WRONG_VERSION_NUMBER" }), "tls"],
  ["the same, told by nodemailer", thrown("x", { code: "ESOCKET", originalCode: "EPROTO" }), "tls"],
  ["expired", thrown("certificate has expired", { code: "CERT_HAS_EXPIRED" }), "certificate-expired"],
  ["self-signed", thrown("x", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }), "certificate-untrusted"],
  [
    "self-signed, told by nodemailer",
    thrown("x", { code: "ESOCKET", originalCode: "SELF_SIGNED_CERT_IN_CHAIN" }),
    "certificate-untrusted",
  ],
  ["unknown authority", thrown("x", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }), "certificate-untrusted"],
  ["another name", thrown("x", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }), "certificate-name"],
  ["no STARTTLS in IMAP", thrown("Server does not support STARTTLS", { tlsFailed: true }), "starttls-missing"],
  [
    "no STARTTLS in SMTP",
    thrown("Error upgrading connection with STARTTLS: 502 5.5.1", {
      code: "ETLS",
      responseCode: 502,
      response: "502 5.5.1 Command not implemented",
    }),
    "starttls-missing",
  ],
  ["LOGINDISABLED", thrown("Login is disabled", { authenticationFailed: true }), "starttls-missing"],
  ["wrong password, Dovecot", imapNo("Authentication failed.", "AUTHENTICATIONFAILED"), "auth"],
  ["wrong password, Gmail", imapNo("Invalid credentials (Failure)", "AUTHENTICATIONFAILED"), "auth"],
  ["wrong password, Exchange", imapNo("LOGIN failed."), "auth"],
  ["wrong password, SMTP", smtpAuth(535, "535 5.7.8 Error: authentication failed"), "auth"],
  [
    "Gmail wants an app password",
    imapNo(
      "Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
      "ALERT",
    ),
    "auth-app-password",
  ],
  [
    "Gmail's SMTP wants one",
    smtpAuth(534, "534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9 https://x"),
    "auth-app-password",
  ],
  [
    "Exchange Online without passwords",
    smtpAuth(535, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."),
    "auth-method",
  ],
  [
    "a tenant without SMTP",
    smtpAuth(535, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."),
    "auth-method",
  ],
  ["no way in common", smtpAuth(504, "504 5.7.4 Unrecognized authentication type"), "auth-method"],
  ["imapflow finds no way", thrown("No matching authentication method", { authenticationFailed: true }), "auth-method"],
  ["nodemailer has nothing to say", thrown('Missing credentials for "PLAIN"', { code: "EAUTH" }), "secret-missing"],
  ["a password with a line break", thrown("x", { code: "InvalidStringValue" }), "auth"],
  ["the server can't tell now", imapNo("Temporary authentication failure.", "UNAVAILABLE"), "other"],
  ["the same in SMTP", smtpAuth(454, "454 4.7.0 Temporary authentication failure"), "other"],
  ["Gmail counts connections", imapNo("Too many simultaneous connections. (Failure)", "ALERT"), "too-many-connections"],
  [
    "Dovecot counts connections",
    imapNo("Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", "UNAVAILABLE"),
    "too-many-connections",
  ],
  [
    "Gmail counts log-ins",
    smtpAuth(454, "454 4.7.0 Too many login attempts, please try again later."),
    "too-many-connections",
  ],
  [
    "a goodbye in place of a greeting",
    thrown("Unexpected close", { code: "ClosedAfterConnectText", reason: "Too many connections from your address" }),
    "too-many-connections",
  ],
  [
    "Exchange throttles",
    thrown("Command failed", { code: "ETHROTTLE", responseText: "Request is throttled." }),
    "too-many-connections",
  ],
  [
    "garbage for a greeting",
    thrown("Invalid greeting", { code: "EPROTOCOL", response: "SSH-2.0-OpenSSH" }),
    "protocol",
  ],
  ["garbage for an answer", thrown("x", { code: "ParserError11" }), "protocol"],
  ["an endless line", thrown("x", { code: "LineTooLarge" }), "protocol"],
  [
    "a folder that is gone",
    thrown("Command failed", { responseStatus: "NO", responseText: "Mailbox doesn't exist: x", mailboxMissing: true }),
    "folder-missing",
  ],
  [
    "the same by its code",
    thrown("Command failed", {
      responseStatus: "NO",
      responseText: "Unknown Mailbox",
      serverResponseCode: "NONEXISTENT",
    }),
    "folder-missing",
  ],
  ["an error that nobody knows", thrown("boom"), "other"],
  ["no error at all", undefined, "other"],
])("%s", (_, error, code) => {
  expect(connectFailureOf(error).code).toBe(code);
});

test("a failure tells the server's words on one line", () => {
  expect(connectFailureOf(smtpAuth(535, "535-5.7.8 Username and Password\n535 5.7.8 not accepted"))).toEqual({
    code: "auth",
    detail: "535-5.7.8 Username and Password 535 5.7.8 not accepted",
    certificate: null,
  });
});

test("without a server's words it tells the innermost cause", () => {
  const error = thrown("Failed to connect", {
    cause: thrown("connect ECONNREFUSED 127.0.0.1:993", { code: "ECONNREFUSED" }),
  });
  expect(connectFailureOf(error)).toEqual({
    code: "refused",
    detail: "connect ECONNREFUSED 127.0.0.1:993",
    certificate: null,
  });
});

test("a server's words are bounded and hold no secret", () => {
  const echo = smtpAuth(
    535,
    `535 hunter2! is wrong, so is ${Buffer.from("\0me\0hunter2!").toString("base64")} ${"x".repeat(5_000)}`,
  );
  const { detail } = connectFailureOf(echo, ["hunter2!"]);
  expect([detail.length, detail.slice(0, 32)]).toEqual([600, "535 *** is wrong, so is *** xxxx"]);
});

test("a failure that is known already passes through unchanged", () => {
  const failed = connectFailed("insecure", "mail.example");
  expect([connectFailureOf(failed), toConnectFailed(failed)]).toEqual([failed.failure, failed]);
  expect(toConnectFailed(new Error("boom"))).toBeInstanceOf(ConnectFailed);
});

test("a chain of causes that bites its tail ends", () => {
  const [first, second] = [thrown("first", { code: "EPIPE" }), thrown("second")];
  Object.assign(first, { cause: second });
  Object.assign(second, { cause: first });
  expect(connectFailureOf(first).code).toBe("disconnected");
});

test("what mends itself is tried often, what a person must mend is not", () => {
  expect(ConnectFailureCode.options.filter((code) => !needsPerson(code))).toEqual([
    "offline",
    "dns",
    "refused",
    "timeout",
    "disconnected",
    "protocol",
    "too-many-connections",
    "other",
  ]);
});
