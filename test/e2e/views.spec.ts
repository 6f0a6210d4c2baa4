import { expect, type Page } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";
import { firstPipeline } from "./support/board-page.ts";
import type { TestDesk } from "../support/desk-process.ts";

const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** Sixty tickets of one pipeline, every fourth urgent. */
async function fill(desk: TestDesk): Promise<string[]> {
  const { pipeline } = await firstPipeline(desk);
  const ids: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const body = {
      subject: `Parcel ${at}`,
      pipelineId: pipeline.id,
      priority: PRIORITIES[at % 4],
      tags: at % 2 === 0 ? ["vip"] : [],
    };
    ids.push((await desk.rest.send<{ id: string }>("POST", "/tickets", body)).id);
  }
  return ids;
}

const rows = (page: Page) => page.locator("[data-ticket-row]");
const link = (page: Page, name: string) =>
  page.getByRole("navigation", { name: t("views.title") }).getByRole("link", { name });

test("a view is opened, narrowed, sorted, saved and walked through by keyboard", async ({ page, desk }) => {
  const ids = await fill(desk);
  await page.goto(`${desk.url}#/views/all-open`);
  const grid = page.getByRole("grid", { name: t("views.ready.all-open") });
  await expect(grid).toHaveAttribute("aria-rowcount", "61");
  await expect(link(page, t("views.ready.unassigned"))).toContainText("60");

  // A condition that takes effect as soon as it is whole: urgent ones alone.
  await page.getByRole("button", { name: t("views.filter"), exact: true }).click();
  await page.getByRole("button", { name: t("workflows.addCondition") }).click();
  await page
    .getByRole("combobox", { name: t("workflows.field.value") })
    .last()
    .click();
  await page.getByRole("option", { name: t("words.value.urgent") }).click();
  await page.getByRole("button", { name: t("views.done"), exact: true }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "16");
  await grid.getByRole("button", { name: t("views.column.number") }).click();
  await expect(rows(page).first()).toContainText("Parcel 3");

  await page.getByRole("button", { name: t("views.saveAs") }).click();
  await page.getByRole("textbox", { name: t("views.name") }).fill("Urgent ones");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("views.save"), exact: true })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Urgent ones" })).toBeVisible();
  await expect(link(page, "Urgent ones")).toContainText("15");

  // Picked by keyboard, from one to the third, and all of them.
  await page.keyboard.press("j");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Shift+j");
  await page.keyboard.press("Shift+j");
  await expect(page.getByText(t("selection.count", { count: 3 }))).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText(t("selection.count", { count: 15 }))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(t("selection.count", { count: 15 }))).toHaveCount(0);

  // What somebody else does shows by itself: the row leaves, the count falls.
  await desk.rest.send("PATCH", `/tickets/${ids[7]}`, { priority: "low" });
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "15");
  await expect(link(page, "Urgent ones")).toContainText("14");

  // Inside the tickets j goes on along the view's list.
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`#/ticket/${ids[3]}`, "u"));
  await expect(page.getByText(t("ticket.walk.place", { place: 1, total: 14 }))).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(new RegExp(`#/ticket/${ids[11]}`, "u"));
});

test("groups fold, columns are chosen and made wider, and the screen has no faults", async ({ page, desk }) => {
  await fill(desk);
  await page.goto(`${desk.url}#/views/all-open`);
  await page.getByRole("button", { name: t("views.display") }).click();
  await page.getByRole("combobox", { name: t("views.groupBy") }).click();
  await page.getByRole("option", { name: t("views.group.by.priority") }).click();
  await page.getByRole("checkbox", { name: t("views.column.messages") }).check();
  await page.keyboard.press("Escape");
  const urgent = page.getByRole("button", { name: new RegExp(t("board.priority.urgent"), "u") });
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "65");
  await urgent.click();
  await expect(urgent).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "50");
  await expect(page.getByRole("columnheader", { name: t("views.column.messages") })).toBeVisible();
  const edge = page.getByRole("separator", { name: t("views.widthOf", { column: t("views.column.subject") }) });
  const before = Number(await edge.getAttribute("aria-valuenow"));
  await edge.press("ArrowRight");
  await expect(edge).toHaveAttribute("aria-valuenow", String(before + 16));
  expect(await axeFaults(page)).toEqual([]);
  await page.reload();
  await expect(edge).toHaveAttribute("aria-valuenow", String(before + 16));
});
