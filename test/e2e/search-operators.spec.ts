import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("operators by keyboard alone: completed, told where unknown, saved, and found again in an empty field", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, QUESTION);
  await receiveTicket(desk, { ...QUESTION, from: "bob@example.com", subject: "Refund", messageId: "q9@example.com" });
  await page.goto(desk.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  const field = page.getByRole("searchbox", { name: t("shell.search") });
  const offers = page.getByRole("listbox", { name: t("search.offers") });
  // At once: what is typed right behind the key is for the field.
  await page.keyboard.type("/stat");
  await expect(offers.getByRole("option", { name: "status:" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("status:");
  await page.keyboard.type("wai");
  await expect(offers.getByRole("option")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await field.fill("status:open -refund colour:red");
  await expect(page.getByText(t("search.unknownOperator", { name: "colour" }))).toBeVisible();
  await field.fill("status:open -refund");
  const tickets = page.getByRole("region", { name: t("search.kind.ticket") });
  await expect(tickets.getByRole("link")).toHaveCount(1);

  await page.getByRole("button", { name: t("search.save") }).press("Enter");
  await page.getByRole("textbox", { name: t("search.save.name") }).fill("Open ones");
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("search.save.done", { name: "Open ones" }))).toBeVisible();
  await field.fill("");
  await expect(page.getByRole("region", { name: t("search.saved") }).getByRole("link")).toHaveCount(1);
  await field.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("status:open -refund");
});

test("what is typed before the palette is there lands in it; a key is changed, and the old one does nothing", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, QUESTION);
  await page.goto(desk.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await page.goto(`${desk.origin}/#/settings/keyboard`);
  const name = (keys: string) => t("keyboard.change", { label: t("shell.shortcut.search"), keys });
  await page.getByRole("button", { name: name("/") }).press("Enter");
  await page.keyboard.press("j");
  await expect(page.getByRole("alert")).toContainText(t("shell.shortcut.next"));
  await page.getByRole("button", { name: name("/") }).press("Enter");
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: name("f") })).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  const field = page.getByRole("searchbox", { name: t("shell.search") });
  await page.keyboard.press("/");
  await expect(field).not.toBeFocused();
  await page.keyboard.press("f");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("settings: dat");
  await expect(page.getByRole("textbox", { name: t("shell.palette") })).toHaveValue("settings: dat");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/settings\/data/u);
});
