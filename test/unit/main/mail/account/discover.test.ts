import { expect, test } from "vitest";
import { discoverMailbox, type Network } from "#main/mail/account/discover.ts";
import { PROVIDERS, proposalOf, providerOfDomain, providerOfMx } from "#main/mail/account/providers.ts";
import { MailServer } from "#shared/model/setup/mailbox.ts";

type Answers = {
  readonly files?: Readonly<Record<string, string>>;
  readonly srv?: Readonly<
    Record<string, readonly (readonly [name: string, port: number, priority?: number, weight?: number])[]>
  >;
  readonly mx?: Readonly<Record<string, readonly string[]>>;
  readonly offline?: boolean;
};

function network({ files = {}, srv = {}, mx = {}, offline = false }: Answers): Network & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = async <Value>(question: string, value: Value): Promise<Value> => {
    asked.push(question);
    if (offline) throw new Error("no network");
    return value;
  };
  return {
    asked,
    fetchText: (url) => answer(url, files[url] ?? null),
    resolveSrv: (name) =>
      answer(
        name,
        (srv[name] ?? []).map(([target, port, priority = 0, weight = 0]) => ({ name: target, port, priority, weight })),
      ),
    resolveMx: (domain) => answer(`MX ${domain}`, mx[domain] ?? []),
  };
}

const xml = (host: string) => `<clientConfig><emailProvider>
  <incomingServer type="imap"><hostname>imap.${host}</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.${host}</hostname><port>465</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>`;

const proposal = (source: string, host: string, username = "anna@example.org") => ({
  source,
  imap: { host: `imap.${host}`, port: 993, security: "tls", username },
  smtp: { host: `smtp.${host}`, port: 465, security: "tls", username },
  sentCopy: "append",
});

const NOTHING = { proposals: [], provider: "", oauth: null, appPasswordUrl: null, offline: false };

test("a great provider's address is known without asking anybody", async () => {
  const net = network({ offline: true });
  expect([await discoverMailbox("Anna@Gmail.com", net), net.asked]).toEqual([
    {
      proposals: [
        {
          source: "table",
          imap: { host: "imap.gmail.com", port: 993, security: "tls", username: "Anna@gmail.com" },
          smtp: { host: "smtp.gmail.com", port: 465, security: "tls", username: "Anna@gmail.com" },
          sentCopy: "server",
        },
      ],
      provider: "Gmail",
      oauth: "google",
      appPasswordUrl: "https://myaccount.google.com/apppasswords",
      offline: false,
    },
    [],
  ]);
});

test("a firm's domain with a great provider's mail servers, before what its web host says", async () => {
  const net = network({
    mx: { "example.org": ["example-org.mail.protection.outlook.com."] },
    files: { "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml": xml("webhost.example") },
  });
  const found = await discoverMailbox("anna@example.org", net);
  expect([found.provider, found.oauth, found.proposals.map(({ source, imap }) => [source, imap.host])]).toEqual([
    "Microsoft 365",
    "microsoft",
    [
      ["table", "outlook.office365.com"],
      ["autoconfig", "imap.webhost.example"],
    ],
  ]);
});

test("everything is asked side by side; the best that answered comes first, the same twice counts once", async () => {
  const net = network({
    files: {
      "https://autoconfig.example.org/mail/config-v1.1.xml?emailaddress=anna%40example.org": xml("one.example"),
      "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml": xml("one.example"),
      "https://autoconfig.thunderbird.net/v1.1/example.org": xml("two.example"),
      "https://autoconfig.thunderbird.net/v1.1/hoster.example": xml("three.example"),
    },
    mx: { "example.org": ["mx1.hoster.example"] },
    srv: {
      "_imaps._tcp.example.org": [["imap.srv.example", 993]],
      "_submissions._tcp.example.org": [["smtp.srv.example", 465]],
    },
  });
  expect([await discoverMailbox("anna@example.org", net), net.asked.toSorted()]).toEqual([
    {
      ...NOTHING,
      proposals: [
        proposal("autoconfig", "one.example"),
        proposal("ispdb", "two.example"),
        proposal("srv", "srv.example"),
        proposal("ispdb", "three.example"),
      ],
    },
    [
      "MX example.org",
      "_imap._tcp.example.org",
      "_imaps._tcp.example.org",
      "_submission._tcp.example.org",
      "_submissions._tcp.example.org",
      "https://autoconfig.example.org/mail/config-v1.1.xml?emailaddress=anna%40example.org",
      "https://autoconfig.thunderbird.net/v1.1/example.org",
      "https://autoconfig.thunderbird.net/v1.1/hoster.example",
      "https://autoconfig.thunderbird.net/v1.1/mx1.hoster.example",
      "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml",
    ],
  ]);
});

test("SRV records by priority and weight; encrypted from the start before STARTTLS; `.` is no server", async () => {
  const net = network({
    srv: {
      "_imaps._tcp.example.org": [[".", 0]],
      "_imap._tcp.example.org": [
        ["later.example", 143, 20],
        ["light.example", 143, 10, 1],
        ["Heavy.Example.", 1143, 10, 9],
      ],
      "_submission._tcp.example.org": [["smtp.example", 587]],
    },
  });
  expect((await discoverMailbox("anna@example.org", net)).proposals).toEqual([
    {
      source: "srv",
      imap: { host: "heavy.example", port: 1143, security: "starttls", username: "anna@example.org" },
      smtp: { host: "smtp.example", port: 587, security: "starttls", username: "anna@example.org" },
      sentCopy: "append",
    },
  ]);
});

test("a university at Google is told by its servers", async () => {
  const gmail = xml("x.example")
    .replace("imap.x.example", "imap.gmail.com")
    .replace("smtp.x.example", "smtp.gmail.com");
  const net = network({ files: { "https://autoconfig.thunderbird.net/v1.1/uni.example": gmail } });
  const { provider, oauth, proposals } = await discoverMailbox("anna@uni.example", net);
  expect([provider, oauth, proposals[0]?.sentCopy]).toEqual(["Gmail", "google", "server"]);
});

test("nothing found is not the same as nothing asked", async () => {
  expect([
    await discoverMailbox("anna@example.org", network({})),
    await discoverMailbox("anna@example.org", network({ offline: true })),
  ]).toEqual([NOTHING, { ...NOTHING, offline: true }]);
});

test("an international domain is asked for in its ASCII form", async () => {
  const net = network({});
  await discoverMailbox("info@Müller.example", net);
  expect(net.asked).toContain("https://autoconfig.thunderbird.net/v1.1/xn--mller-kva.example");
});

test.each([
  "anna",
  "@example.org",
  "anna@",
  "anna@localhost",
  "anna@192.168.1.1",
  "anna@a b.example",
  "anna@example.org/x?y",
])("%s is nobody's address: nothing is asked", async (address) => {
  const net = network({});
  expect([await discoverMailbox(address, net), net.asked]).toEqual([NOTHING, []]);
});

test.each([
  ["hotmail.it", "Outlook.com"],
  ["yahoo.co.uk", "Yahoo"],
  ["outlook.com.br", "Outlook.com"],
  ["libero.it", "Libero Mail"],
  ["pm.me", "Proton Mail"],
  ["live.example.com", undefined],
  ["yahoo.evil.example", undefined],
  ["notgmail.com", undefined],
])("by domain: %s is %s", (domain, name) => {
  expect(providerOfDomain(domain)?.name).toBe(name);
});

test.each([
  ["ASPMX.L.GOOGLE.COM.", "Gmail"],
  ["smtp.google.com", "Gmail"],
  ["eur.olc.protection.outlook.com", "Outlook.com"],
  ["x.q-v1.mx.microsoft", "Microsoft 365"],
  ["in1-smtp.messagingengine.com", "Fastmail"],
  ["mx.pec.aruba.it", "Aruba PEC"],
  ["mx.aruba.it", "Aruba"],
  ["notgoogle.com", undefined],
])("by mail server: %s is %s", (exchange, name) => {
  expect(providerOfMx([exchange])?.name).toBe(name);
});

test("all of the table can be stored, and nothing in it is unencrypted", () => {
  const servers = PROVIDERS.map((provider) => proposalOf(provider, "anna@example.org")).flatMap(({ imap, smtp }) => [
    imap,
    smtp,
  ]);
  expect(servers.map((server) => MailServer.parse(server))).toEqual(servers);
  expect(servers.filter(({ security }) => security === "none")).toEqual([]);
});
