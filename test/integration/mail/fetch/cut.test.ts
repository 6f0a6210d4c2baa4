import { expect, test } from "vitest";
import { startCutProxy, type CutDirection } from "../../../support/mail/cut-proxy.ts";
import { openFetchDesk } from "../../../support/mail/fetch-desk.ts";
import { startImapServer } from "../../../support/mail/imap-server.ts";
import { manyMails, subjectsOf } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";

const open = closeAfterEach();
/** Places in a dialogue at which it is cut, in each direction: enough to meet each command, few enough for a test. */
const CUTS = 60;

test("[H4] a dialogue that is cut anywhere, and then goes on, leaves each message in the desk once", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port }));
  const mails = manyMails(2 * CUTS + 1);
  const put = () => imap.deliver("INBOX", mails.shift() ?? "");
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.state("connected");
  // How long a dialogue is that logs in, fetches one mail and waits for more.
  put();
  const before = { "to-client": line.bytes("to-client"), "to-server": line.bytes("to-server") };
  desk.fetcher.wake();
  await desk.received(1);
  await desk.state("connected");
  let delivered = 1;
  const broken: number[] = [];
  for (const direction of ["to-client", "to-server"] satisfies CutDirection[]) {
    const length = line.bytes(direction) - before[direction];
    for (let cut = 0; cut < CUTS; cut += 1) {
      const afterBytes = Math.floor(((cut + 0.5) * length) / CUTS);
      line.setFaults({ cut: { direction, afterBytes } });
      put();
      delivered += 1;
      const began = desk.state("connecting");
      desk.fetcher.wake();
      await began;
      const { state } = await desk.until(() => {
        const health = desk.fetcher.health();
        return health.state === "offline" || health.state === "connected" ? health : null;
      });
      if (state === "offline") broken.push(afterBytes);
      line.setFaults({});
      desk.fetcher.wake();
      await desk.received(delivered);
      await desk.state("connected");
    }
  }
  const tickets = await desk.core.context.store.tickets.count({});
  // A cut behind what the dialogue needed breaks nothing; most must have broken something, or this proved nothing.
  expect(broken.length).toBeGreaterThan(CUTS);
  expect([await desk.subjects(), tickets]).toEqual([subjectsOf(delivered), delivered]);
  expect(imap.messages("INBOX").map(({ flags }) => flags)).toEqual(Array.from({ length: delivered }, () => ["\\Seen"]));
});

test("a line with latency brings the same", async () => {
  const imap = open(await startImapServer());
  const line = open(await startCutProxy({ targetPort: imap.port, latencyMs: 15 }));
  for (const mail of manyMails(10)) imap.deliver("INBOX", mail);
  const desk = open(await openFetchDesk({ port: line.port }));
  await desk.received(10);
  await desk.state("connected");
  expect(await desk.subjects()).toEqual(subjectsOf(10));
});

test("[H4] a server that restarts in the middle of a first fetch is gone on with where it was", async () => {
  const imap = open(await startImapServer());
  for (const mail of manyMails(60)) imap.deliver("INBOX", mail);
  const asked: string[] = [];
  let restarts = 0;
  imap.intercept((command, text) => {
    if (command !== "UID FETCH" || !text.includes("BODY.PEEK[]")) return null;
    asked.push(text.split(" ")[3] ?? "");
    const isToRestart = asked.length % 2 === 0 && restarts < 3;
    if (isToRestart) restarts += 1;
    return isToRestart ? "cut" : null;
  });
  const limits = { maxMessageBytes: 1_000_000, maxKeptBytes: 1_000_000, batchMessages: 10, batchBytes: 1_000_000 };
  const desk = open(await openFetchDesk({ port: imap.port, limits }));
  desk.insist();
  await desk.received(60);
  await desk.state("connected");
  expect([await desk.subjects(), asked.filter((range) => range === "1:10")]).toEqual([subjectsOf(60), ["1:10"]]);
});
