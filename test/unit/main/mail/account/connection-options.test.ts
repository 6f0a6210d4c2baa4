import { getCACertificates } from "node:tls";
import { expect, test } from "vitest";
import { imapOptions, isLoopback, smtpOptions } from "#main/mail/account/connection-options.ts";
import { createTrace } from "#main/mail/account/trace.ts";
import { testMailbox } from "../../../../support/mail/mail-desk.ts";
import type { Mailbox, MailServer } from "#shared/model/setup/mailbox.ts";

const password = { kind: "password", password: "correct horse" } as const;
const token = { kind: "oauth2", accessToken: "access-token" } as const;

function request(server: Partial<MailServer>, changes: Partial<Mailbox> = {}) {
  const base = testMailbox({ imap: 993, smtp: 465 });
  const changed = { host: "mail.example", username: "anna", security: "tls" as const, ...server };
  const mailbox = { ...base, imap: { ...base.imap, ...changed }, smtp: { ...base.smtp, ...changed }, ...changes };
  return { mailbox, credentials: password, trace: createTrace({ clock: { nowEpochMs: () => 0 } }) };
}

test.each([
  ["tls", { secure: true }, { secure: true, requireTLS: false, ignoreTLS: false }],
  ["starttls", { secure: false, doSTARTTLS: true }, { secure: false, requireTLS: true, ignoreTLS: false }],
] as const)("%s is asked for, never hoped for", (security, imap, smtp) => {
  const asked = request({ security });
  expect([imapOptions(asked), smtpOptions(asked).options]).toEqual([
    expect.objectContaining(imap),
    expect.objectContaining(smtp),
  ]);
});

test("no encryption only to this machine itself", () => {
  const hosts = [
    "127.0.0.1",
    "127.9.9.9",
    "localhost",
    "::1",
    "mail.example",
    "127.0.0.1.example",
    "0.0.0.0",
    "10.0.0.1",
  ];
  const refused = hosts.filter((host) => {
    const asked = request({ security: "none", host });
    try {
      imapOptions(asked);
      smtpOptions(asked);
      return false;
    } catch {
      return true;
    }
  });
  expect([refused, hosts.filter((host) => !isLoopback(host))]).toEqual([hosts.slice(4), hosts.slice(4)]);
});

test("certificates are checked, against the usual authorities and the one that a person trusts", () => {
  const usual = imapOptions(request({})).tls;
  const trusting = smtpOptions(request({}, { trustedCertificate: "PEM" })).options.tls;
  expect([usual, trusting]).toEqual([
    { minVersion: "TLSv1.2", rejectUnauthorized: true },
    {
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      ca: [...getCACertificates("default"), "PEM"],
      allowPartialTrustChain: true,
    },
  ]);
});

test("neither the machine's name nor its system is told to a server", () => {
  const asked = request({});
  expect([smtpOptions(asked).options.name, imapOptions(asked).clientInfo]).toEqual([
    "[127.0.0.1]",
    { name: "Pipedesk", version: false, vendor: "Pipedesk", "support-url": false },
  ]);
});

test("a password and a token are used each in its way, and masked from then on", () => {
  const byPassword = request({});
  const byToken = { ...request({}), credentials: token };
  expect([
    imapOptions(byPassword).auth,
    imapOptions(byToken).auth,
    smtpOptions(byPassword).auth,
    smtpOptions(byToken).auth,
  ]).toEqual([
    { user: "anna", pass: "correct horse" },
    { user: "anna", accessToken: "access-token" },
    { user: "anna", pass: "correct horse" },
    { user: "anna", pass: "access-token", method: "PIPEDESK-BEARER" },
  ]);
  byPassword.trace.note("imap", "correct horse");
  byToken.trace.note("smtp", "access-token");
  expect([byPassword.trace.lines()[0]?.text, byToken.trace.lines()[0]?.text]).toEqual(["***", "***"]);
});

test("an SMTP server without a user name is not logged in to", () => {
  expect(smtpOptions(request({ username: "" })).auth).toBeNull();
});

test("localhost is not asked of a DNS server", () => {
  const { options } = smtpOptions(request({ host: "localhost" }));
  expect([options.host, options.servername]).toEqual(["127.0.0.1", "localhost"]);
});
