import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type * as MailReading from "#main/mail/reading/mail-reader.ts";
import type * as Classification from "#shared/rules/email/classification.ts";
import type * as KnownMails from "#main/mail/ingest/known-mails.ts";
import type * as Identify from "#main/mail/ingest/identify.ts";
import type * as ThreadCandidates from "#main/mail/ingest/thread-candidates.ts";
import type * as PlaceMail from "#main/mail/ingest/place-mail.ts";
import type * as ApplyMessage from "#main/desk/messages/apply-message.ts";
import { MessageId } from "#shared/model/ids.ts";
import type { ImportLine } from "#main/core.ts";
import type { Automations } from "#main/desk/automations.ts";
import type { IncomingMail } from "#main/mail/ingest/incoming-mail.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { temporaryFolder } from "../hosts/cli-process.ts";
import { mail } from "../bad-input/hostile-mails.ts";
import { createSwitch, FAULT, POISON, ticketAbout } from "./faults-fixture.ts";

const fault = vi.hoisted(() => ({
  pass: (_what: string): void => undefined,
  at(what: string, subject: string): void {
    if (subject === "poison") fault.pass(what);
  },
}));

vi.mock("#shared/rules/email/classification.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Classification>();
  const classifyMail: typeof original.classifyMail = (facts, options) => {
    fault.at("parse", facts.subject);
    return original.classifyMail(facts, options);
  };
  return { ...original, classifyMail };
});
// Read on this thread: a thread of its own has modules of its own, in which nothing fails.
vi.mock("#main/mail/reading/mail-reader.ts", async (importOriginal) => {
  const original = await importOriginal<typeof MailReading>();
  const createMailReader: typeof original.createMailReader = () => ({
    readMails: original.readMailsHere,
    close: async () => undefined,
  });
  return { ...original, createMailReader };
});
const subjectOf = ({ read }: IncomingMail) => (read.kind === "parsed" ? read.mail.subject : read.partial.subject);
vi.mock("#main/mail/ingest/known-mails.ts", async (importOriginal) => {
  const original = await importOriginal<typeof KnownMails>();
  const knownMailsOf: typeof original.knownMailsOf = (messages, mails) => {
    for (const one of mails) fault.at("look-up", subjectOf(one));
    return original.knownMailsOf(messages, mails);
  };
  return { ...original, knownMailsOf };
});
vi.mock("#main/mail/ingest/identify.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Identify>();
  const identify: typeof original.identify = (one, tools) => {
    fault.at("identify", subjectOf(one));
    return original.identify(one, tools);
  };
  return { ...original, identify };
});
vi.mock("#main/mail/ingest/thread-candidates.ts", async (importOriginal) => {
  const original = await importOriginal<typeof ThreadCandidates>();
  const createThreadIndex: typeof original.createThreadIndex = (messages, mails) => {
    for (const { subject } of mails) fault.at("thread index", subject);
    return original.createThreadIndex(messages, mails);
  };
  return { ...original, createThreadIndex };
});
vi.mock("#main/mail/ingest/place-mail.ts", async (importOriginal) => {
  const original = await importOriginal<typeof PlaceMail>();
  const placeMail: typeof original.placeMail = (tools, message, one) => {
    fault.at("placement", subjectOf(one));
    return original.placeMail(tools, message, one);
  };
  return { ...original, placeMail };
});
vi.mock("#main/desk/messages/apply-message.ts", async (importOriginal) => {
  const original = await importOriginal<typeof ApplyMessage>();
  const applyMessage: typeof original.applyMessage = async (context, batch, message, ...rest) => {
    // Halfway and behind it: what it had begun must not stay.
    await original.applyMessage(context, batch, message, ...rest);
    fault.at("apply", message.subject);
  };
  return { ...original, applyMessage };
});

function breakAutomations({ core: { context } }: TestDesk): void {
  const automate: Automations["automate"] = context.automations.automate.bind(context.automations);
  Object.assign(context.automations, {
    automate: async (...[work, ticketId]: Parameters<Automations["automate"]>) => {
      fault.at("automations", (await work.tickets.get(ticketId))?.subject ?? "");
      return automate(work, ticketId);
    },
  });
}

/** The files that go with a mail; its source alone can be kept. */
function breakFiles({ core: { context } }: TestDesk): void {
  const { files } = context.store;
  const prepare = files.prepare.bind(files);
  Object.assign(files, {
    prepare: async (contents: readonly Uint8Array[]) => {
      if (contents.length > 1) fault.pass("files");
      return prepare(contents);
    },
  });
}

const STAGES = ["parse", "look-up", "identify", "thread index", "placement", "apply", "automations", "files"];

const trouble = createSwitch();
let desk: TestDesk;

async function open(how: () => Promise<TestDesk>): Promise<void> {
  desk = await how();
  breakAutomations(desk);
  breakFiles(desk);
}

beforeEach(async () => {
  fault.pass = trouble.pass;
  await open(() => openTestDesk());
});
afterEach(async () => {
  trouble.mend();
  await desk.close();
});

const SUBJECTS = ["one", POISON, "three", "four"];
const ATTACHED = [
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain",
  "",
  "See the file.",
  "--b",
  'Content-Type: text/plain; name="a.txt"',
  'Content-Disposition: attachment; filename="a.txt"',
  "",
  "The file.",
  "--b--",
];

/** Mails of which the third answers the first, so that they belong together. */
async function archive(): Promise<{ readonly paths: readonly string[]; readonly poison: Uint8Array }> {
  const folder = await temporaryFolder();
  const raws = SUBJECTS.map((subject, at) =>
    mail([
      `Message-ID: <${at}@example.com>`,
      `From: c${at}@example.com`,
      `Subject: ${subject}`,
      ...(at === 2 ? ["In-Reply-To: <0@example.com>"] : []),
      ...(subject === POISON ? ATTACHED : []),
    ]),
  );
  const paths = SUBJECTS.map((name) => join(folder, `${name}.eml`));
  for (const [at, path] of paths.entries()) await writeFile(path, raws[at] ?? "");
  return { paths, poison: raws[1] ?? new Uint8Array() };
}

async function imported(paths: readonly string[]): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for await (const line of desk.core.importMail({ paths, ownAddresses: [] })) lines.push(line);
  return lines;
}

describe("[H6] a mail whose processing throws is set aside with its source; the ones beside it come in", () => {
  test.each(STAGES)("%s", async (stage) => {
    const { paths, poison } = await archive();
    trouble.failAt(stage);
    const lines = await imported(paths);
    expect(lines.map(({ status, ticketId }) => [status, ticketId !== null])).toEqual([
      ["imported", true],
      ["set-aside", false],
      ["imported", true],
      ["imported", true],
    ]);
    expect(lines[1]?.reason).toContain(FAULT);
    // A stranger's answer in the thread of the first.
    expect(lines[2]?.ticketId).toBe(lines[0]?.ticketId);
    const { body } = await desk.client.messages.raw({ id: MessageId.parse(lines[1]?.messageId) });
    expect(Buffer.from(await body.arrayBuffer()).equals(poison)).toBe(true);
    const inbox = await desk.client.conversations.list({ hasTicket: false });
    expect(inbox.items.map(({ id, messageCount }) => [id, messageCount])).toEqual([[lines[1]?.conversationId, 1]]);
    const tickets = (await desk.client.tickets.list({ limit: 50 })).items;
    expect(tickets.map(({ subject }) => subject).toSorted()).toEqual(["four", "one"]);

    // The next one comes in, before and after a restart; the same again changes nothing.
    await ticketAbout(desk, "Next");
    await open(() => desk.reopen());
    await ticketAbout(desk, "After the restart");
    const statuses = async () => (await imported(paths)).map(({ status }) => status);
    // Behind its source it makes no ticket any more at which the automations could fail.
    const [still, mended] = stage === "automations" ? ["imported", "duplicate"] : ["duplicate", "imported"];
    expect(await statuses()).toEqual(["duplicate", still, "duplicate", "duplicate"]);
    trouble.mend();
    expect(await statuses()).toEqual(["duplicate", mended, "duplicate", "duplicate"]);
    expect(await statuses()).toEqual(Array(4).fill("duplicate"));
  });

  // These mails have no files.
  test.each(STAGES.filter((stage) => stage !== "files"))(
    "in one commit with other mails and a command: %s",
    async (stage) => {
      const id = await ticketAbout(desk, "Boots");
      trouble.failAt(stage);
      const receive = (subject: string) => desk.receive({ messageId: `${subject}@example.com`, subject });
      const [before, aside, changed, after] = await Promise.all([
        receive("before"),
        receive(POISON),
        desk.client.tickets.update({ id, priority: "urgent" }),
        receive("after"),
      ]);
      expect([before.status, aside.status, aside.ticketId, changed.priority, after.status]).toEqual([
        "imported",
        "set-aside",
        null,
        "urgent",
        "imported",
      ]);
    },
  );
});
