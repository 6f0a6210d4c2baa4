import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("g then r shows what happened; numbers lead to their tickets; figures are saved as a file", async ({
  page,
  desk,
  saved,
}) => {
  await receiveTicket(desk, QUESTION);
  await receiveTicket(desk, { ...QUESTION, from: "bob@example.com", subject: "Refund", messageId: "q9@example.com" });
  await page.goto(desk.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1, name: t("reports.title") })).toBeVisible();
  await page.locator(`input[aria-label="${t("reports.time")}"]`).click();
  await page.getByRole("option", { name: t("reports.preset.year") }).click();
  const groups = page.getByRole("table", { name: t("reports.groups") });
  await expect(groups.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("img", { name: t("reports.chart.volume") }).locator("canvas")).toBeVisible();
  // The table is there for whoever sees no chart.
  await expect(page.getByRole("table", { name: t("reports.volume") })).toBeAttached();

  expect(await saved(() => page.getByRole("button", { name: t("reports.csv") }).click())).toMatch(/\r?\n.*\d/u);
  const picture = () =>
    page
      .getByRole("button", { name: t("reports.picture") })
      .first()
      .click();
  expect(await saved(picture)).toContain("PNG");

  await groups.getByRole("link").first().click();
  await expect(page).toHaveURL(/#\/search\?q=created/u);
  await expect(page.getByRole("region", { name: t("search.kind.ticket") }).getByRole("link")).toHaveCount(2);
});
