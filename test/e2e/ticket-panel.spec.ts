import { expect, type Page } from "@playwright/test";
import { receive, receiveTicket, QUESTION, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

const region = (page: Page, name: string) => page.getByRole("region", { name });

test("parts of the panel fold for good, the customer's other tickets stand there and open", async ({ page, desk }) => {
  const other = { ...QUESTION, messageId: "q9@example.com", subject: "مرحبا é 🎟 ".repeat(18).trim() };
  const otherId = await receiveTicket(desk, other);
  const ticketId = await receiveTicket(desk);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const theirs = region(page, t("ticket.theirs.title"));
  await expect(theirs.getByRole("link")).toContainText("New");

  const contacts = region(page, t("ticket.property.contacts"));
  const fold = contacts.getByRole("button", { name: t("ticket.property.contacts") });
  await expect(contacts.getByRole("link")).toBeVisible();
  await fold.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(contacts.getByRole("link")).toHaveCount(0);
  await theirs.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(otherId, "u"));
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test("a thread of 400 messages that has been read is painted in part, and older ones come when they are asked for", async ({
  page,
  desk,
}) => {
  const ticketId = await receiveTicket(desk);
  for (let number = 1; number < 400; number += 1)
    await receive(desk, { ...REPLY, messageId: `r${number}@example.com`, text: `Line ${number}.` });
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const entries = page.locator("[data-entry]");
  await expect(entries.first()).toBeVisible();
  await expect
    .poll(async () => (await desk.rest.send<{ unread: boolean }>("GET", `/tickets/${ticketId}`)).unread)
    .toBe(false);
  await page.reload();
  await expect(entries.first()).toBeVisible();
  expect(await entries.count()).toBeLessThan(60);
  const older = t("ticket.fold.older", { messages: "\0", changes: "" }).split("\0")[0] ?? "";
  await page.getByRole("button", { name: older }).click();
  await expect.poll(() => entries.count()).toBeGreaterThan(100);
});
