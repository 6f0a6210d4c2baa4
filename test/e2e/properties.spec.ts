import { expect } from "@playwright/test";
import type { PropertyView } from "../../src/shared/contract/properties.ts";
import { axeFaults } from "./support/axe.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

const SUBJECT = "The zip is stuck";

test("[G4] a property made in the settings is filled in at the ticket, and asked for by the status that requires it", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  const ticket = await desk.rest.createTicket({ subject: SUBJECT, pipelineId: pipeline.id, stageId: stageId("New") });
  const properties = async () => (await desk.rest.send<{ items: readonly PropertyView[] }>("GET", "/properties")).items;

  // By the keyboard alone: a choice with two options, put in another order.
  await page.goto(`${desk.url}#/settings/properties`);
  await page.getByRole("button", { name: t("properties.new") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: t("properties.name") }).fill("Product");
  await dialog.getByRole("combobox", { name: t("properties.type") }).click();
  await page.getByRole("option", { name: t("properties.type.choice"), exact: true }).click();
  await dialog.getByRole("textbox", { name: t("properties.option", { number: 1 }) }).fill("Shoes");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Boots");
  await dialog.getByRole("button", { name: t("properties.handle", { name: "Boots" }) }).press("ArrowUp");
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: t("properties.create") }).click();
  await expect(dialog).toBeHidden();
  const [product] = await properties();
  expect(
    Object.values(product?.options ?? {})
      .toSorted((a, b) => a.order - b.order)
      .map(({ name }) => name),
  ).toEqual(["Boots", "Shoes"]);
  await desk.rest.send("POST", "/properties", { name: "Order number", type: "text" });
  await desk.rest.send("POST", "/properties", {
    name: "Seats",
    type: "number",
    bounds: { min: 1, max: 9, decimals: 0 },
  });
  await page.getByRole("button", { name: t("properties.handle", { name: "Order number" }) }).press("ArrowUp");
  await expect
    .poll(async () => (await properties()).map(({ name }) => name))
    .toEqual(["Order number", "Product", "Seats"]);
  expect(await axeFaults(page)).toEqual([]);

  // The status asks for it, in its rules and at the move.
  await new PipelineSettingsPage(page, desk).open("rules");
  await page.getByRole("combobox", { name: t("settings.rules.G4.of", { stage: "Closed" }) }).click();
  await page.getByRole("option", { name: "Order number", exact: true }).click();
  await expect
    .poll(async () => Object.keys((await firstPipeline(desk)).pipeline.rules.requiredValues ?? {}))
    .toHaveLength(1);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.card(SUBJECT).press("e");
  const asked = page.getByRole("dialog", { name: t("move.required.title", { stage: "Closed" }) });
  await asked.getByRole("textbox", { name: "Order number" }).fill("A12");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await desk.rest.ticket(ticket.id)).stageId).toBe(stageId("Closed"));

  // At the ticket: what does not fit is told there, what fits is kept and told in the history.
  await page.goto(`${desk.url}#/ticket/${ticket.id}`);
  const own = page.getByRole("region", { name: t("properties.ofTicket") });
  await expect(own.getByRole("textbox", { name: "Order number" })).toHaveValue("A12");
  await own.getByRole("textbox", { name: "Seats" }).fill("12");
  await page.keyboard.press("Enter");
  await expect(own).toContainText(t("properties.problem.max", { max: "9" }));
  await own.getByRole("textbox", { name: "Seats" }).fill("4");
  await page.keyboard.press("Enter");
  await own.getByRole("combobox", { name: "Product" }).click();
  await page.getByRole("option", { name: "Boots" }).click();
  await expect(page.getByText(t("properties.change.set", { property: "Product", to: "Boots" }))).toBeVisible();
  await expect(page.getByText(t("properties.change.set", { property: "Seats", to: "4" }))).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  // What is used is archived instead of deleted, and says by what.
  await page.goto(`${desk.url}#/settings/properties`);
  await page.getByRole("button", { name: t("properties.remove", { name: "Order number" }) }).click();
  await expect(dialog).toContainText(t("properties.uses.tickets", { count: 1 }));
  await dialog.getByRole("button", { name: t("properties.remove.archiveIt") }).click();
  await expect(page.getByRole("list", { name: t("properties.archived") })).toContainText("Order number");
});
