import { expect } from "@playwright/test";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";

test("a ticket's whole way with no mouse: written, opened, noted, moved, closed", async ({ page, desk }) => {
  const { stageId } = await firstPipeline(desk);
  const board = new BoardPage(page, desk);
  const { keyboard } = page;
  await board.open();

  await keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: t("newTicket.title") });
  await expect(dialog.getByRole("textbox", { name: t("property.subject") })).toBeFocused();
  await keyboard.type("The stove does not light");
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(board.cardIn("New", "The stove does not light")).toBeVisible();

  await keyboard.press("j");
  await expect(board.card("The stove does not light")).toBeFocused();
  await keyboard.press("]");
  await expect(board.cardIn("Waiting on contact", "The stove does not light")).toBeFocused();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/ticket\//u);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  await keyboard.press("n");
  await expect(page.getByRole("textbox", { name: t("ticket.composer.notePlaceholder") })).toBeFocused();
  await keyboard.type("Asked for a photo.");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("article").filter({ hasText: "Asked for a photo." })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("e");
  const [ticket] = await desk.rest.tickets();
  await expect.poll(async () => (await desk.rest.ticket(ticket?.id ?? "")).stageId).toBe(stageId("Closed"));
  await keyboard.press("Escape");
  await board.unfold("Closed");
  await expect(board.cardIn("Closed", "The stove does not light")).toBeVisible();
});

test("? shows the keys, Escape gives the focus back", async ({ page, desk }) => {
  const board = new BoardPage(page, desk);
  await board.open();
  const button = page.getByRole("button", { name: t("shell.shortcuts") });
  await button.press("Enter");
  const sheet = page.getByRole("dialog", { name: t("shell.shortcuts") });
  await expect(sheet).toContainText(t("board.key.newTicket"));
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(button).toBeFocused();
});

test("g then s goes to the settings, g then b back to the board", async ({ page, desk }) => {
  const board = new BoardPage(page, desk);
  await board.open();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("navigation", { name: t("settings.title") })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(board.column("New")).toBeVisible();
});
