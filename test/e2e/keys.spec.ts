import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

async function openTicket(page: Page, desk: TestDesk): Promise<string> {
  const ticketId = await receiveTicket(desk);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  return ticketId;
}

/** Opens the palette, types, and takes the first that is found. */
async function command(page: Page, typed: string, found: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByPlaceholder(t("shell.palettePlaceholder"))).toBeFocused();
  await page.keyboard.type(typed);
  await expect(palette.locator("[data-action]").first()).toContainText(found);
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
}

test("the palette finds and does: assign, tag, priority, move, close, go to", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  const { stageId } = await firstPipeline(desk);
  const ticket = () => desk.rest.ticket(ticketId);
  await command(page, "assign me", t("shell.palette.assignMe"));
  await expect.poll(async () => (await ticket()).ownerId).not.toBeNull();
  await command(page, "tag vip", t("shell.palette.addTag", { tag: "vip" }));
  await expect.poll(async () => (await ticket()).tags).toEqual(["vip"]);
  await command(page, "high", t("shell.palette.priority", { priority: t("ticket.priority.high") }));
  await expect.poll(async () => (await ticket()).priority).toBe("high");
  await command(page, "move us", t("shell.palette.moveTo", { stage: "Waiting on us" }));
  await expect.poll(async () => (await ticket()).stageId).toBe(stageId("Waiting on us"));
  await command(page, "close", t("shell.palette.close"));
  await expect.poll(async () => (await ticket()).stageId).toBe(stageId("Closed"));
  await command(page, "settings support", t("shell.pipelineSettings", { pipeline: "Support" }));
  await expect(page).toHaveURL(/#\/settings\/pipelines\//u);
  await command(page, "parcel", QUESTION.subject);
  await expect(page).toHaveURL(new RegExp(`#/ticket/${ticketId}`, "u"));
  await page.keyboard.press("z");
  await expect.poll(async () => (await ticket()).stageId).toBe(stageId("Waiting on us"));
});

test("on a card of the board the same commands work: e closes it, a and t ask the palette", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await expect(board.cardIn("New", QUESTION.subject)).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByText(t("board.key.chooseFirst"))).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("t");
  const typed = page.getByPlaceholder(t("shell.palettePlaceholder"));
  await expect(typed).toHaveValue(`${t("shell.palette.typedTag")} `);
  // Keys that come within the same frame are still the card's.
  await expect(typed).toBeFocused();
  await page.keyboard.type("vip");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).tags).toEqual(["vip"]);
  await expect(board.cardIn("New", QUESTION.subject)).toBeFocused();
  await board.unfold("Closed");
  await board.cardIn("New", QUESTION.subject).focus();
  await page.keyboard.press("e");
  await expect(board.cardIn("Closed", QUESTION.subject)).toBeFocused();
});

test("typing filters the list of moves, Enter takes the first", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  const { stageId } = await firstPipeline(desk);
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox", { name: t("move.filter") });
  await expect(field).toBeFocused();
  await page.keyboard.type("wait us");
  await expect(dialog.getByRole("listitem")).toHaveText([/^Waiting on us/u]);
  await field.fill("zzz");
  await expect(dialog.getByRole("status")).toHaveText(t("move.noneFound"));
  await field.fill("");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("button", { name: /^Waiting on contact/u })).toBeFocused();
  // What is typed there goes into the field.
  await page.keyboard.type("clo");
  await expect(field).toHaveValue("clo");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Closed"));
});

test("j and k go through the tickets of the list, back leads to it, and the focus is on the last one seen", async ({
  page,
  desk,
}) => {
  const { pipeline } = await firstPipeline(desk);
  for (const subject of ["Third", "Second", "First"])
    await desk.rest.createTicket({ subject, pipelineId: pipeline.id });
  const board = new BoardPage(page, desk);
  await board.open();
  await board.cardIn("New", "First").click();
  const subject = page.getByRole("heading", { level: 1 });
  await expect(subject).toContainText("First");
  await expect(page.getByText(t("ticket.walk.place", { place: 1, total: 3 }))).toBeVisible();
  await page.keyboard.press("j");
  await expect(subject).toContainText("Second");
  // It moves out of the list; the list that is gone through stays.
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: t("ticket.head.reopen") })).toBeVisible();
  await page.keyboard.press("j");
  await expect(subject).toContainText("Third");
  await expect(page.getByRole("button", { name: t("ticket.key.next") })).toBeDisabled();
  await page.keyboard.press("k");
  await expect(subject).toContainText("Second");
  await page.keyboard.press("k");
  await expect(subject).toContainText("First");
  await page.keyboard.press("Escape");
  await expect(board.cardIn("New", "First")).toBeFocused();
});

test("every key of the sheet works where the sheet is open", async ({ page, desk }) => {
  await openTicket(page, desk);
  const sheet = page.getByRole("dialog", { name: t("shell.shortcuts") });
  await page.keyboard.press("?");
  await expect(sheet).toContainText(t("ticket.key.reply"));
  await page.keyboard.press("r");
  await expect(sheet).toBeHidden();
  const composer = page.getByRole("region", { name: t("ticket.composer.label") });
  await expect(composer.locator("[role=textbox][contenteditable=true]")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("m");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: t("move.filter") })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("region", { name: /^New, /u })).toBeVisible();
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("Escape closes what is open over a ticket and leaves the ticket where it is, also without motion; a date's field gives the focus back", async ({
  page,
  desk,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openTicket(page, desk);
  const heading = page.getByRole("heading", { level: 1 });
  const layers = [
    () => page.getByRole("button", { name: t("notifications.openNone") }).click(),
    () => page.getByRole("button", { name: t("shell.appearance") }).click(),
    () => page.keyboard.press("?"),
    () => page.keyboard.press("m"),
  ];
  for (const open of layers) {
    await open();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(heading).toHaveText(QUESTION.subject);
  }
  const due = page.getByRole("button", { name: new RegExp(`^${t("property.dueAtEpochMs")}:`, "u") });
  await due.click();
  await page.getByLabel(t("property.dueAtEpochMs"), { exact: true }).fill("2020-01-01T10:00");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: t("ticket.pastDue.title") })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(due).toBeFocused();
  await expect(heading).toHaveText(QUESTION.subject);
});
