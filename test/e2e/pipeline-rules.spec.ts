import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { actAs } from "./support/as-user.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

const SUBJECT = "The zip is stuck";
const toastOf = (page: Page) => page.getByRole("alert");

async function newTicket(desk: TestDesk, stage = "New") {
  const { pipeline, stageId } = await firstPipeline(desk);
  return desk.rest.createTicket({ subject: SUBJECT, pipelineId: pipeline.id, stageId: stageId(stage) });
}

async function switchOn(page: Page, desk: TestDesk, label: string): Promise<void> {
  await new PipelineSettingsPage(page, desk).open("rules");
  const rule = page.getByRole("switch", { name: label });
  await rule.press("Space");
  await expect(rule).toBeChecked();
}

const movesTo = (page: Page, stage: string) =>
  page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${stage}`, "u") });

test("[G1] [G6] a colleague without the permission moves no ticket backward: the status says why", async ({
  page,
  desk,
}) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  await switchOn(page, desk, t("settings.rules.G1"));
  await expect.poll(async () => (await firstPipeline(desk)).pipeline.rules.preventBackward).toBe(true);
  const ticket = await newTicket(desk, "Waiting on us");
  const reason = t("rule.G1.backward", { pipeline: pipeline.name });
  await actAs(page, desk, "Ben");
  const board = new BoardPage(page, desk);
  await page.reload();
  await board.open();
  await board.card(SUBJECT).press("m");
  await expect(movesTo(page, "New")).toContainText(reason);
  // Marked as closed to whoever can't see the reason; a click is answered all the same.
  await movesTo(page, "New").click({ force: true });
  await expect(toastOf(page)).toContainText(reason);
  expect((await desk.rest.ticket(ticket.id)).stageId).toBe(stageId("Waiting on us"));
  // Forward is free, and closed tickets may be opened again.
  await board.card(SUBJECT).press("e");
  await expect.poll(async () => (await desk.rest.ticket(ticket.id)).stageId).toBe(stageId("Closed"));
});

test("[G2] a status cannot be skipped; the way says which one comes first", async ({ page, desk }) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  await switchOn(page, desk, t("settings.rules.G2"));
  const ticket = await newTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.card(SUBJECT).press("m");
  const reason = t("rule.G2.skipping", { pipeline: pipeline.name, stages: "Waiting on contact" });
  await expect(movesTo(page, "Waiting on us")).toContainText(reason);
  await movesTo(page, "Waiting on contact").click();
  await expect(board.cardIn("Waiting on contact", SUBJECT)).toBeVisible();
  await board.card(SUBJECT).press("m");
  await movesTo(page, "Waiting on us").click();
  await expect.poll(async () => (await desk.rest.ticket(ticket.id)).stageId).toBe(stageId("Waiting on us"));
});

test("[G4] a status that requires a property asks for it, then the ticket moves with it", async ({ page, desk }) => {
  const { stageId } = await firstPipeline(desk);
  await new PipelineSettingsPage(page, desk).open("rules");
  await page.getByRole("combobox", { name: t("settings.rules.G4.of", { stage: "Closed" }) }).click();
  await page.getByRole("option", { name: t("property.priority"), exact: true }).click();
  await expect
    .poll(async () => (await firstPipeline(desk)).pipeline.rules.requiredProperties)
    .toEqual({ [stageId("Closed")]: ["priority"] });
  const ticket = await newTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.card(SUBJECT).press("e");
  const dialog = page.getByRole("dialog", { name: t("move.required.title", { stage: "Closed" }) });
  // Left, nothing has happened; the same by the mouse.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(board.cardIn("New", SUBJECT)).toBeVisible();
  await board.card(SUBJECT).press("e");
  await dialog.getByRole("combobox", { name: t("property.priority") }).click();
  await page.getByRole("option", { name: t("board.priority.high"), exact: true }).click();
  await dialog.getByRole("button", { name: t("move.required.action", { stage: "Closed" }) }).click();
  await expect
    .poll(async () => {
      const { stageId: stage, priority } = await desk.rest.ticket(ticket.id);
      return { stage, priority };
    })
    .toEqual({ stage: stageId("Closed"), priority: "high" });
});

test("[G5] who may not edit a closed ticket is told so and by whom it can be, and the value is what it was", async ({
  page,
  desk,
}) => {
  const { pipeline } = await firstPipeline(desk);
  await new PipelineSettingsPage(page, desk).open("rules");
  await page.getByRole("combobox", { name: t("settings.rules.G5.label") }).click();
  await page.getByRole("option", { name: t("settings.rules.G5.admins") }).click();
  await expect.poll(async () => (await firstPipeline(desk)).pipeline.rules.closedEditors).toBe("admins");
  const ticket = await newTicket(desk, "Closed");
  await actAs(page, desk, "Ben");
  await page.goto(`${desk.url}#/ticket/${ticket.id}`);
  await page.reload();
  await page.getByRole("combobox", { name: t("property.priority") }).click();
  await page.getByRole("option", { name: t("ticket.priority.high"), exact: true }).click();
  await expect(toastOf(page)).toContainText(t("rule.G5.admins", { pipeline: pipeline.name }));
  expect((await desk.rest.ticket(ticket.id)).priority).toBeNull();
});

test("[G3] [G5b] where new tickets may begin binds people and programs alike", async ({ page, desk }) => {
  const { pipeline, stageId } = await firstPipeline(desk);
  await desk.rest.send("PATCH", `/pipelines/${pipeline.id}`, { rules: { newTicketStageIds: [stageId("New")] } });
  await expect(newTicket(desk, "Waiting on us")).rejects.toThrow("G3");
  const board = new BoardPage(page, desk);
  await board.open();
  const newIn = (stage: string) => page.getByRole("button", { name: t("board.newTicketIn", { stage }) });
  await expect(newIn("New")).toBeVisible();
  await expect(newIn("Waiting on us")).toHaveCount(0);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: t("newTicket.title") });
  await dialog.getByRole("textbox", { name: t("property.subject") }).fill(SUBJECT);
  await page.keyboard.press("Control+Enter");
  await expect(board.cardIn("New", SUBJECT)).toBeVisible();
});
