import { expect, test } from "vitest";
import { readAutoconfig } from "#main/mail/account/autoconfig-xml.ts";

const server = (kind: "incoming" | "outgoing", type: string, fields: Readonly<Record<string, string>>) =>
  `<${kind}Server type="${type}">${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}</${kind}Server>`;

const file = (...servers: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><clientConfig version="1.1"><emailProvider id="example.org">
  <domain>example.org</domain><displayName>A &amP; B</displayName>${servers.join("\n")}</emailProvider></clientConfig>`;

const IMAP = { hostname: "imap.example.org", port: "993", socketType: "SSL", username: "%EMAILADDRESS%" };
const SMTP = { hostname: "smtp.%EMAILDOMAIN%", port: "587", socketType: "STARTTLS", username: "%EMAILLOCALPART%" };
const read = (xml: string) => readAutoconfig(xml, "anna@example.org", "autoconfig");

test("the first servers that encrypt, with the placeholders filled", () => {
  const xml = file(
    server("incoming", "pop3", { ...IMAP, hostname: "pop.example.org", port: "995" }),
    server("incoming", "imap", { ...IMAP, port: "143", socketType: "plain" }),
    server("incoming", "imap", IMAP),
    server("incoming", "imap", { ...IMAP, port: "143", socketType: "STARTTLS" }),
    server("outgoing", "smtp", { ...SMTP, authentication: "password-cleartext" }),
  );
  expect(read(xml)).toEqual({
    source: "autoconfig",
    imap: { host: "imap.example.org", port: 993, security: "tls", username: "anna@example.org" },
    smtp: { host: "smtp.example.org", port: 587, security: "starttls", username: "anna" },
    sentCopy: "append",
  });
});

test("an SMTP server that asks for no login, and a missing user name", () => {
  const { username: _, ...nameless } = IMAP;
  const xml = file(
    server("incoming", "imap", nameless),
    server("outgoing", "smtp", { ...SMTP, authentication: "client-IP-address" }),
  );
  expect([read(xml)?.imap.username, read(xml)?.smtp.username]).toEqual(["anna@example.org", ""]);
});

const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`;
const good = [server("incoming", "imap", IMAP), server("outgoing", "smtp", SMTP)];

test.each<[string, string]>([
  ["nothing", ""],
  ["no XML", "Not found"],
  ["HTML", "<!doctype html><html><body>404</body></html>"],
  ["another document", "<rss><channel/></rss>"],
  ["a file that was cut off", file(...good).slice(0, 250)],
  ["entities of its own", file(...good).replace("<clientConfig", `${bomb}<clientConfig`)],
  ["a file of a megabyte", file(...good, " ".repeat(1_000_000))],
  ["a tower of tags", `<clientConfig><emailProvider>${"<a>".repeat(5_000)}`],
  ["an IMAP server only", file(server("incoming", "imap", IMAP))],
  [
    "passwords in the clear only",
    file(server("incoming", "imap", { ...IMAP, socketType: "plain" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "an inherited name for a socket type",
    file(server("incoming", "imap", { ...IMAP, socketType: "constructor" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "a port that is none",
    file(server("incoming", "imap", { ...IMAP, port: "99999" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "a host with a path",
    file(server("incoming", "imap", { ...IMAP, hostname: "a.example/x" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "this machine",
    file(server("incoming", "imap", { ...IMAP, hostname: "localhost" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "an address of the network inside",
    file(server("incoming", "imap", { ...IMAP, hostname: "192.168.1.1" }), server("outgoing", "smtp", SMTP)),
  ],
  [
    "a name of the network inside",
    file(server("incoming", "imap", { ...IMAP, hostname: "nas.local" }), server("outgoing", "smtp", SMTP)),
  ],
  ["a prototype", `<clientConfig><__proto__><emailProvider/></__proto__></clientConfig>`],
  ["text where elements belong", "<clientConfig>hello</clientConfig>"],
])("no proposal, and no error, from %s", (_, xml) => {
  expect(read(xml)).toBeNull();
});

test("several providers in one file: the first is meant", () => {
  const xml = `<clientConfig><emailProvider>${good.join("")}</emailProvider><emailProvider/></clientConfig>`;
  expect(read(xml)?.imap.host).toBe("imap.example.org");
});

test("an address with a dollar sign is put in as it is", () => {
  const proposal = readAutoconfig(file(...good), "a$&b@example.org", "ispdb");
  expect([proposal?.source, proposal?.imap.username, proposal?.smtp.username]).toEqual([
    "ispdb",
    "a$&b@example.org",
    "a$&b",
  ]);
});
