/**
 * A mailbox's whole life in the browser, against real servers on loopback: connected in the settings, mail in, answers out, the network gone and
 * back.
 */
import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { TEST_PASSWORD, TEST_USER } from "../support/mail/imap-server.ts";
import { type RawMail, rawMail } from "../support/raw-mail.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { QUESTION } from "./support/customer-mail.ts";
import { t } from "./support/desk-test.ts";
import { fillWizard, finishWizard, type MailServers, test } from "./support/mail-servers.ts";

/** A mail of which the server told nothing, because IDLE was just being renewed, comes with the next look into the mailbox, a minute later. */
const ARRIVAL = { timeout: 75_000 };

const MAIL: RawMail & { messageId: string } = { ...QUESTION, to: TEST_USER };

async function connectMailbox(page: Page, desk: TestDesk, servers: MailServers, password: string): Promise<void> {
  await page.goto(`${desk.url}#/settings/channels`);
  await page
    .getByRole("main")
    .getByRole("button", { name: t("mailbox.add") })
    .click();
  await fillWizard(page, servers, password);
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("r");
  const editor = page.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") });
  await editor.click();
  await page.keyboard.type(text);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toContainText(text);
}

async function openTicket(page: Page, desk: TestDesk, id: string): Promise<void> {
  await page.goto(`${desk.origin}/#/ticket/${id}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
}

test("a wrong password is told at the half that failed, and mended there", async ({ page, desk, servers }) => {
  await connectMailbox(page, desk, servers, "wrong");
  await expect(page.getByText(t("mailbox.failure.auth.title")).first()).toBeVisible();
  await page.getByLabel(t("mailbox.field.password"), { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole("button", { name: t("mailbox.test.again") }).click();
  await expect(page.getByText(t("mailbox.failure.auth.title"))).toHaveCount(0);
  await finishWizard(page);
  const [channel] = (await desk.rest.channels()).filter(({ mailbox }) => mailbox !== null);
  expect(channel).toMatchObject({ name: "Acme Support", address: TEST_USER, createTickets: true });
  expect(JSON.stringify(await desk.rest.channels())).not.toContain(TEST_PASSWORD);
});

test("[B1] [D1] [D2] [D6] [D7] [H1] from the customer's first mail to an answer over a broken network", async ({
  page,
  desk,
  servers,
}) => {
  test.setTimeout(400_000);
  const { imap, smtp, line } = servers;
  await connectMailbox(page, desk, servers, TEST_PASSWORD);
  await finishWizard(page);
  const { stageId } = await firstPipeline(desk);
  const board = new BoardPage(page, desk);
  await board.open();

  imap.deliver("INBOX", rawMail(MAIL));
  await expect(board.cardIn("New", MAIL.subject)).toBeVisible(ARRIVAL);
  const [card] = await desk.rest.tickets();
  if (card === undefined) throw new Error("There is no ticket.");
  const stage = async () => (await desk.rest.ticket(card.id)).stageId;

  await openTicket(page, desk, card.id);
  await write(page, "We are looking for it.");
  await expect.poll(stage).toBe(stageId("Waiting on contact"));
  const [answer] = await smtp.received(1);
  expect(answer).toMatchObject({ from: TEST_USER, to: ["ada@example.com"] });

  const reply = (messageId: string, changes: Partial<RawMail> = {}) =>
    imap.deliver("INBOX", rawMail({ ...MAIL, messageId, inReplyTo: answer?.messageId ?? "", ...changes }));
  reply("q2@example.com", { text: "Still nothing." });
  await expect.poll(stage, ARRIVAL).toBe(stageId("Waiting on us"));

  await desk.rest.move(card.id, stageId("Closed"));
  reply("q3@example.com", { text: "I am away.", headers: { "Auto-Submitted": "auto-replied" } });
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toContainText("I am away.", ARRIVAL);
  expect(await stage()).toBe(stageId("Closed"));
  reply("q4@example.com", { text: "It came broken." });
  await expect.poll(stage, ARRIVAL).toBe(stageId("New"));

  await line.unplug();
  for (const text of ["First answer", "Second answer", "Third answer"]) await write(page, text);
  await page.goto(`${desk.origin}/#/outbox`);
  await expect(page.getByText("Third answer")).toBeVisible();
  expect(smtp.mails).toHaveLength(1);
  await line.plug();
  await smtp.received(4);
  const bodies = smtp.mails.slice(1).map(({ raw }) => /(First|Second|Third) answer/u.exec(raw)?.[0]);
  expect(bodies).toEqual(["First answer", "Second answer", "Third answer"]);
  await expect.poll(async () => (await desk.rest.status()).counts.outbox).toBe(0);
});
