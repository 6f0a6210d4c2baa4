import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import loop from "../../fixtures/reported-faults/mail/loop-new-subject.json" with { type: "json" };
import { openFetchDesk } from "../../support/mail/fetch-desk.ts";
import { startImapServer } from "../../support/mail/imap-server.ts";
import { customerMail } from "../../support/mail/mails.ts";
import { closeAfterEach } from "../../support/mail/opened.ts";
import { startSmtpSink } from "../../support/mail/smtp-sink.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { told, workflow, type StepGiven } from "../automation/crm-fixture.ts";
import { openOutboxDesk } from "../outbox/outbox-desk.ts";

/** Reported faults in which a desk acknowledged what nobody wrote to it: the steps as they stand in the files, over real servers. */
const open = closeAfterEach();
const SECOND_MS = 1000;
const DAY_MS = 86_400 * SECOND_MS;
const received: StepGiven = {
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "template", templateId: "mail-template-ticket-received" },
};

test("[D7] 02-history-sets-off-workflows: the first fetch of a mailbox sends nothing, and the next mail is answered", async () => {
  const imap = open(await startImapServer());
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  for (let days = 1; days <= 12; days += 1) {
    const mail = customerMail(`Past ${days}`, { date: ago(days), from: `Past <p${days}@example.com>` });
    imap.deliver("INBOX", mail, { receivedAt: ago(days) });
  }
  const desk = open(await openFetchDesk({ port: imap.port, mailbox: { fetchDays: 30 }, start: false }));
  const { core } = desk;
  const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
  const greets = await workflow({ client }, [received]);
  const seen = async () => {
    await core.context.queue.idle();
    return [(await told({ client }, greets)).length, (await core.context.store.outbox.find({ selector: {} })).length];
  };
  desk.fetcher.start();
  await desk.received(12);
  await desk.state("connected");
  expect(await seen()).toEqual([0, 0]);
  imap.deliver("INBOX", customerMail("Today"));
  await desk.received(13);
  expect(await seen()).toEqual([1, 1]);
});

/** A desk that really sends, with the ready acknowledgement on it. */
async function acknowledging() {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const out = await openOutboxDesk({ smtpPort: sink.port });
  onTestFinished(() => out.close());
  const { client, core } = out.desk;
  const { id } = await client.gallery.add({ key: "ticket-received" });
  await client.workflows.update({ id, enabled: true });
  const items = () => core.context.store.outbox.find({ selector: {} });
  return {
    out,
    sink,
    items,
    /** Waits until all that is to be acknowledged is sent or held. */
    decided: async (count: number): Promise<number> => {
      await out.time.advance(10 * SECOND_MS);
      await out.until(async () => {
        const now = await items();
        return now.length === count && now.every(({ state }) => state === "sent" || state === "held") ? now : null;
      });
      return sink.mails.length;
    },
  };
}

test("[D7] 06-autoresponder-loop: thirty new mails of one address are not answered thirty times", async () => {
  const { out, decided, items } = await acknowledging();
  let sent = 0;
  for (let count = 1; count <= 30; count += 1) {
    await out.desk.receive({ subject: `Case ${count}`, messageId: `case-${count}@example.com` });
    sent = await decided(count);
  }
  const held = (await items()).filter(({ state }) => state === "held").length;
  const tickets = (await out.desk.client.tickets.list({ pipelineId: SUPPORT })).items.length;
  expect([tickets, sent, held]).toEqual([30, 3, 27]);
});

test.each<[string, Record<string, string>]>([
  ["straight", {}],
  ["through the desk's own list", { "List-Id": "<support.desk.example>", Precedence: "list" }],
])(
  "[D7] loop-new-subject: a machine that answers under new subjects, %s, gets a handful, and somebody is told",
  async (_way, headers) => {
    const { out, decided, items } = await acknowledging();
    const vendor = (subject: string, number: number) =>
      out.desk.receive({
        from: "Vendor <desk@vendor.example>",
        subject,
        messageId: `v-${number}@vendor.example`,
        headers,
      });
    await vendor("Your order", 1);
    // It answers each acknowledgement that reaches it.
    let answered = 0;
    for (let sent = await decided(1); sent > answered && sent < 20; sent = await decided(answered + 1)) {
      answered = sent;
      await vendor(`Ticket received - ${answered}`, answered + 1);
    }
    expect(loop.expect).toEqual({ "acknowledgements to one address in 10 minutes, over all tickets": "at most 3" });
    const held = (await items()).filter(({ state }) => state === "held").map(({ hold }) => hold?.kind);
    expect([answered, held, (await out.notifications()).filter((text) => text.startsWith("mail-held"))]).toEqual([
      3,
      ["cap"],
      [expect.stringContaining("mail-held")],
    ]);
  },
);
