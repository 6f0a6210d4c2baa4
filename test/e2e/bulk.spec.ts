import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("cards are picked, thrown away together and brought back, by keyboard alone", async ({ page, desk }) => {
  const ids = [
    await receiveTicket(desk),
    await receiveTicket(desk, { ...QUESTION, messageId: "second@example.com", subject: "Another parcel" }),
  ];
  await page.goto(`${desk.url}#/board`);
  const cards = page.locator("[data-ticket-card]");
  await expect(cards).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("toolbar", { name: t("selection.label") });
  await expect(bar).toContainText(t("selection.count", { count: 2 }));
  await bar.getByRole("button", { name: t("selection.trash") }).focus();
  await page.keyboard.press("Enter");
  await expect(cards).toHaveCount(0);
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("z");
  await expect(cards).toHaveCount(2);
  await page.goto(`${desk.url}#/trash`);
  await expect(page.getByText(t("aside.empty.trash"))).toBeVisible();
  expect(ids).toHaveLength(2);
});
