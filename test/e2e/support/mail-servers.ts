import { expect, type Page } from "@playwright/test";
import { type CutProxy, startCutProxy } from "../../support/mail/cut-proxy.ts";
import { startImapServer, TEST_USER, type TestImapServer } from "../../support/mail/imap-server.ts";
import { type SmtpSink, startSmtpSink } from "../../support/mail/smtp-sink.ts";
import { t, test as base } from "./desk-test.ts";

export type MailServers = { readonly imap: TestImapServer; readonly smtp: SmtpSink; readonly line: CutProxy };

/** A desk's test with an IMAP and an SMTP server on loopback, whose line can be cut. */
export const test = base.extend<{ servers: MailServers }>({
  servers: async ({}, use) => {
    const imap = await startImapServer();
    const smtp = await startSmtpSink({ auth: {} });
    const line = await startCutProxy({ targetPort: smtp.port });
    await use({ imap, smtp, line });
    await line.close();
    await smtp.close();
    await imap.close();
  },
});

async function fillServer(page: Page, legend: string, port: number): Promise<void> {
  const server = page.getByRole("group", { name: legend });
  await server.getByLabel(t("mailbox.field.host")).fill("127.0.0.1");
  await server.getByRole("combobox", { name: t("mailbox.field.security") }).click();
  const option = page.getByRole("option", { name: t("mailbox.security.none") });
  await option.click();
  // The list fades out; the other server's has an option of the same name.
  await expect(option).toBeHidden();
  await server.getByLabel(t("mailbox.field.port")).fill(String(port));
  await server.getByLabel(t("mailbox.field.username")).fill(TEST_USER);
}

/** Fills the wizard in by hand, as nobody publishes these servers, and tries the connection. */
export async function fillWizard(page: Page, { imap, line }: MailServers, password: string): Promise<void> {
  await page.getByLabel(t("mailbox.field.name")).fill("Acme Support");
  await page.getByLabel(t("mailbox.field.address")).fill(TEST_USER);
  await page.getByLabel(t("mailbox.field.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("mailbox.wizard.byHand") }).click();
  await fillServer(page, t("mailbox.field.imap"), imap.port);
  await fillServer(page, t("mailbox.field.smtp"), line.port);
  await page.getByRole("button", { name: t("mailbox.test.action") }).click();
}

export async function finishWizard(page: Page): Promise<void> {
  await page.getByRole("button", { name: t("mailbox.wizard.next"), exact: true }).click();
  await page.getByRole("button", { name: t("mailbox.wizard.connect"), exact: true }).click();
  await expect(page.getByText(t("mailbox.health.connected")).first()).toBeVisible();
}
