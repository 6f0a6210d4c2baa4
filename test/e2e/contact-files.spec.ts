import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";

const FILE = "Nome;Cognome;E-mail;Telefono\nAnna;Müller;anna@example.com;+39 1\nBea;Bianchi;no mailbox;2\n";

test("contacts come out of a CSV file, what can't be taken is saved, and the list goes out again", async ({
  page,
  desk,
  saved,
}) => {
  await page.goto(`${desk.url}#/contacts`);
  const menu = page.getByRole("button", { name: t("contacts.files") });
  await menu.click();
  await page.getByRole("menuitem", { name: t("contacts.import.action") }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .locator('input[type="file"]')
    .setInputFiles({ name: "rubrica.csv", mimeType: "text/csv", buffer: Buffer.from(FILE, "latin1") });
  await expect(dialog.getByRole("cell", { name: "Müller" })).toBeVisible();
  await expect(dialog.getByLabel(t("contacts.import.column", { number: 2 }))).toHaveValue("lastName");
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: t("contacts.import.begin") }).click();
  await expect(dialog.getByText(t("contacts.import.state.done"))).toBeVisible();
  await expect(dialog).toContainText(t("contacts.import.setAside", { count: 1 }));
  const saveSetAside = dialog.getByRole("button", { name: t("contacts.import.saveSetAside") });
  expect(await saved(() => saveSetAside.click())).toContain("3,no-mailbox,Bea,Bianchi,no mailbox,2");
  await dialog
    .getByRole("button", { name: t("shell.close") })
    .last()
    .click();
  await expect(page.getByRole("link", { name: /Anna Müller/u })).toBeVisible();
  await menu.click();
  const save = page.getByRole("menuitem", { name: t("contacts.export.action") });
  expect(await saved(() => save.click())).toContain("Anna Müller,anna@example.com,,'+39 1");
});
