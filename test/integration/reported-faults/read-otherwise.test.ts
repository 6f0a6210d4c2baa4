import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import type { Message } from "#shared/model/message.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { SUPPORT } from "../../support/test-desk.ts";

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk({ start: false });
});
afterEach(() => desk.close());

const MAIL =
  "From: Ada <ada@example.com>\nTo: support@desk.example.org\nSubject: Gr=FC=DFe\nMessage-ID: <1@example.com>\nDate: Fri, 30 Oct 2026 10:00:00 +0100\nContent-Type: text/plain; charset=iso-8859-1\n\nGr\xc3\xbc\xc3\x9fe\n";

async function openChannel() {
  const channel = await desk.client.channels.create({
    name: "Support",
    address: "support@desk.example.org",
    pipelineId: SUPPORT,
  });
  return channel.id;
}

function take(channel: Awaited<ReturnType<typeof openChannel>>, mail: string) {
  return ingestRaw(desk.core.context, channel, Buffer.from(mail, "latin1"));
}

function messages(): Promise<Message[]> {
  return desk.core.context.store.messages.find({ selector: { rfcMessageId: "1@example.com" } });
}

/** As a version before would have taken it down, which read less. */
async function asReadBefore(change: Partial<Message>): Promise<void> {
  const { store } = desk.core.context;
  const [previous] = await store.messages.find({ selector: { rfcMessageId: "1@example.com" } });
  if (!previous) throw new Error("There is no message.");
  await store.messages.write([{ previous, next: { ...previous, fingerprint: "0".repeat(64), ...change } }]);
}

test.each([
  ["its words", { text: "GrÃ¼ÃŸe", visibleText: "GrÃ¼ÃŸe", subject: "x" }],
  ["its date", { text: "GrÃ¼ÃŸe", dateEpochMs: null }],
  ["its files", { attachments: [], text: "" }],
])(
  "[D8] a mail of which a version before read %s otherwise is the same mail when it comes again",
  async (_what, change) => {
    const channel = await openChannel();
    const first = await take(channel, MAIL);
    await asReadBefore(change);
    // The same bytes, and a copy that came another way.
    for (const copy of [MAIL, `Received: by a\n${MAIL.replaceAll("\n", "\r\n")}`])
      expect(await take(channel, copy)).toMatchObject({ status: "duplicate", messageId: first.messageId });
    expect(await messages()).toHaveLength(1);
  },
);

test("[D8] what was said under the same Message-ID by a careless program is another mail", async () => {
  const channel = await openChannel();
  await take(channel, MAIL);
  await asReadBefore({ text: "x" });
  expect(await take(channel, MAIL.replace("\n\nGr", "\n\nAnother: gr"))).toMatchObject({ status: "imported" });
  expect(await messages()).toHaveLength(2);
});
