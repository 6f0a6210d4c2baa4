import { expect, type Locator, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { firstPipeline } from "./support/board-page.ts";
import { receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

const PIXEL_BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function openTicket(page: Page, desk: TestDesk): Promise<string> {
  const ticketId = await receiveTicket(desk);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  return ticketId;
}

const composerOf = (page: Page): Locator => page.getByRole("region", { name: t("ticket.composer.label") });

/** The editor, once its code has been loaded and it has taken the plain field's place. */
const editorOf = (page: Page): Locator => composerOf(page).locator("[role=textbox][contenteditable=true]");

async function pastePicture(editor: Locator): Promise<void> {
  await editor.evaluate((element, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "lamp.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, PIXEL_BASE64);
}

test("[H1] [D1] [D8c] a formatted answer with a picture, a file and a copy is sent, and Undo brings all of it back", async ({
  page,
  desk,
}) => {
  const ticketId = await openTicket(page, desk);
  const { stageId } = await firstPipeline(desk);
  const composer = composerOf(page);
  await page.keyboard.press("r");
  const editor = editorOf(page);
  await expect(editor).toBeFocused();
  await page.keyboard.type("We do two things:");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- look for it");
  await page.keyboard.press("Enter");
  await page.keyboard.type("call the carrier");
  await pastePicture(editor);
  await expect(editor.getByAltText("lamp.png")).toHaveJSProperty("naturalWidth", 1);
  const chooser = page.waitForEvent("filechooser");
  await composer.getByRole("button", { name: t("ticket.files.attach") }).click();
  await (await chooser).setFiles({ name: "claim.txt", mimeType: "text/plain", buffer: Buffer.from("lost") });
  await composer.getByRole("button", { name: new RegExp(t("ticket.details.subject"), "u") }).click();
  await composer.getByRole("combobox", { name: t("ticket.details.cc"), exact: true }).fill("Bob <bob@example.com>,");
  await composer.getByRole("textbox", { name: t("ticket.details.subject") }).fill("Re: Your parcel");
  await composer.getByRole("checkbox", { name: t("ticket.composer.quote") }).check();
  await expect(composer.getByRole("progressbar")).toHaveCount(0);
  await expect(composer.getByRole("button", { name: t("ticket.files.remove", { name: "claim.txt" }) })).toBeVisible();

  await composer.getByRole("button", { name: t("ticket.composer.send"), exact: true }).click();
  const sent = page.getByRole("article").filter({ hasText: t("ticket.outbox.label") });
  await expect(sent).toContainText("claim.txt");
  await expect(page.frameLocator("iframe").last().locator("li")).toHaveText(["look for it", /^call the carrier/u]);
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Waiting on contact"));
  await expect(editor).toHaveCount(0);

  await sent.getByRole("button", { name: t("outbox.action.undo") }).click();
  await expect(editor).toBeFocused();
  await expect(editor.locator("li")).toHaveText(["look for it", "call the carrier"]);
  await expect(editor.getByAltText("lamp.png")).toHaveJSProperty("naturalWidth", 1);
  await expect(composer).toContainText("claim.txt");
  await expect(composer).toContainText("Bob");
  await expect(composer.getByRole("checkbox", { name: t("ticket.composer.quote") })).toBeChecked();
  await composer.getByRole("button", { name: new RegExp(t("ticket.details.subject"), "u") }).click();
  await expect(composer.getByRole("textbox", { name: t("ticket.details.subject") })).toHaveValue("Re: Your parcel");
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("New"));
  await expect(page.getByRole("article").filter({ hasText: t("ticket.delivery.notSent") })).toBeVisible();
});

test("[H1c] formatting, a picture, files and recipients of a draft survive a reload", async ({ page, desk }) => {
  await openTicket(page, desk);
  await page.keyboard.press("r");
  const editor = editorOf(page);
  await editor.pressSequentially("Dear Ada, ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("soon");
  await pastePicture(editor);
  await composerOf(page)
    .getByRole("button", { name: new RegExp(t("ticket.details.subject"), "u") })
    .click();
  await composerOf(page)
    .getByRole("combobox", { name: t("ticket.details.cc"), exact: true })
    .fill("bob@example.com,");
  await page.getByRole("heading", { level: 1 }).click();
  await page.reload();
  await expect(editor.locator("strong")).toHaveText("soon");
  await expect(editor.getByAltText("lamp.png")).toHaveJSProperty("naturalWidth", 1);
  await expect(composerOf(page)).toContainText("bob@example.com");
});

test("[H1] with the keyboard alone: a new mail, addressed, sent later, changed, taken back", async ({ page, desk }) => {
  await openTicket(page, desk);
  const { keyboard } = page;
  const composer = composerOf(page);
  await composer.getByRole("tab", { name: t("ticket.composer.newMail") }).press("Enter");
  const editor = editorOf(page);
  await expect(editor).toBeFocused();
  await keyboard.type("I ask the carrier.");
  await keyboard.press("Shift+Tab");
  await expect(composer.getByRole("textbox", { name: t("ticket.details.subject") })).toBeFocused();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Shift+Tab");
  const to = composer.getByRole("combobox", { name: t("ticket.details.toLabel") });
  await expect(to).toBeFocused();
  await keyboard.press("Backspace");
  await keyboard.type("carrier");
  await keyboard.press("Control+Enter");
  await expect(composer.getByRole("alert")).toHaveText(t("ticket.composer.problem.wrongRecipient"));
  await keyboard.press("Backspace");
  await keyboard.type("@gls.example;");
  await expect(to).toHaveValue("");
  await expect(composer).toContainText("carrier@gls.example");

  await composer.getByRole("button", { name: t("ticket.composer.sendLater") }).press("Enter");
  await page.getByRole("menuitem", { name: t("outbox.later.tomorrow") }).press("Enter");
  const sent = page.getByRole("article").filter({ hasText: t("ticket.outbox.label") });
  await expect(sent).toContainText("9:00");
  await sent.getByRole("button", { name: t("outbox.action.edit") }).press("Enter");
  await expect(editor).toBeFocused();
  await expect(editor).toHaveText("I ask the carrier.");
  await keyboard.press("Control+End");
  await keyboard.type(" Tomorrow.");
  await keyboard.press("Control+Enter");
  await expect(sent).toContainText("I ask the carrier. Tomorrow.");
  await sent.getByRole("button", { name: t("outbox.action.cancel") }).press("Enter");
  await expect(editor).toBeFocused();
  await expect(editor).toHaveText("I ask the carrier. Tomorrow.");
  await keyboard.press("Escape");
  await expect(editor).not.toBeFocused();
});

test("[D5] a message's menu forwards it, and answers all who had it", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  const [own] = await desk.rest.channels();
  await receive(desk, { ...REPLY, to: `${own?.address ?? ""}, bob@example.com` });
  const composer = composerOf(page);
  const reply = page.getByRole("article").filter({ hasText: REPLY.text });
  const menu = reply.getByRole("button", { name: t("ticket.message.menu", { name: "Ada Lovelace" }) });
  await menu.click();
  await page.getByRole("menuitem", { name: t("ticket.message.replyAll") }).click();
  await expect(composer).toContainText("Ada Lovelace, bob@example.com");

  const before = await desk.rest.ticket(ticketId);
  await menu.click();
  await page.getByRole("menuitem", { name: t("ticket.message.forward") }).click();
  // Whom it is for is not known yet; sent without, it is asked for again.
  const to = composer.getByRole("combobox", { name: t("ticket.details.toLabel") });
  await expect(to).toBeFocused();
  await composer.getByRole("button", { name: t("ticket.composer.send"), exact: true }).click();
  await expect(composer.getByRole("alert")).toHaveText(t("ticket.composer.problem.nobody"));
  await expect(to).toBeFocused();
  await page.keyboard.type("carrier@gls.example,");
  await composer.getByRole("button", { name: t("ticket.composer.send"), exact: true }).click();
  await expect(page.getByRole("article").filter({ hasText: "carrier@gls.example" })).toContainText(
    t("ticket.outbox.label"),
  );
  expect((await desk.rest.ticket(ticketId)).stageId).toBe(before.stageId);
});

test("[D3] a mail from the contact record waits in the outbox and changes no status", async ({ page, desk }) => {
  const ticketId = await openTicket(page, desk);
  const before = await desk.rest.ticket(ticketId);
  await page.goto(`${desk.origin}/#/contacts/${before.primaryContactId ?? ""}`);
  await page.getByRole("button", { name: t("contacts.compose.action") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: t("ticket.details.subject") })).toBeFocused();
  await page.keyboard.type("A voucher");
  await dialog.locator("[role=textbox][contenteditable=true]").pressSequentially("For your patience.");
  await expect(dialog).toContainText(t("contacts.compose.hint"));
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: t("contacts.compose.open") })).toBeVisible();
  const { counts } = await desk.rest.status();
  expect([counts.outbox, (await desk.rest.ticket(ticketId)).stageId]).toEqual([1, before.stageId]);
});
