/** The way that the first steps lead: from a folder without a desk to a customer who got an answer nobody wrote, and to the person who knows why. */
import { expect, type Page } from "@playwright/test";
import { TEST_PASSWORD, TEST_USER } from "../support/mail/imap-server.ts";
import { rawMail } from "../support/raw-mail.ts";
import { axeFaults, axeFaultsAsShown } from "./support/axe.ts";
import { QUESTION } from "./support/customer-mail.ts";
import { t } from "./support/desk-test.ts";
import { fillWizard, finishWizard, test } from "./support/mail-servers.ts";
import { FIRST_STEPS, type FirstStep, type FirstSteps } from "../../src/shared/contract/first-steps.ts";

/** A mail of which the server told nothing, because IDLE was just being renewed, comes with the next look into the mailbox, a minute later. */
const ARRIVAL = { timeout: 75_000 };

class Steps {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get panel() {
    return this.page.getByRole("region", { name: t("firstSteps.title") });
  }

  head(step: FirstStep) {
    return this.panel.getByRole("button", { name: t(`firstSteps.${step}.title`) });
  }

  link(name: string) {
    return this.panel.getByRole("link", { name });
  }

  async expectDone(...done: readonly FirstStep[]): Promise<void> {
    for (const step of FIRST_STEPS)
      await expect(this.head(step)).toContainText(
        t(done.includes(step) ? "firstSteps.done" : "firstSteps.open"),
        ARRIVAL,
      );
  }
}

test("from nothing to the first automated answer, step by step, each ticked by what happened", async ({
  page,
  newDesk: desk,
  servers,
}, info) => {
  test.setTimeout(240_000);
  const { imap, smtp } = servers;
  const steps = new Steps(page);
  const shoot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
  await page.goto(desk.url);
  await page.getByRole("button", { name: t("welcome.empty.action") }).click();
  await steps.expectDone();
  await expect(steps.head("mailbox")).toHaveAttribute("aria-expanded", "true");
  expect(await axeFaults(page)).toEqual([]);

  // The mailbox; what a provider needs is told before anything was tried.
  await steps.link(t("firstSteps.mailbox.connect")).press("Enter");
  const needs = page.getByRole("region", { name: t("mailbox.needs.title") });
  await needs.getByRole("button", { name: t("mailbox.needs.title") }).press("Enter");
  await expect(needs).toContainText(t("mailbox.needs.google.appPassword"));
  await needs.getByText(t("mailbox.needs.kind.microsoft")).click();
  await expect(needs).toContainText(t("mailbox.needs.microsoft.noPasswords"));
  await shoot("needs");
  await fillWizard(page, servers, TEST_PASSWORD);
  await expect(page.getByRole("region", { name: t("mailbox.needs.title") })).toContainText(t("mailbox.needs.kind.own"));
  expect(await axeFaults(page)).toEqual([]);
  await finishWizard(page);
  await steps.expectDone("mailbox");

  // The ready workflow, made and switched on.
  await steps.link(t("firstSteps.receipt.choose")).click();
  const gallery = page.getByRole("dialog", { name: t("workflows.gallery"), exact: true });
  await gallery.getByRole("button", { name: t("workflows.gallery.add"), exact: true }).click();
  const isOn = page.getByRole("main").getByRole("switch", { name: t("settings.workflow.on") });
  await expect(steps.panel).toContainText(t("firstSteps.receipt.switchOn"));
  await isOn.press("Space");
  await steps.expectDone("mailbox", "receipt");
  await expect(steps.panel).toContainText(t("firstSteps.mail.text", { address: TEST_USER }));
  await expect(steps.link(t("firstSteps.mail.write"))).toHaveAttribute("href", /^mailto:[^?]+@[^?]+\?subject=/u);
  await shoot("before-the-mail");

  // The mail, its answer, and why.
  imap.deliver("INBOX", rawMail({ ...QUESTION, to: TEST_USER }));
  await steps.expectDone("mailbox", "receipt", "mail", "answer");
  const [answer] = await smtp.received(1);
  expect(answer).toMatchObject({ from: TEST_USER, to: ["ada@example.com"] });
  expect(answer?.raw).toMatch(/^auto-submitted: auto-/imu);
  await steps.link(t("firstSteps.openTicket")).click();
  const feed = page.getByRole("feed", { name: t("ticket.timeline") });
  await shoot("answered");
  await feed
    .getByRole("article", { name: t("ticket.message.outgoing", { name: "Acme Support" }) })
    .getByRole("button", { name: /^Why\? / })
    .click();
  await expect(page.getByRole("dialog")).toContainText(t("gallery.ticket-received.name"));
  await steps.expectDone(...FIRST_STEPS);
  await expect(steps.panel).toContainText(t("firstSteps.allDone"));
  await shoot("why");
  await page.keyboard.press("Escape");

  // What is complete is put away by itself at the next start; brought back by keys alone, also where the list has no room.
  await page.reload();
  await expect(feed).toBeVisible();
  await expect.poll(async () => (await desk.rest.send<FirstSteps>("GET", "/first-steps")).isShown).toBe(false);
  await expect(steps.panel).toBeHidden();
  await page.setViewportSize({ width: 700, height: 800 });
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder(t("shell.palettePlaceholder"))).toBeFocused();
  await page.keyboard.type(t("firstSteps.title"));
  await page.keyboard.press("Enter");
  await expect(steps.panel).toBeVisible();
  await expect(steps.panel).toContainText(t("firstSteps.allDone"));
  await steps.panel.getByRole("button", { name: t("firstSteps.putAway") }).press("Enter");
  await expect(steps.panel).toBeHidden();
});

test("Help opens beside the desk in its colours, is searched, and asks nobody else", async ({
  page,
  desk,
  context,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(desk.url);
  await page.getByRole("banner").getByRole("button").last().click();
  const [help] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("menuitem", { name: t("shell.help") }).click(),
  ]);
  await help.waitForLoadState("networkidle");
  await expect(help.locator("html")).toHaveAttribute("data-colours", "dark");
  await expect(help.getByRole("heading", { name: "Help", level: 1 })).toBeVisible();
  await help.keyboard.press("/");
  // A word of the chapter on webhooks, misspelt.
  await help.keyboard.type("webhok signature");
  await help.keyboard.press("ArrowDown");
  await help.keyboard.press("Enter");
  await expect(help).toHaveURL(/\/help\/webhooks\.html#/u);
  await expect(help.getByRole("heading", { name: "Webhooks", level: 1 })).toBeVisible();
  await expect(help.locator("html")).toHaveAttribute("data-colours", "dark");
  expect(await axeFaultsAsShown(help)).toEqual([]);
  await help.close();
});
