import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("a ticket's menu opens by Shift F10 and is gone through by keyboard; on picked cards it acts on all of them, and in a table on its row", async ({
  page,
  desk,
}) => {
  const ids = [
    await receiveTicket(desk),
    await receiveTicket(desk, { ...QUESTION, messageId: "second@example.com", subject: "Another parcel" }),
  ];
  await page.goto(`${desk.url}#/board`);
  const cards = page.locator("[data-ticket-card]");
  await expect(cards).toHaveCount(2);
  const menu = page.getByRole("menu", { name: t("whyHere.menu") });
  const item = (name: string) => menu.getByRole("menuitem", { name });

  // One ticket: a tag.
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+F10");
  await expect(item(t("selection.trash"))).toBeVisible();
  // What floats belongs to no landmark.
  expect((await axeFaults(page)).filter((fault) => !fault.startsWith("moderate region"))).toEqual([]);
  await item(`${t("selection.tag")} …`).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: t("selection.tag") })).toBeFocused();
  await page.keyboard.type("refund");
  await page.keyboard.press("Enter");
  await expect(cards.first()).toContainText("refund");
  await expect(cards.last()).not.toContainText("refund");

  // Both, by the keys alone: assigned from the menu within the menu, then taken back.
  await cards.first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("ContextMenu");
  await expect(menu).toContainText(t("selection.count", { count: 2 }));
  await item(t("selection.assign")).focus();
  await page.keyboard.press("ArrowRight");
  const names = page.getByRole("menuitem", { name: t("shell.palette.unassign") });
  await expect(names).toBeVisible();
  await page.keyboard.press("Escape");
  if (await menu.isVisible()) await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(cards.last()).toBeFocused();
  await page.keyboard.press("ContextMenu");
  await item(t("selection.trash")).focus();
  await page.keyboard.press("Enter");
  await expect(cards).toHaveCount(0);
  await page.keyboard.press("z");
  await expect(cards).toHaveCount(2);

  // A row of a table, where what is clicked is no link.
  await page.goto(`${desk.url}#/views/all-open`);
  const row = page.locator(`[data-ticket-row="${ids[0]}"]`);
  await row.getByRole("gridcell").last().click({ button: "right" });
  await item(t("selection.trash")).click();
  await expect(row).toHaveCount(0);
  await page.goto(`${desk.url}#/trash`);
  const link = page.locator(`a[href="#/ticket/${ids[0]}"]`).first();
  await link.click({ button: "right" });
  await item(t("aside.restore.trash")).click();
  await expect(link).toHaveCount(0);
});
