/** The outbox where a person decides: what is held, refused or may have been sent, and the notifications that lead there. */
import { expect, type Page } from "@playwright/test";
import { startImapServer, TEST_PASSWORD, TEST_USER, type TestImapServer } from "../support/mail/imap-server.ts";
import { type SmtpSink, startSmtpSink } from "../support/mail/smtp-sink.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { rawMail } from "../support/raw-mail.ts";
import { QUESTION, REPLY } from "./support/customer-mail.ts";
import { t, test as base } from "./support/desk-test.ts";

type Servers = { readonly imap: TestImapServer; readonly smtp: SmtpSink };

const test = base.extend<{ servers: Servers }>({
  servers: async ({}, use) => {
    const imap = await startImapServer();
    const smtp = await startSmtpSink({ auth: {} });
    await use({ imap, smtp });
    await smtp.close();
    await imap.close();
  },
});

const ANSWER = "We are looking for it.";
const REFUSAL = "5.7.1 Refused by policy";

/** Connects the servers' mailbox and takes in the customer's question; the ticket's id. */
async function receiveQuestion(desk: TestDesk, { imap, smtp }: Servers): Promise<string> {
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "none", username: TEST_USER });
  const [pipeline] = await desk.rest.pipelines();
  await desk.rest.send("POST", "/channels", {
    name: "Acme Support",
    address: TEST_USER,
    pipelineId: pipeline?.id,
    secret: { kind: "password", password: TEST_PASSWORD },
    mailbox: {
      enabled: true,
      imap: server(imap.port),
      smtp: server(smtp.port),
      auth: { kind: "password" },
      trustedCertificate: null,
      folders: ["INBOX"],
      junk: "ignore",
      sentCopy: "none",
      markSeen: true,
      fetchDays: null,
      senderName: "",
      signature: "",
    },
  });
  imap.deliver("INBOX", rawMail({ ...QUESTION, to: TEST_USER }));
  await expect.poll(async () => (await desk.rest.tickets()).length).toBe(1);
  const [ticket] = await desk.rest.tickets();
  if (ticket === undefined) throw new Error("There is no ticket.");
  return ticket.id;
}

function answer(
  desk: TestDesk,
  ticketId: string,
  more: { readonly sendAtEpochMs?: number; readonly basisStamp?: string } = {},
): Promise<unknown> {
  return desk.rest.send("POST", `/tickets/${ticketId}/replies`, { text: ANSWER, ...more });
}

async function openOutbox(page: Page, desk: TestDesk, tab: "waiting" | "needs" | "sent"): Promise<void> {
  await page.goto(`${desk.url}#/outbox/${tab}`);
}

function rowOf(page: Page, state: "held" | "failed" | "unsure" | "sent") {
  return page.getByRole("listitem", { name: `${t(`outbox.state.${state}`)}: Re: ${QUESTION.subject}` });
}

test("[H1] an answer that is overtaken is held, shown beside what is new, and released", async ({
  page,
  desk,
  servers,
}) => {
  const ticketId = await receiveQuestion(desk, servers);
  const seen = (await desk.rest.activities(ticketId)).at(-1)?.stamp ?? "";
  servers.imap.deliver("INBOX", rawMail({ ...REPLY, to: TEST_USER, text: "It has just arrived." }));
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).messageCount).toBe(2);
  await openOutbox(page, desk, "needs");
  await expect(page.getByText(t("outbox.empty.needs.title"))).toBeVisible();
  // Written by somebody who had only the question on the screen.
  await answer(desk, ticketId, { basisStamp: seen, sendAtEpochMs: Date.now() + 500 });

  const held = rowOf(page, "held");
  await held.getByRole("button", { name: t("outbox.held.compare") }).click();
  await expect(held.getByRole("region", { name: t("outbox.held.yours") })).toContainText(ANSWER);
  await expect(held.getByRole("region", { name: t("outbox.held.new") })).toContainText("It has just arrived.");
  expect(servers.smtp.mails).toHaveLength(0);
  await held.getByRole("button", { name: t("outbox.action.release") }).click();
  await servers.smtp.received(1);
  await expect(held).toHaveCount(0);
});

test("[H1] a refused mail is told, found from the notification, and tried again", async ({ page, desk, servers }) => {
  const ticketId = await receiveQuestion(desk, servers);
  servers.smtp.setFaults({ refuseData: { code: 550, text: REFUSAL } });
  await page.goto(desk.url);
  await answer(desk, ticketId);
  await openOutbox(page, desk, "waiting");
  await page.getByRole("button", { name: t("outbox.action.sendNow") }).click();

  const bell = page.getByRole("button", { name: t("notifications.open", { count: 1 }) });
  await bell.click();
  const told = t("notifications.topic.mail-failed", { about: `Re: ${QUESTION.subject}` });
  await page.getByRole("dialog").getByRole("link", { name: told }).click();
  // Who looks has read it.
  await expect(bell).toHaveCount(0);

  const failed = rowOf(page, "failed");
  await expect(failed).toContainText(t("outbox.serverSaid", { words: `550 ${REFUSAL}` }));
  servers.smtp.setFaults({});
  await failed.getByRole("button", { name: t("outbox.action.retry") }).click();
  await servers.smtp.received(1);
  await expect(rowOf(page, "sent")).toBeVisible();
});

test("[H1] a mail that may have been sent is never sent twice by itself: a person decides", async ({
  page,
  desk,
  servers,
}) => {
  const ticketId = await receiveQuestion(desk, servers);
  servers.smtp.setFaults({ cutAtDataEnd: "after-keeping" });
  await answer(desk, ticketId);
  await openOutbox(page, desk, "waiting");
  await page.getByRole("button", { name: t("outbox.action.sendNow") }).click();

  await page.getByRole("tab", { name: t("outbox.tab.needs") }).click();
  const unsure = rowOf(page, "unsure");
  await expect(unsure).toContainText(t("outbox.unsure.text"));
  await unsure.getByRole("button", { name: t("outbox.action.wasSent") }).click();
  await expect(unsure).toHaveCount(0);
  await page.getByRole("tab", { name: t("outbox.tab.sent") }).click();
  await expect(rowOf(page, "sent")).toBeVisible();
  expect(servers.smtp.mails).toHaveLength(1);
});
