import { X509Certificate } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { connectFailed } from "#main/mail/account/connect-failure.ts";
import type { Timeouts } from "#main/mail/account/connection-options.ts";
import type { Credentials } from "#main/mail/account/credentials.ts";
import { testMailbox } from "#main/mail/account/test-mailbox.ts";
import { createTrace } from "#main/mail/account/trace.ts";
import { systemTimers } from "#main/desk/timers.ts";
import type { MailboxCheck, ServerCheck } from "#shared/model/mail-channel.ts";
import type { Mailbox, MailServer } from "#shared/model/setup/mailbox.ts";
import {
  startImapServer,
  TEST_PASSWORD,
  TEST_USER,
  type ImapServerOptions,
} from "../../../support/mail/imap-server.ts";
import { testMailbox as plainMailbox } from "../../../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSinkOptions } from "../../../support/mail/smtp-sink.ts";
import { testCertificate } from "../../../support/mail/test-certificate.ts";
import { createVirtualTime } from "../../../support/mail/virtual-time.ts";
import { greeter, startRawServer, talker, type RawServer } from "./raw-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const kept = <Server extends { close(): Promise<void> }>(server: Server): Server => {
  open.push(server);
  return server;
};

const imapServer = async (options?: ImapServerOptions) => kept(await startImapServer(options));
const smtpSink = async (options?: SmtpSinkOptions) => kept(await startSmtpSink({ auth: {}, ...options }));
const rawServer = async (onConnection: Parameters<typeof startRawServer>[0]): Promise<RawServer> =>
  kept(await startRawServer(onConnection));

const CLOCK = { nowEpochMs: () => 0 };
const PATIENT: Timeouts = { connectTimeoutMs: 15_000, greetingTimeoutMs: 15_000, socketTimeoutMs: 15_000 };
/** For servers that say nothing. */
const SHORT: Timeouts = { connectTimeoutMs: 300, greetingTimeoutMs: 300, socketTimeoutMs: 2_000 };

const PASSWORD: Credentials = { kind: "password", password: TEST_PASSWORD };

type Changes = Partial<Omit<Mailbox, "imap" | "smtp">> & {
  readonly imap?: Partial<MailServer>;
  readonly smtp?: Partial<MailServer>;
};

async function check(
  ports: { imap: number; smtp: number },
  changes: Changes = {},
  credentials: Credentials = PASSWORD,
  timeouts: Timeouts = PATIENT,
): Promise<MailboxCheck & { readonly lines: string }> {
  const base = plainMailbox(ports);
  const trace = createTrace({ clock: CLOCK });
  const result = await testMailbox({
    mailbox: {
      ...base,
      ...changes,
      imap: { ...base.imap, username: TEST_USER, ...changes.imap },
      smtp: { ...base.smtp, username: TEST_USER, ...changes.smtp },
    },
    credentials: async () => credentials,
    trace,
    clock: CLOCK,
    timers: systemTimers,
    timeouts,
  });
  return {
    ...result,
    lines: trace
      .lines()
      .map(({ server, direction, text }) => `${server} ${direction} ${text}`)
      .join("\n"),
  };
}

const codeOf = (half: ServerCheck) => (half.ok ? "ok" : half.failure.code);
const codes = ({ imap, smtp }: MailboxCheck) => ({ imap: codeOf(imap), smtp: codeOf(smtp) });

test("both halves answer: folders as people read them, and how many messages wait", async () => {
  const imap = await imapServer({
    folders: [
      { name: "Sent", specialUse: "\\Sent" },
      { name: "Entwürfe & Ablage", specialUse: "\\Drafts" },
      { name: "日本語" },
    ],
  });
  imap.deliver("INBOX", "Subject: one\r\n\r\nbody");
  imap.deliver("INBOX", "Subject: two\r\n\r\nbody");
  const smtp = await smtpSink();
  const { lines, ...result } = await check({ imap: imap.port, smtp: smtp.port });
  expect(result).toEqual({
    imap: { ok: true, tookMs: 0 },
    smtp: { ok: true, tookMs: 0 },
    folders: [
      { path: "INBOX", use: "inbox", selectable: true },
      { path: "Sent", use: "sent", selectable: true },
      { path: "Entwürfe & Ablage", use: "drafts", selectable: true },
      { path: "日本語", use: null, selectable: true },
    ],
    messagesInInbox: 2,
  });
  expect(smtp.mails).toEqual([]);
  expect(lines).toMatch(/^imap sent .*LOGOUT$/mu);
  expect(lines).toMatch(/^smtp sent QUIT$/mu);
  expect(lines).toMatch(/^smtp sent EHLO \[127\.0\.0\.1\]$/mu);
  expect(lines).toMatch(/^imap sent .*ID .*Pipedesk/mu);
  expect(lines).not.toMatch(/correct horse|Y29ycmVjd/u);
});

test("STARTTLS and TLS with a certificate that a person trusts", async () => {
  const certificate = await testCertificate();
  const [imap, smtp] = [await imapServer({ startTls: certificate }), await smtpSink({ startTls: certificate })];
  const [imaps, smtps] = [await imapServer({ tls: certificate }), await smtpSink({ tls: certificate })];
  const trustedCertificate = certificate.cert;
  const upgraded = await check(
    { imap: imap.port, smtp: smtp.port },
    { trustedCertificate, imap: { security: "starttls" }, smtp: { security: "starttls" } },
  );
  const direct = await check(
    { imap: imaps.port, smtp: smtps.port },
    { trustedCertificate, imap: { security: "tls", host: "localhost" }, smtp: { security: "tls", host: "localhost" } },
  );
  expect([codes(upgraded), codes(direct)]).toEqual([
    { imap: "ok", smtp: "ok" },
    { imap: "ok", smtp: "ok" },
  ]);
});

test.each(["tls", "starttls"] as const)(
  "%s with a certificate that nobody vouches for: it is shown",
  async (security) => {
    const certificate = await testCertificate();
    const own = security === "tls" ? { tls: certificate } : { startTls: certificate };
    const [imap, smtp] = [await imapServer(own), await smtpSink(own)];
    const result = await check({ imap: imap.port, smtp: smtp.port }, { imap: { security }, smtp: { security } });
    const x509 = new X509Certificate(certificate.cert);
    const shown = {
      pem: x509.toString(),
      subject: "CN=localhost",
      issuer: "CN=localhost",
      validToEpochMs: x509.validToDate.getTime(),
      fingerprint: x509.fingerprint256,
    };
    const halves = [result.imap, result.smtp].map((half) =>
      half.ok ? null : [half.failure.code, half.failure.certificate],
    );
    expect(halves).toEqual([
      ["certificate-untrusted", shown],
      ["certificate-untrusted", shown],
    ]);
  },
);

test("a trusted certificate must still bear the name and be in date", async () => {
  const named = await testCertificate({ name: "mail.other.example" });
  const expired = await testCertificate({ notAfter: new Date(Date.now() - 60_000) });
  const byName = await check(
    { imap: (await imapServer({ tls: named })).port, smtp: (await smtpSink({ tls: named })).port },
    { trustedCertificate: named.cert, imap: { security: "tls" }, smtp: { security: "tls" } },
  );
  const byDate = await check(
    { imap: (await imapServer({ startTls: expired })).port, smtp: (await smtpSink({ startTls: expired })).port },
    { trustedCertificate: expired.cert, imap: { security: "starttls" }, smtp: { security: "starttls" } },
  );
  expect([codes(byName), codes(byDate)]).toEqual([
    { imap: "certificate-name", smtp: "certificate-name" },
    { imap: "certificate-expired", smtp: "certificate-expired" },
  ]);
});

test("another trusted certificate doesn't open the door for this one", async () => {
  const [one, other] = [await testCertificate(), await testCertificate()];
  const result = await check(
    { imap: (await imapServer({ tls: one })).port, smtp: (await smtpSink({ tls: one })).port },
    { trustedCertificate: other.cert, imap: { security: "tls" }, smtp: { security: "tls" } },
  );
  expect(codes(result)).toEqual({ imap: "certificate-untrusted", smtp: "certificate-untrusted" });
});

test("a server without STARTTLS gets no password", async () => {
  const imap = await imapServer();
  const smtp = await rawServer(
    talker("220 mx ready\r\n", [
      [/^EHLO/u, "250-mx\r\n250 AUTH PLAIN\r\n"],
      [/^STARTTLS/u, "502 5.5.1 Command not implemented\r\n"],
    ]),
  );
  const result = await check(
    { imap: imap.port, smtp: smtp.port },
    { imap: { security: "starttls" }, smtp: { security: "starttls" } },
  );
  expect(codes(result)).toEqual({ imap: "starttls-missing", smtp: "starttls-missing" });
  expect(result.lines).not.toMatch(/LOGIN|AUTH(?:ENTICATE)? PLAIN \*/u);
});

test("an unencrypted connection to another machine is refused before a packet leaves", async () => {
  const result = await check(
    { imap: 143, smtp: 25 },
    { imap: { security: "none", host: "192.0.2.1" }, smtp: { security: "none", host: "mail.example" } },
  );
  expect(codes(result)).toEqual({ imap: "insecure", smtp: "insecure" });
});

test("a wrong password fails both halves, in the servers' words", async () => {
  const [imap, smtp] = [await imapServer(), await smtpSink()];
  const result = await check({ imap: imap.port, smtp: smtp.port }, {}, { kind: "password", password: "wrong hunter2" });
  expect(codes(result)).toEqual({ imap: "auth", smtp: "auth" });
  expect(result.smtp).toEqual({
    ok: false,
    failure: { code: "auth", detail: "535 5.7.8 Authentication credentials invalid", certificate: null },
  });
  expect(result.lines).not.toMatch(/hunter2|aHVudGVyMg/u);
});

test("only the half that is wrong fails", async () => {
  const [imap, smtp] = [await imapServer(), await smtpSink({ auth: { password: "another" } })];
  const result = await check({ imap: imap.port, smtp: smtp.port });
  expect(codes(result)).toEqual({ imap: "ok", smtp: "auth" });
  expect(result.folders).toHaveLength(5);
});

test("an access token opens both; a refused one shows the server's answer and not the token", async () => {
  const token = "ya29.a0-token-of-the-test";
  const imap = await imapServer({ accessToken: token });
  const smtp = await smtpSink({ auth: { accessToken: token } });
  const ports = { imap: imap.port, smtp: smtp.port };
  const good = await check(ports, {}, { kind: "oauth2", accessToken: token });
  const bad = await check(ports, {}, { kind: "oauth2", accessToken: "ya29.stale-token" });
  expect([codes(good), codes(bad)]).toEqual([
    { imap: "ok", smtp: "ok" },
    { imap: "auth", smtp: "auth" },
  ]);
  const shown = `${good.lines}\n${bad.lines}\n${JSON.stringify([good, bad])}`;
  expect(shown).not.toContain(token);
  expect(shown).not.toContain("stale-token");
  expect(shown).not.toContain(Buffer.from("stale-token").toString("base64").slice(0, 12));
});

test("an SMTP server that knows no tokens is said so", async () => {
  const imap = await imapServer({ accessToken: "token-123456" });
  const smtp = await smtpSink();
  const result = await check({ imap: imap.port, smtp: smtp.port }, {}, { kind: "oauth2", accessToken: "token-123456" });
  expect(codes(result)).toEqual({ imap: "ok", smtp: "auth-method" });
});

test("an SMTP server without a login gets none", async () => {
  const [imap, smtp] = [await imapServer(), await smtpSink({ auth: null })];
  const result = await check({ imap: imap.port, smtp: smtp.port }, { smtp: { username: "" } });
  expect(codes(result)).toEqual({ imap: "ok", smtp: "ok" });
  expect(result.lines).not.toMatch(/smtp sent AUTH/u);
});

test("a watched folder that is missing is named, and the others are offered", async () => {
  const [imap, smtp] = [await imapServer(), await smtpSink()];
  const result = await check({ imap: imap.port, smtp: smtp.port }, { folders: ["inbox", "Sent", "Kunden"] });
  expect(result.imap).toEqual({ ok: false, failure: { code: "folder-missing", detail: "Kunden", certificate: null } });
  expect(result.folders).toHaveLength(5);
});

test("nobody listens", async () => {
  const server = await startRawServer(() => undefined);
  await server.close();
  expect(codes(await check({ imap: server.port, smtp: server.port }))).toEqual({ imap: "refused", smtp: "refused" });
});

test("servers that never greet", async () => {
  const server = await rawServer(() => undefined);
  expect(codes(await check({ imap: server.port, smtp: server.port }, {}, PASSWORD, SHORT))).toEqual({
    imap: "timeout",
    smtp: "timeout",
  });
});

test("servers that hang up", async () => {
  const server = await rawServer((socket) => void socket.end());
  expect(codes(await check({ imap: server.port, smtp: server.port }))).toEqual({
    imap: "disconnected",
    smtp: "disconnected",
  });
});

test("servers that speak something else", async () => {
  const smtp = await rawServer(greeter("SSH-2.0-OpenSSH_9.2\r\n"));
  const imap = await rawServer((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
  const result = await check({ imap: imap.port, smtp: smtp.port });
  expect(codes(result)).toEqual({ imap: "disconnected", smtp: "protocol" });
});

test("TLS to a port without, and a plain connection to a TLS port", async () => {
  const certificate = await testCertificate();
  const [imap, smtp] = [await imapServer(), await smtpSink()];
  const [imaps, smtps] = [await imapServer({ tls: certificate }), await smtpSink({ tls: certificate })];
  const direct = await check(
    { imap: imap.port, smtp: smtp.port },
    { imap: { security: "tls" }, smtp: { security: "tls" } },
  );
  const plain = await check({ imap: imaps.port, smtp: smtps.port }, {}, PASSWORD, SHORT);
  expect(codes(direct)).toEqual({ imap: "tls", smtp: "tls" });
  expect(codes(plain)).toEqual({ imap: "timeout", smtp: "timeout" });
});

test.each<[string, string, string]>([
  [
    "* BYE Too many connections from your address\r\n",
    "421 4.7.0 Too many concurrent SMTP connections\r\n",
    "too-many-connections",
  ],
  ["* BYE We are closed\r\n", "554 5.7.1 Go away\r\n", "disconnected"],
])("a server that says goodbye in place of a greeting: %s", async (bye, refusal, code) => {
  const imap = await rawServer((socket) => void socket.end(bye));
  const smtp = await rawServer((socket) => void socket.end(refusal));
  expect(codes(await check({ imap: imap.port, smtp: smtp.port }))).toEqual({ imap: code, smtp: code });
});

test("Gmail's wish for an app password is understood on both sides", async () => {
  const imap = await rawServer(
    talker("* OK [CAPABILITY IMAP4rev1] ready\r\n", [
      [/LOGIN/u, "TAG NO [ALERT] Application-specific password required: https://support.example/a (Failure)\r\n"],
      [/CAPABILITY/u, "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"],
    ]),
  );
  const smtp = await rawServer(
    talker("220 mx ready\r\n", [
      [/^EHLO/u, "250-mx\r\n250 AUTH PLAIN\r\n"],
      [/^AUTH/u, "534-5.7.9 Application-specific password required.\r\n534 5.7.9 https://support.example/a\r\n"],
    ]),
  );
  expect(codes(await check({ imap: imap.port, smtp: smtp.port }))).toEqual({
    imap: "auth-app-password",
    smtp: "auth-app-password",
  });
});

test("a server that echoes the password doesn't get it shown", async () => {
  const password = "pässwörd/with+signs";
  const echo = `${password} ${Buffer.from(`\0${TEST_USER}\0${password}`).toString("base64")}`;
  const imap = await rawServer(
    talker("* OK [CAPABILITY IMAP4rev1] ready\r\n", [[/LOGIN/u, `TAG NO you said ${echo}\r\n`]]),
  );
  const smtp = await rawServer(
    talker("220 mx ready\r\n", [
      [/^EHLO/u, "250-mx\r\n250 AUTH PLAIN\r\n"],
      [/^AUTH/u, `535 5.7.8 you said ${echo}\r\n`],
    ]),
  );
  const result = await check({ imap: imap.port, smtp: smtp.port }, {}, { kind: "password", password });
  const shown = JSON.stringify(result);
  expect(codes(result)).toEqual({ imap: "auth", smtp: "auth" });
  expect(shown).not.toMatch(/with\+signs|d2l0aCtzaWducw|aXRoK3NpZ25z/u);
});

test("each half ends in time, whatever its server does", async () => {
  const time = createVirtualTime();
  const stuck = await rawServer(talker("* OK [CAPABILITY IMAP4rev1] ready\r\n", [[/never/u, ""]]));
  const base = plainMailbox({ imap: stuck.port, smtp: stuck.port });
  const checking = testMailbox({
    mailbox: base,
    credentials: async () => ({ kind: "password", password: "x" }),
    trace: createTrace({ clock: time.clock }),
    clock: time.clock,
    timers: time.timers,
    timeouts: { connectTimeoutMs: 60_000, greetingTimeoutMs: 60_000, socketTimeoutMs: 60_000 },
  });
  await time.advance(20_000);
  expect(codes(await checking).imap).toBe("timeout");
});

test("without a secret both halves say so", async () => {
  const trace = createTrace({ clock: CLOCK });
  const result = await testMailbox({
    mailbox: plainMailbox({ imap: 1, smtp: 1 }),
    credentials: () => Promise.reject(connectFailed("secret-missing")),
    trace,
    clock: CLOCK,
    timers: systemTimers,
  });
  expect([codes(result), trace.lines().map(({ text }) => text)]).toEqual([
    { imap: "secret-missing", smtp: "secret-missing" },
    ["secret-missing", "secret-missing"],
  ]);
});
