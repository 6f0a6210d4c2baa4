import { expect, type Page } from "@playwright/test";
import { createTranslate } from "../../src/shared/i18n/index.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

const italian = createTranslate("it");

async function choose(page: Page, menu: string, group: string, choice: string): Promise<void> {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("radiogroup", { name: group }).getByText(choice, { exact: true }).click();
  await page.keyboard.press("Escape");
}

/** How light the page's ground is, 0 to 255. */
async function lightness(page: Page): Promise<number> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+(\.\d+)?/gu) ?? []).map(Number);
  return (red + green + blue) / 3;
}

test("dark colours are chosen in the menu and survive a reload", async ({ page, desk }) => {
  await new BoardPage(page, desk).open();
  expect(await lightness(page)).toBeGreaterThan(200);
  await choose(page, t("shell.appearance"), t("shell.colourScheme"), t("shell.colourScheme.dark"));
  await expect.poll(() => lightness(page)).toBeLessThan(60);
  await page.reload();
  await expect.poll(() => lightness(page)).toBeLessThan(60);
});

test("without a choice the colours are the system's", async ({ page, desk }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await new BoardPage(page, desk).open();
  await expect.poll(() => lightness(page)).toBeLessThan(60);
});

test("the interface speaks Italian once that is chosen, on every screen", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  const { pipeline } = await firstPipeline(desk);
  await new BoardPage(page, desk).open();
  await choose(page, t("shell.appearance"), t("shell.language"), "Italiano");
  await expect(page.locator("html")).toHaveAttribute("lang", "it");
  await expect(page.getByRole("button", { name: italian("board.newTicket"), exact: true })).toBeVisible();
  await page.goto(`${desk.origin}/#/ticket/${ticketId}`);
  await expect(page.getByRole("button", { name: italian("ticket.head.close") })).toBeVisible();
  await page.goto(`${desk.origin}/#/settings/pipelines/${pipeline.id}/automate`);
  await expect(page.getByRole("switch", { name: italian("settings.closeDate.set") })).toBeVisible();
  await page.goto(`${desk.origin}/#/search?q=parcel`);
  await expect(page.getByRole("region", { name: italian("search.kind.ticket") })).toBeVisible();
});

test.describe("a browser that prefers Italian", () => {
  test.use({ locale: "it-IT" });

  test("is greeted in Italian", async ({ page, newDesk }) => {
    await page.goto(newDesk.url);
    await expect(page.getByRole("heading", { name: italian("welcome.title") })).toBeVisible();
  });
});
