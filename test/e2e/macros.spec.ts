import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { firstPipeline } from "./support/board-page.ts";
import { receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

async function newSnippet(page: Page, desk: TestDesk, snippet: { name: string; shortcut: string; text: string }) {
  await page.goto(`${desk.url}#/settings/snippets`);
  await page.getByRole("button", { name: t("snippets.new") }).click();
  const dialog = page.getByRole("dialog", { name: t("snippets.new") });
  await dialog.getByLabel(t("snippets.name"), { exact: true }).fill(snippet.name);
  await dialog.getByLabel(t("snippets.shortcut"), { exact: true }).fill(snippet.shortcut);
  await dialog.getByLabel(t("snippets.words"), { exact: true }).fill("Hello {{ contact.frstname }}");
  await expect(dialog.getByText(t("snippets.unknown", { name: "contact.frstname" }))).toBeVisible();
  await expect(dialog.getByRole("button", { name: t("composing.save") })).toBeDisabled();
  await dialog.getByLabel(t("snippets.words"), { exact: true }).fill(snippet.text);
  await dialog.getByRole("button", { name: t("composing.save") }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: snippet.name, exact: true })).toBeVisible();
}

test("[F6] a snippet and an emoji are put into an answer and a note by keyboard, filled in for the ticket", async ({
  page,
  desk,
}) => {
  const ticketId = await receiveTicket(desk);
  await newSnippet(page, desk, {
    name: "Shipping delay",
    shortcut: "delay",
    text: "Hello {{ contact.name }},\n{{ ticket.subject }} is late.{{ ticket.owner.name }}",
  });
  const { subject } = await desk.rest.ticket(ticketId);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  const composer = page.getByRole("region", { name: t("ticket.composer.label") });
  const editor = composer.locator("[role=textbox][contenteditable=true]");
  await page.keyboard.press("r");
  await expect(editor).toBeFocused();
  await page.keyboard.type("Hi /dly");
  const list = page.getByRole("listbox", { name: t("composing.suggestions") });
  await expect(list.getByRole("option", { name: "Shipping delay" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("elay");
  await expect(list).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(editor).toContainText(`${subject} is late.`);
  await expect(page.getByText(t("snippets.empty", { names: "ticket.owner.name" }))).toBeVisible();
  await page.keyboard.type(" Done :tada");
  await expect(list.getByRole("option")).not.toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(editor).toContainText("Done 🎉");
  await expect(editor).not.toContainText("/de");

  await composer.getByRole("tab", { name: t("ticket.composer.note") }).click();
  const note = composer.getByRole("textbox", { name: t("ticket.composer.notePlaceholder") });
  await note.fill("");
  await note.pressSequentially("/delay");
  await page.keyboard.press("Enter");
  await expect(note).toHaveValue(`Hello Ada Lovelace,\n${subject} is late.`);
});

test("[F2] [F10] a macro is made, looked at, run by its key, and taken back by one undo", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  const { stageId } = await firstPipeline(desk);
  const before = await desk.rest.ticket(ticketId);
  await page.goto(`${desk.url}#/settings/macros`);
  await page.getByRole("button", { name: t("macros.new") }).click();
  const dialog = page.getByRole("dialog", { name: t("macros.new") });
  await dialog.getByLabel(t("snippets.name"), { exact: true }).fill("Close quietly");
  for (const kind of [t("words.kind.set-property"), t("words.kind.move-stage")]) {
    await dialog.getByRole("button", { name: t("macros.addStep") }).click();
    await page.getByRole("menuitem", { name: kind, exact: true }).click();
  }
  await dialog.getByLabel(t("macros.reply"), { exact: true }).fill("We closed {{ ticket.subject }}.");
  await dialog.getByRole("button", { name: t("composing.save") }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  await page.keyboard.press("q");
  const panel = page.getByRole("dialog", { name: t("macros.run.title", { count: 1 }) });
  await expect(panel.getByText(`We closed ${before.subject}.`)).toBeVisible();
  await expect(panel.getByLabel(t("macros.step.changed"))).toHaveCount(2);
  expect((await desk.rest.ticket(ticketId)).stageId).toBe(before.stageId);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Closed"));
  expect((await desk.rest.ticket(ticketId)).priority).toBe("high");
  await expect(page.locator("[role=textbox][contenteditable=true]")).toContainText(`We closed ${before.subject}.`);

  await page.getByRole("button", { name: t("shell.undo") }).click();
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(before.stageId);
  expect((await desk.rest.ticket(ticketId)).priority).toBe(before.priority);
  await expect(page.getByText(t("macros.undone"))).toBeVisible();
});
