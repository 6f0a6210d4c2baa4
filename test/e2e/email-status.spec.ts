import { expect, type Page } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { firstPipeline } from "./support/board-page.ts";
import { QUESTION, receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";
import { PipelineSettingsPage } from "./support/settings-page.ts";

const composerOf = (page: Page) => page.getByRole("region", { name: t("ticket.composer.label") });
const editorOf = (page: Page) => composerOf(page).locator("[role=textbox][contenteditable=true]");

async function openTicket(page: Page, desk: TestDesk, ticketId: string): Promise<void> {
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
}

async function stageNameOf(desk: TestDesk, ticketId: string): Promise<string> {
  const { pipeline } = await firstPipeline(desk);
  const { stageId } = await desk.rest.ticket(ticketId);
  return pipeline.stages.find(({ id }) => id === stageId)?.name ?? "";
}

test("[D4] a reply in a later thread moves a ticket only once it was closed and reopened", async ({ page, desk }) => {
  const { stageId } = await firstPipeline(desk);
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  await composerOf(page)
    .getByRole("tab", { name: t("ticket.composer.newMail") })
    .click();
  await editorOf(page).fill("One more question about your parcel.");
  await composerOf(page)
    .getByRole("button", { name: t("ticket.composer.send"), exact: true })
    .click();
  await expect.poll(() => stageNameOf(desk, ticketId)).toBe("Waiting on contact");
  const { messages } = await desk.rest.send<{ messages: { direction: string; rfcMessageId: string }[] }>(
    "GET",
    `/tickets/${ticketId}/record`,
  );
  const sent = messages.find(({ direction }) => direction === "outgoing")?.rfcMessageId ?? "";
  const later = { ...REPLY, subject: "Re: One more question", inReplyTo: sent };

  await receive(desk, { ...later, messageId: "l1@example.com", text: "In the later thread." });
  await expect(page.getByRole("article").filter({ hasText: "In the later thread." })).toBeVisible();
  expect(await stageNameOf(desk, ticketId)).toBe("Waiting on contact");

  await desk.rest.move(ticketId, stageId("Closed"));
  await desk.rest.move(ticketId, stageId("New"));
  await receive(desk, { ...later, messageId: "l2@example.com", text: "Again in the later thread." });
  await expect.poll(() => stageNameOf(desk, ticketId)).toBe("Waiting on us");
});

test("[D9] a stranger's mail in a thread is shown as a side conversation with a notice, and moves nothing", async ({
  page,
  desk,
}) => {
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  const stranger = { ...REPLY, from: "Eve <eve@evil.example>", messageId: "e1@evil.example", text: "Send it to me." };
  expect(await receive(desk, stranger)).toMatchObject({ status: "imported", ticketId });
  await expect(page.getByRole("feed")).toContainText(t("ticket.change.sideAdded", { address: "eve@evil.example" }));
  expect(await stageNameOf(desk, ticketId)).toBe("New");
  // A subject that looks like a token of the desk leads nowhere.
  const forged = { ...QUESTION, from: stranger.from, subject: "Re: [#1-aaaaaaaa]", messageId: "e2@evil.example" };
  expect((await receive(desk, forged)).ticketId).not.toBe(ticketId);
});

test("[D10] answers reopen a ticket for so many days only; after that they make a new one that is linked to it", async ({
  page,
  desk,
}) => {
  const { stageId } = await firstPipeline(desk);
  await new PipelineSettingsPage(page, desk).open("automate");
  await page.getByRole("radio", { name: t("settings.reopen.within", { days: "14" }) }).check();
  const days = page.getByRole("textbox", { name: t("settings.reopen.days") });
  await days.fill("3");
  await page
    .getByRole("main")
    .getByRole("button", { name: t("shell.save"), exact: true })
    .click();
  await expect.poll(async () => (await firstPipeline(desk)).pipeline.reopen).toEqual({ kind: "within-days", days: 3 });
  const ticketId = await receiveTicket(desk);
  await desk.rest.move(ticketId, stageId("Closed"));
  expect((await receive(desk, REPLY)).ticketId).toBe(ticketId);

  await desk.rest.move(ticketId, stageId("Closed"));
  await desk.rest.send("PATCH", `/tickets/${ticketId}`, { closedAtEpochMs: Date.now() - 4 * 86_400_000 });
  const next = await receive(desk, { ...REPLY, messageId: "q3@example.com", text: "It broke again." });
  expect(next.ticketId).not.toBe(ticketId);
  await openTicket(page, desk, next.ticketId ?? "");
  const links = page.getByRole("complementary").filter({ hasText: t("ticket.property.links") });
  await expect(links).toContainText(t("ticket.property.follows"));
  expect(await stageNameOf(desk, ticketId)).toBe("Closed");
});

test("[C4] [C5] [C6] another pipeline's closed status closes too; closed to closed leaves the date; how long it took stands beside it", async ({
  page,
  desk,
}) => {
  const returns = await desk.rest.send<{ id: string; stages: { id: string; name: string }[] }>("POST", "/pipelines", {
    name: "Returns",
  });
  const { stageId } = await firstPipeline(desk);
  const ticketId = await receiveTicket(desk);
  await openTicket(page, desk, ticketId);
  await page.keyboard.press("m");
  await page.getByRole("dialog").getByRole("textbox").fill("Closed Returns");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).pipelineId).toBe(returns.id);
  const closed = await desk.rest.ticket(ticketId);
  expect(closed.timeToCloseMs).toBe((closed.closedAtEpochMs ?? Number.NaN) - closed.createdAtEpochMs);
  const panel = page.getByRole("complementary").filter({ hasText: t("ticket.property.title") });
  await expect(panel).toContainText(t("ticket.property.timeToClose"));
  await expect(page.getByRole("feed")).toContainText("Returns");

  // The same by the mouse, and back to the first pipeline.
  await page.keyboard.press("m");
  await page.getByRole("dialog").getByRole("textbox").fill("Closed Support");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Closed/u })
    .click();
  await expect.poll(async () => (await desk.rest.ticket(ticketId)).stageId).toBe(stageId("Closed"));
  const { closedAtEpochMs, timeToCloseMs } = await desk.rest.ticket(ticketId);
  expect({ closedAtEpochMs, timeToCloseMs }).toEqual({
    closedAtEpochMs: closed.closedAtEpochMs,
    timeToCloseMs: closed.timeToCloseMs,
  });
});
