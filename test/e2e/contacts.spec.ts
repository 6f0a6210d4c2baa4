import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("[H5] a contact is made, found with a typing error, edited, merged, and taken apart again", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, { ...QUESTION, from: "Pia Berg <pia@home.example>", messageId: "p1@example.com" });
  const ticketId = await receiveTicket(desk, {
    ...QUESTION,
    from: "Pia Berg <pb@work.example>",
    messageId: "p2@example.com",
  });
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

  // What happens elsewhere shows while one looks: a new person, and another mail of this one.
  await find.fill("");
  await receiveTicket(desk, { ...QUESTION, from: "Otto New <otto@example.com>", messageId: "o1@example.com" });
  await expect(list.getByRole("link", { name: /Otto New/u })).toBeVisible();
  await receiveTicket(desk, {
    ...QUESTION,
    subject: "And the bill?",
    from: "pia@home.example",
    messageId: "p3@example.com",
  });
  await expect(detail.getByRole("link", { name: /And the bill/u })).toBeVisible();

  // The same offer stands beside the ticket.
  await page.goto(`${desk.origin}/#/ticket/${ticketId}`);
  const panel = page.getByRole("region", { name: t("ticket.property.contacts") });
  await expect(panel.getByRole("alert")).toContainText("pia@home.example");
  await panel.getByRole("button", { name: t("contacts.offer.apart") }).click();
  await expect(panel.getByRole("alert")).toBeHidden();
});

test("[D8b] a colleague is added with addresses, which is told where one is a contact's; taken back by z", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk, { ...QUESTION, from: "Bea Blum <bea@home.example>", messageId: "b1@example.com" });
  await page.goto(desk.url);
  await page.goto(`${desk.origin}/#/settings/users`);
  await page.getByRole("button", { name: t("users.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("users.form.name")).fill("Bea");
  const addresses = dialog.getByLabel(t("users.form.addresses"));
  await addresses.fill("bea@shop.example\nbea@");
  const save = dialog.getByRole("button", { name: t("users.form.save") });
  await save.click();
  await expect(dialog).toContainText(t("users.form.wrongAddress", { address: "bea@" }));
  await addresses.fill("bea@shop.example\nbea@home.example");
  await expect(dialog.getByRole("status")).toContainText(
    t("users.form.isContact", { address: "bea@home.example", name: "Bea Blum" }),
  );
  expect(await axeFaults(page)).toEqual([]);
  await save.click();
  const row = page.getByRole("row", { name: /Bea/u });
  await expect(row).toContainText("bea@home.example");
  expect(await axeFaults(page)).toEqual([]);

  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: t("users.menu.edit") }).click();
  await dialog.getByLabel(t("users.form.name")).fill("Beate");
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: /Beate/u })).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("row", { name: /Beate/u })).toBeHidden();
});
