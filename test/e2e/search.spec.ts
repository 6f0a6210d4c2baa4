import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("search finds words in tickets, messages and people, with what matched highlighted", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk, {
    ...QUESTION,
    text: "The courier left it with a neighbour called Ångström.",
  });
  await receiveTicket(desk, { ...QUESTION, from: "bob@example.com", subject: "Refund", messageId: "q9@example.com" });
  await page.goto(desk.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: t("shell.search") });
  await expect(field).toBeFocused();
  // The beginning of a word is enough, and accents don't matter.
  await page.keyboard.type("angstr");
  const messages = page.getByRole("region", { name: t("search.kind.message") });
  await expect(messages.getByRole("link")).toHaveCount(1);
  await expect(messages.locator("mark")).toHaveText(["Ångström"]);

  await field.fill("ada");
  await expect(
    page
      .getByRole("region", { name: t("search.kind.contact") })
      .locator("mark")
      .first(),
  ).toHaveText(/ada/iu);
  await field.fill("parcel");
  const tickets = page.getByRole("region", { name: t("search.kind.ticket") });
  await expect(tickets.locator("mark")).toHaveText(["parcel"]);
  await tickets.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`#/ticket/${ticketId}`, "u"));
  await page.goBack();
  await expect(field).toHaveValue("parcel");
});

test("search says so when nothing matches", async ({ page, desk }) => {
  await page.goto(desk.url);
  await page.getByRole("searchbox", { name: t("shell.search") }).fill("xylophone");
  await expect(page.getByText(t("search.nothing.title", { q: "xylophone" }))).toBeVisible();
});
