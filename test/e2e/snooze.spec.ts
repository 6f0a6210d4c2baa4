import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("s on a card puts a ticket to sleep, its view has it, and the customer's answer brings it back", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, QUESTION);
  await receiveTicket(desk, { ...QUESTION, from: "bob@example.com", subject: "Refund", messageId: "q9@example.com" });
  await page.goto(desk.url);
  const card = page.getByRole("link", { name: /Refund/u });
  await card.focus();
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: t("snooze.title") });
  const times = dialog.getByRole("list").getByRole("button");
  await expect(times.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(times.last()).toHaveText(t("snooze.time.answer"));
  await expect(times.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(card.getByRole("img", { name: t("ticket.change.snoozedUntilAnswer") })).toBeVisible();

  const count = (view: "unassigned" | "snoozed") =>
    page.getByRole("navigation", { name: t("views.title") }).getByRole("link", { name: t(`views.ready.${view}`) });
  await expect(count("snoozed")).toContainText("1");
  await expect(count("unassigned")).toContainText("1");
  await count("snoozed").click();
  const row = page.getByRole("row", { name: /Refund/u });
  await expect(row).toBeVisible();

  await receiveTicket(desk, {
    ...QUESTION,
    from: "bob@example.com",
    subject: "Re: Refund",
    messageId: "q10@example.com",
    inReplyTo: "q9@example.com",
  });
  await expect(row).toBeHidden();
  await expect(count("unassigned")).toContainText("2");

  // `z` takes back what a person did, here of another ticket, from the view.
  await count("unassigned").click();
  await expect(page.getByRole("row", { name: /parcel/u })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await times.nth(1).press("Enter");
  await expect(count("unassigned")).toContainText("1");
  await page.keyboard.press("z");
  await expect(count("unassigned")).toContainText("2");
});
