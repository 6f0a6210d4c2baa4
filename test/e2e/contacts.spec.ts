import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("[H5] a contact is made, found with a typing error, edited, merged, and taken apart again", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, { ...QUESTION, from: "Pia Berg <pia@home.example>", messageId: "p1@example.com" });
  await receiveTicket(desk, { ...QUESTION, from: "Pia Berg <pb@work.example>", messageId: "p2@example.com" });
  await page.goto(`${desk.url}#/contacts`);
  await page.getByRole("button", { name: t("contacts.new") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("contacts.form.name")).fill("Christian Schmidt");
  const addresses = dialog.getByLabel(t("contacts.form.addresses"));
  await addresses.fill("pia@home.example");
  await dialog.getByRole("button", { name: t("contacts.form.save") }).click();
  await expect(dialog.getByRole("alert")).toContainText(t("contacts.form.refused.taken"));
  await addresses.fill("cs@example.com\nchristian@example.com");
  await dialog.getByLabel(t("contacts.form.notes")).fill("Prefers the phone.");
  await dialog.getByRole("button", { name: t("contacts.form.save") }).click();
  await expect(dialog).toBeHidden();
  const detail = page.getByRole("article");
  await expect(detail).toContainText("christian@example.com");
  await expect(detail).toContainText("Prefers the phone.");

  const find = page.getByRole("searchbox", { name: t("contacts.find") });
  await find.fill("chrisitan");
  const list = page.getByRole("region", { name: t("contacts.title") });
  await expect(list.getByRole("link")).toHaveCount(1);
  await find.fill("pia");
  await expect(list.getByRole("link")).toHaveCount(2);
  await list.getByRole("link", { name: /pia@home/u }).click();
  await expect(detail.getByRole("alert")).toContainText("pb@work.example");
  await detail.getByRole("button", { name: t("contacts.offer.merge") }).click();
  await expect(list.getByRole("link")).toHaveCount(1);
  const merged = detail.getByRole("region", { name: t("contacts.mergedHere") });
  await expect(merged).toContainText("pb@work.example");
  await expect(detail.getByRole("link", { name: /Where is my parcel/u })).toHaveCount(2);
  await merged.getByRole("button", { name: t("contacts.unmerge") }).click();
  await expect(merged).toBeHidden();
  await detail.getByRole("button", { name: t("contacts.offer.apart") }).click();
  await expect(detail.getByRole("alert")).toBeHidden();
});
