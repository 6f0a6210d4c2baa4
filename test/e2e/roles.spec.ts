/** What a viewer and an agent see of the desk, and how users and teams are kept. */
import { expect } from "@playwright/test";
import { actAs } from "./support/as-user.ts";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";

test("[A3] a viewer reads a ticket, is told why nothing can be written, and is offered nothing that changes it", async ({
  page,
  desk,
  watch: _watch,
}) => {
  const ticket = await desk.rest.send<{ id: string }>("POST", "/tickets", {
    subject: "Boots leak",
    pipelineId: "pipeline-support",
  });
  const id = await actAs(page, desk, "Vera");
  await desk.rest.send("PATCH", `/users/${id}`, { permissions: ["view-only"] });
  await page.goto(`${desk.url}#/ticket/${ticket.id}`);
  await expect(page.getByText(t("access.viewer.ticket"))).toBeVisible();
  for (const name of [t("ticket.head.move"), t("ticket.head.close"), t("ticket.head.more")])
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await expect(page.getByLabel(t("property.ownerId"), { exact: true }).first()).toBeDisabled();
  await page.keyboard.press("e");
  await page.goto(`${desk.url}#/board`);
  await expect(page.getByText("Boots leak")).toBeVisible();
  await expect(page.getByRole("button", { name: t("board.newTicket") })).toHaveCount(0);
  expect(await axeFaults(page)).toEqual([]);
});

test("[A3] users get roles, a team has members, somebody leaves; what needs a server says so", async ({
  page,
  desk,
  watch: _watch,
}) => {
  await desk.rest.send("POST", "/users", { name: "Bea Blum", address: "bea@desk.example" });
  await page.goto(`${desk.url}#/settings/users`);
  await page.getByRole("button", { name: t("users.menu", { name: "Bea Blum" }) }).click();
  await page.getByRole("menuitem", { name: t("users.menu.edit") }).click();
  await page.getByRole("combobox", { name: t("users.role") }).click();
  await page.getByRole("option", { name: t("users.role.viewer") }).click();
  await page.getByRole("button", { name: t("users.form.save") }).click();
  await expect(page.getByRole("row", { name: /Bea Blum/u })).toContainText(t("users.role.viewer"));
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole("button", { name: t("users.menu", { name: "Bea Blum" }) }).click();
  await page.getByRole("menuitem", { name: t("users.menu.leave") }).click();
  await page.getByRole("button", { name: t("users.leave.action") }).click();
  await expect(page.getByRole("row", { name: /Bea Blum/u })).toContainText(t("users.left"));
  await page.getByRole("tab", { name: t("users.tab.invitations") }).click();
  await expect(page.getByText(t("invitations.noTeam"))).toBeVisible();
  await page.goto(`${desk.url}#/settings/account`);
  await expect(page.getByText(t("account.noTeam"))).toBeVisible();
});
