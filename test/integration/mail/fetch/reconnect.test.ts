import { expect, test } from "vitest";
import type { Credentials } from "#main/mail/account/credentials.ts";
import { startCutProxy } from "../../../support/mail/cut-proxy.ts";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startImapServer, TEST_PASSWORD } from "../../../support/mail/imap-server.ts";
import { customerMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { testCertificate } from "../../../support/mail/test-certificate.ts";

const open = closeAfterEach();
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Real milliseconds: a server that is silent is given up soon enough for a test. */
const SHORT = { connectTimeoutMs: 2000, greetingTimeoutMs: 400, socketTimeoutMs: 400 };

test("[B1] an unplugged line is tried again with growing pauses, and what arrived meanwhile is fetched when it is back", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.state("connected");
  const startEpochMs = desk.time.clock.nowEpochMs();
  await line.unplug();
  const first = await desk.state("offline");
  imap.deliver("INBOX", customerMail("Meanwhile"));
  const pauses = [(first.retryAtEpochMs ?? 0) - startEpochMs];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const before = desk.fetcher.health().retryAtEpochMs ?? 0;
    const failed = desk.until(() => {
      const { retryAtEpochMs } = desk.fetcher.health();
      return retryAtEpochMs !== null && retryAtEpochMs > before ? retryAtEpochMs : null;
    });
    await desk.time.advance(before - desk.time.clock.nowEpochMs());
    pauses.push((await failed) - desk.time.clock.nowEpochMs());
  }
  const { sinceEpochMs, failure } = desk.fetcher.health();
  await line.plug();
  const arrived = desk.received(1);
  await desk.time.advance(5 * MINUTE_MS);
  expect([pauses, sinceEpochMs, failure?.code, await arrived]).toEqual([
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * SECOND_MS),
    startEpochMs,
    "refused",
    ["Meanwhile"],
  ]);
});

test("[B1] after the machine slept the connection is taken for dead and made anew at once", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.state("connected");
  const before = line.accepted;
  const anew = desk.state("connecting");
  await desk.time.sleep(8 * 60 * MINUTE_MS);
  await anew;
  imap.deliver("INBOX", customerMail("Overnight"));
  expect([before, await desk.received(1), line.accepted]).toEqual([1, ["Overnight"], 2]);
});

test("a host that says the network is back makes the desk connect at once, also where it thinks that it is connected", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.state("connected");
  line.freeze();
  imap.deliver("INBOX", customerMail("Behind the tunnel"));
  line.thaw();
  line.setFaults({});
  desk.fetcher.wake();
  await desk.received(1);
  await line.unplug();
  await desk.state("offline");
  await line.plug();
  imap.deliver("INBOX", customerMail("After the tunnel"));
  desk.fetcher.wake();
  expect([await desk.received(2), line.accepted]).toEqual([["After the tunnel", "Behind the tunnel"], 3]);
});

test("a half-open connection is found when something is asked on it", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const desk = open(await openFetchDesk({ port: line.port, timeouts: { ...SHORT, socketTimeoutMs: 1500 } }));
  await desk.state("connected");
  line.freeze();
  imap.deliver("INBOX", customerMail("Lost on the way"));
  const offline = desk.state("offline");
  await desk.time.advance(3 * MINUTE_MS);
  const { failure } = await offline;
  line.thaw();
  const arrived = desk.received(1);
  await desk.time.advance(SECOND_MS);
  expect([failure?.code, await arrived]).toEqual(["timeout", ["Lost on the way"]]);
});

test("closing does not wait for a server that is silent", async () => {
  const imap = open(await startImapServer());
  imap.deliver("INBOX", customerMail("Never given"));
  const asked = new Promise<void>((done) => {
    imap.intercept((command) => {
      if (command !== "UID FETCH") return null;
      done();
      return "silence";
    });
  });
  const desk = await openFetchDesk({ port: imap.port });
  await asked;
  await desk.close();
  expect(imap.connections).toBeLessThanOrEqual(1);
});

test("closing does not wait for a provider of tokens that is silent", async () => {
  const imap = open(await startImapServer());
  let isAsked = () => undefined as void;
  const asked = new Promise<void>((done) => (isAsked = done));
  const desk = await openFetchDesk({
    port: imap.port,
    credentials() {
      isAsked();
      return new Promise<never>(() => undefined);
    },
  });
  await asked;
  await desk.close();
  expect(imap.connections).toBe(0);
});

test("[B1] a server that ends an IDLE by itself is asked to idle again, and tells of what arrives", async () => {
  const imap = open(await startImapServer());
  let idles = 0;
  const third = new Promise<void>((done) => {
    imap.intercept((command) => {
      if (command !== "IDLE") return null;
      idles += 1;
      if (idles <= 2) return "finish";
      done();
      return null;
    });
  });
  const desk = open(await openFetchDesk({ port: imap.port }));
  await third;
  imap.deliver("INBOX", customerMail("Told by IDLE"));
  expect(await desk.received(1)).toEqual(["Told by IDLE"]);
});

test("a server that has too many connections already is left in peace for a minute", async () => {
  const imap = open(await startImapServer());
  imap.intercept((command) =>
    command.startsWith("AUTHENTICATE") || command === "LOGIN"
      ? { no: "[UNAVAILABLE] Too many simultaneous connections" }
      : null,
  );
  const desk = open(await openFetchDesk({ port: imap.port }));
  const { failure, retryAtEpochMs } = await desk.state("offline");
  expect([failure?.code, (retryAtEpochMs ?? 0) - desk.time.clock.nowEpochMs()]).toEqual([
    "too-many-connections",
    MINUTE_MS,
  ]);
});

test("a refused access token is renewed once; refused again, a person is asked", async () => {
  const imap = open(await startImapServer({ accessToken: "new" }));
  const asked: boolean[] = [];
  let renewedTo = "new";
  const credentials = async ({ renew = false } = {}): Promise<Credentials> => {
    asked.push(renew);
    return { kind: "oauth2", accessToken: renew ? renewedTo : "old" };
  };
  const mailbox = { auth: { kind: "oauth2" as const, provider: "google" as const } };
  const desk = open(await openFetchDesk({ port: imap.port, mailbox, credentials }));
  await desk.state("connected");
  renewedTo = "worse";
  desk.fetcher.settingsChanged();
  const { failure } = await desk.state("refused");
  expect([asked, failure?.code]).toEqual([[false, true, false, true], "auth"]);
});

test("a mailbox that a person pauses is not connected to, and goes on where it was", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.state("connected");
  await desk.change({ enabled: false });
  await desk.state("paused");
  imap.deliver("INBOX", customerMail("While paused"));
  await desk.time.advance(60 * MINUTE_MS);
  desk.fetcher.checkNow();
  const paused = [desk.fetcher.health().state, line.accepted, await desk.subjects()];
  await desk.change({ enabled: true });
  expect([paused, await desk.received(1)]).toEqual([["paused", 1, []], ["While paused"]]);
});

test.each([
  ["has no IDLE", ["IDLE" as const], null],
  ["refuses IDLE", [], { no: "Not today" }],
])("a server that %s is asked now and then", async (_words, without, answer) => {
  const imap = open(await startImapServer({ without }));
  if (answer) imap.intercept((command) => (command === "IDLE" ? answer : null));
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.state("connected");
  const asked = desk.received(1);
  imap.deliver("INBOX", customerMail("Polled"));
  // The refusal may still be on its way; a person's click ends whatever wait there is.
  for (let tick = 0; tick < 4; tick += 1) await desk.time.advance(31 * SECOND_MS);
  expect(await asked).toEqual(["Polled"]);
});

test("a person's click looks at all folders at once", async () => {
  const imap = open(await startImapServer({ folders: [{ name: "Orders" }] }));
  const desk = open(await openFetchDesk({ port: imap.port, mailbox: { folders: ["INBOX", "Orders"] } }));
  await desk.state("connected");
  imap.deliver("Orders", customerMail("Ordered"));
  desk.fetcher.checkNow();
  expect(await desk.received(1)).toEqual(["Ordered"]);
});

test("an expired certificate is told as such; the same server is reached when its certificate is right and trusted", async () => {
  const expired = await testCertificate({ notAfter: new Date(Date.now() - 86_400_000) });
  const good = await testCertificate();
  const old = open(await startImapServer({ tls: expired }));
  const imap = open(await startImapServer({ tls: good }));
  imap.deliver("INBOX", customerMail("Secret"));
  const server = (port: number) => ({
    host: "127.0.0.1",
    port,
    security: "tls" as const,
    username: "support@desk.example",
  });
  const desk = open(
    await openFetchDesk({ port: old.port, mailbox: { imap: server(old.port), trustedCertificate: expired.cert } }),
  );
  const states = [await desk.state("refused")];
  await desk.change({ imap: server(imap.port), trustedCertificate: null });
  states.push(
    await desk.until(() => {
      const health = desk.fetcher.health();
      return health.failure?.code === "certificate-untrusted" ? health : null;
    }),
  );
  await desk.change({ trustedCertificate: good.cert });
  expect([states.map(({ state, failure }) => [state, failure?.code]), await desk.received(1)]).toEqual([
    [
      ["refused", "certificate-expired"],
      ["refused", "certificate-untrusted"],
    ],
    ["Secret"],
  ]);
});

test("no secret is in what the diagnostics page shows", async () => {
  const imap = open(await startImapServer());
  const desk = open(await openFetchDesk({ port: imap.port }));
  await desk.state("connected");
  const told = JSON.stringify(desk.trace.lines());
  const forms = [TEST_PASSWORD, Buffer.from(`\0support@desk.example\0${TEST_PASSWORD}`).toString("base64")];
  expect([told.includes("AUTHENTICATE PLAIN"), forms.filter((form) => told.includes(form))]).toEqual([true, []]);
});
