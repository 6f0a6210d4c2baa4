import { afterEach, beforeEach, expect, test } from "vitest";
import { StepId } from "#shared/model/ids.ts";
import type { IncomingMail } from "#main/mail/ingest/incoming-mail.ts";
import { ingestMails, prepareMails } from "#main/mail/ingest/ingest.ts";
import { readMailsHere } from "#main/mail/reading/mail-reader.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { INBOUND } from "../../support/test-desk.ts";
import { importArchive } from "./archive.ts";
import { openMailFixture, tell, template, toCustomer, type MailFixture } from "./mail-fixture.ts";

const DAY_MS = 86_400_000;
const MAIL = { from: "Anna Rossi <anna@example.com>", to: "help@desk.example", subject: "Boots" };

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(() => fixture.close());

const desk = () => fixture.desk();
const now = () => desk().time.clock.nowEpochMs();

/** As the first fetch of a mailbox takes it: of a past day, while the workflows are on for long. */
async function fetchFirst(mails: readonly (RawMail & { messageId: string })[]): Promise<void> {
  const { context } = desk().core;
  const raws = mails.map((mail) => Buffer.from(rawMail(mail)));
  const reads = await readMailsHere(raws, { ownAddresses: [] });
  const taken = raws.map((raw, at): IncomingMail => {
    const read = reads[at];
    if (!read) throw new Error("It was not read.");
    const atEpochMs = mails[at]?.date?.getTime() ?? now();
    const channel = context.setup.require("channel", INBOUND);
    return { raw, read, channel, cause: { kind: "channel", channelId: INBOUND }, atEpochMs, isHistory: true };
  });
  await ingestMails(context, await prepareMails(context, taken));
}

test("[D7] an archive enrols nothing, sends nothing, tells nobody, and says which workflows would have run", async () => {
  const owner = desk().core.owner();
  const greeted = await fixture.workflow([template("mail-template-ticket-received")]);
  const told = await fixture.workflow([tell({ userIds: [owner] })]);
  const answered = await fixture.workflow([toCustomer("Thanks", "Thanks")], {
    triggers: [{ id: "t1", type: "email-received" }],
  });
  await desk().time.advance(DAY_MS);
  const old = new Date("2023-02-01T10:00:00Z");
  // One is younger than the workflows: of an archive it is history all the same.
  const heldBack = await importArchive(desk(), [
    { ...MAIL, messageId: "old@x", date: old },
    { ...MAIL, messageId: "reply@x", inReplyTo: "old@x", date: new Date(old.getTime() + DAY_MS) },
    { ...MAIL, from: "Ben <ben@example.com>", messageId: "new@x", date: new Date(now() - 1_000) },
  ]);
  expect(heldBack.map((ids) => ids.toSorted())).toEqual([
    [greeted, told, answered].toSorted(),
    expect.arrayContaining([answered]),
    [greeted, told, answered].toSorted(),
  ]);
  expect([
    ...(await Promise.all([greeted, told, answered].map((id) => fixture.runs(id)))).flat(),
    ...(await fixture.outbox()),
  ]).toEqual([]);
  // Of the workflows' own nothing; that there is something to choose, once.
  expect(await fixture.notifications(owner)).toEqual(["history-offer: Imported mail / "]);
});

test("[D7] the first fetch is history; what comes then sets off what it should, on the same ticket too", async () => {
  const answered = await fixture.workflow([toCustomer("Thanks", "Thanks")], {
    triggers: [{ id: "t1", type: "email-received" }],
  });
  await fetchFirst([{ ...MAIL, messageId: "before@x", date: new Date(now() - 3_600_000) }]);
  expect([await fixture.runs(answered), await fixture.outbox()]).toEqual([[], []]);
  const { items } = await desk().client.historyOffers.list();
  expect(items.map(({ channelId, workflows }) => [channelId, workflows.map((one) => one.workflowId)])).toEqual([
    [INBOUND, [answered]],
  ]);
  await fixture.receive({ messageId: "after@x", inReplyTo: "before@x" });
  expect((await fixture.runs(answered)).map(({ status }) => status)).toEqual(["done"]);
});

test("[D7] [F2] nobody is silent about what was fetched first; about what came then they are", async () => {
  const silent = await fixture.workflow([toCustomer("Still there?", "Hello")], {
    triggers: [
      {
        id: "t1",
        type: "silence",
        after: "customer-message",
        duration: { amount: 1, unit: "hours" },
        businessHours: false,
      },
    ],
  });
  await fetchFirst([{ ...MAIL, messageId: "before@x", date: new Date(now() - 60_000) }]);
  await desk().time.advance(DAY_MS);
  expect(await fixture.runs(silent)).toEqual([]);
  await fixture.receive({ messageId: "after@x", inReplyTo: "before@x" });
  await desk().time.advance(DAY_MS);
  await desk().until(async () => ((await fixture.runs(silent)).length === 1 ? true : null));
  expect((await fixture.runs(silent)).map(({ workflowId }) => workflowId)).toEqual([silent]);
});

test("[D7] history wakes no run that waits and ends none; what comes then does", async () => {
  const waiting = await fixture.workflow([
    {
      id: StepId.parse("wait"),
      type: "wait-for",
      duration: { amount: 7, unit: "days" },
      cancelOn: ["customer-replied"],
      whenCancelled: "continue",
      businessHours: false,
    },
    { id: StepId.parse("woken"), type: "add-tags", tags: ["woken"] },
  ]);
  await fixture.receive({ messageId: "one@x" });
  await fetchFirst([{ ...MAIL, messageId: "before@x", inReplyTo: "one@x", date: new Date(now() - 60_000) }]);
  expect((await fixture.runs(waiting)).map(({ status, journal }) => [status, journal.length])).toEqual([
    ["waiting", 0],
  ]);
  await fixture.receive({ messageId: "after@x", inReplyTo: "one@x" });
  expect((await fixture.runs(waiting)).map(({ status, journal }) => [status, journal.length])).toEqual([["done", 2]]);
});

test("[F9b] why not: it was history", async () => {
  const workflowId = await fixture.workflow([toCustomer("Hello", "Hi")]);
  await fetchFirst([{ ...MAIL, messageId: "before@x", date: new Date(now() - 60_000) }]);
  const [evaluation] = await desk().core.context.store.evaluations.find({ selector: {} });
  const verdicts = evaluation?.verdicts.filter((verdict) => verdict.workflowId === workflowId);
  expect(verdicts?.map(({ why }) => why)).toEqual(["history"]);
});
