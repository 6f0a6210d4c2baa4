import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

async function openTicket(page: Page, desk: TestDesk): Promise<string> {
  const ticketId = await receiveTicket(desk);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  return ticketId;
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("z takes back changes of any kind one by one, Shift+z does them again", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  const { stageId } = await firstPipeline(desk);
  const ticket = async () => {
    const { priority, stageId: stage, tags, subject } = await desk.rest.ticket(ticketId);
    return { priority, stage, tags, subject };
  };
  const start = { priority: null, stage: stageId("New"), tags: [], subject: QUESTION.subject };
  const [high, tagged, moved] = [
    { ...start, priority: "high" },
    { ...start, priority: "high", tags: ["vip"] },
    { ...start, priority: "high", tags: ["vip"], stage: stageId("Waiting on us") },
  ];
  await choose(page, t("property.priority"), t("ticket.priority.high"));
  await expect.poll(ticket).toEqual(high);
  await page.keyboard.press("t");
  await expect(page.getByRole("combobox", { name: t("property.tags") })).toBeFocused();
  await page.keyboard.type("vip");
  await page.keyboard.press("Enter");
  await expect.poll(ticket).toEqual(tagged);
  // The first closes the list, the second leaves the field.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await page.getByRole("dialog").getByRole("button", { name: "Waiting on us" }).click();
  await expect.poll(ticket).toEqual(moved);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const told = page.getByRole("alert");
  for (const before of [tagged, high, start]) {
    await page.keyboard.press("z");
    await expect.poll(ticket).toEqual(before);
  }
  await expect(told.first()).toContainText(t("undo.ofTicket", { what: t("property.priority"), ticket: "#1" }));
  await page.keyboard.press("z");
  await expect(page.getByText(t("undo.nothing.undo"))).toBeAttached();
  for (const again of [high, tagged, moved]) {
    await page.keyboard.press("Shift+Z");
    await expect.poll(ticket).toEqual(again);
  }
});

test("[G6] an undo that somebody else's newer change forbids says so, and leaves theirs", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  await choose(page, t("property.priority"), t("ticket.priority.high"));
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).priority).toBe("high");
  await desk.rest.send("PATCH", `/tickets/${ticketId}`, { priority: "urgent" });
  await page.keyboard.press("z");
  await expect(page.getByRole("alert")).toContainText(t("error.PD_DESK_CHANGED"));
  expect((await desk.rest.ticket(ticketId)).priority).toBe("urgent");
});

test("on the board the focus goes with a card that is taken back, however fast the keys come", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await expect(board.cardIn("New", QUESTION.subject)).toBeVisible();
  await page.keyboard.press("j");
  await expect(board.cardIn("New", QUESTION.subject)).toBeFocused();
  await page.keyboard.press("]");
  await page.keyboard.press("z");
  await expect(board.cardIn("New", QUESTION.subject)).toBeFocused();
  await page.keyboard.press("Shift+Z");
  await expect(board.cardIn("Waiting on contact", QUESTION.subject)).toBeFocused();
  const button = page.getByRole("button", { name: t("shell.undo") });
  // The message of the move before is on its way out.
  await expect(button).toHaveCount(1);
  await button.click();
  await expect(board.cardIn("New", QUESTION.subject)).toBeFocused();
});

test("[A2] settings of stages and rules are taken back too, with the focus where it was", async ({ page, desk }) => {
  const settings = new PipelineSettingsPage(page, desk);
  await settings.open("configure");
  const before = await settings.stored();
  const name = settings.stageName("New");
  await name.fill("Fresh");
  await name.press("Enter");
  await expect.poll(async () => (await settings.stored())[0]).toContain("Fresh");
  await settings.handle("Fresh").focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await settings.stored())[1]).toContain("Fresh");
  await page.keyboard.press("z");
  await expect.poll(async () => (await settings.stored())[0]).toContain("Fresh");
  await expect(settings.handle("Fresh")).toBeFocused();
  await page.keyboard.press("z");
  await expect.poll(() => settings.stored()).toEqual(before);
  await expect(settings.handle("New")).toBeFocused();

  await settings.open("rules");
  const rule = page.getByRole("switch", { name: t("settings.rules.G1") });
  await rule.click();
  await expect.poll(async () => (await firstPipeline(desk)).pipeline.rules.preventBackward).toBe(true);
  await page.keyboard.press("z");
  await expect(rule).not.toBeChecked();
  await expect.poll(async () => (await firstPipeline(desk)).pipeline.rules.preventBackward).toBe(false);
});

test("[D8b] a channel's contact form is saved as it is changed, follows another window, and is taken back", async ({
  page,
  desk,
}) => {
  const [channel] = (await desk.rest.channels()).filter(({ channelKind }) => channelKind === "email");
  const path = `/channels/${channel?.id ?? ""}`;
  const form = async () => (await desk.rest.channels()).find(({ id }) => id === channel?.id)?.form ?? null;
  await page.goto(`${desk.url}#/settings${path}`);
  await page.getByRole("switch", { name: t("settings.form.use") }).click();
  const name = page.getByRole("textbox", { name: t("settings.form.nameLabel") });
  await name.fill("Full name");
  await name.press("Enter");
  const full = { sender: "", addressLabel: "E-mail", nameLabel: "Full name" };
  await expect.poll(form).toEqual(full);
  await desk.rest.send("PATCH", path, { form: { ...full, sender: "form@shop.example" } });
  await expect(page.getByRole("textbox", { name: t("settings.form.sender") })).toHaveValue("form@shop.example");
  await desk.rest.send("PATCH", path, { form: full });
  await expect(page.getByRole("textbox", { name: t("settings.form.sender") })).toHaveValue("");
  await page.keyboard.press("z");
  await expect(name).toHaveValue(t("settings.form.usualName"));
  await page.keyboard.press("z");
  await expect(page.getByRole("switch", { name: t("settings.form.use") })).not.toBeChecked();
  await expect.poll(form).toBe(null);
});

test("[H1] an answer is taken back from another screen: its words are in the draft again", async ({ page, desk }) => {
  await openTicket(page, desk);
  await page.keyboard.press("r");
  const composer = page.getByRole("region", { name: t("ticket.composer.label") });
  const editor = composer.locator("[role=textbox][contenteditable=true]");
  await expect(editor).toBeFocused();
  await page.keyboard.type("Not yet.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("article").filter({ hasText: t("ticket.outbox.label") })).toHaveCount(1);
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("region", { name: /^New, /u })).toBeVisible();
  await page.keyboard.press("z");
  await expect(page).toHaveURL(/#\/ticket\//u);
  await expect(editor).toHaveText("Not yet.");
  expect((await desk.rest.status()).counts.outbox).toBe(0);
});
