import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("[H5] two tickets are merged by keys, which says what will happen; undone, done again, and taken apart", async ({
  page,
  desk,
}) => {
  const from = await receiveTicket(desk);
  const into = await receiveTicket(desk, {
    ...QUESTION,
    from: "Bob Berg <bob@example.com>",
    subject: "Invoice 2041 is wrong",
    messageId: "b1@example.com",
    text: "The sum is another one.",
  });
  await receiveTicket(desk, { ...QUESTION, subject: "Parcel again", messageId: "a2@example.com" });
  await page.goto(desk.url);
  await page.goto(`${desk.origin}/#/ticket/${from}`);
  const timeline = page.getByRole("feed");
  await expect(timeline).toContainText(QUESTION.text);

  await page.keyboard.press("Shift+M");
  const dialog = page.getByRole("dialog");
  // The same contact's first.
  await expect(dialog.getByRole("listitem").first()).toContainText(/#3.*Parcel again/u);
  await page.keyboard.type("invoi");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Enter");
  const outlook = dialog.getByRole("region", { name: t("merge.outlook.title") });
  const names = { from: "#1", into: "#2" };
  await expect(outlook).toContainText(t("merge.outlook.closes", { ...names, stage: "Closed" }));
  await expect(outlook).toContainText(t("merge.outlook.twoPeople", { ...names, a: "Ada Lovelace", b: "Bob Berg" }));
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(new RegExp(`${into}$`, "u"));
  await expect(timeline).toContainText(t("merge.mark", { ticket: "#1" }));
  const mergedHere = page.getByRole("region", { name: t("merge.here") });
  await expect(mergedHere).toContainText(QUESTION.subject);
  await page.keyboard.press("z");
  await expect(page).toHaveURL(new RegExp(`${from}$`, "u"));
  await expect(timeline).toContainText(QUESTION.text);
  await page.keyboard.press("Shift+Z");
  await expect(page).toHaveURL(new RegExp(`${into}$`, "u"));

  await mergedHere.getByRole("link").click();
  await expect(page.getByText(t("merge.notice.text"))).toBeVisible();
  await expect(page.getByRole("region", { name: t("ticket.composer.label") })).toBeHidden();
  await page.getByRole("button", { name: t("merge.takeApart") }).click();
  await expect(timeline).toContainText(QUESTION.text);
  await expect(page.getByText(t("merge.notice.text"))).toBeHidden();
});
