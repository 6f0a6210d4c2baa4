import { expect } from "@playwright/test";
import type { TestDesk } from "../support/desk-process.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { QUESTION, receive, receiveTicket, REPLY } from "./support/customer-mail.ts";
import { test } from "./support/desk-test.ts";

/** A ticket made by a customer's mail, closed by an agent. */
async function closedTicket(desk: TestDesk): Promise<string> {
  const ticketId = await receiveTicket(desk);
  const { stageId } = await firstPipeline(desk);
  await desk.rest.move(ticketId, stageId("Closed"));
  return ticketId;
}

test("[B1] a mail that arrives shows on the open board as a ticket", async ({ page, desk }) => {
  const board = new BoardPage(page, desk);
  await board.open();
  await receiveTicket(desk);
  await expect(board.cardIn("New", QUESTION.subject)).toBeVisible();
});

test("[D6] [C2] a reply to a closed ticket moves it on the open board to the first open stage", async ({
  page,
  desk,
}) => {
  const ticketId = await closedTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.unfold("Closed");
  await expect(board.cardIn("Closed", QUESTION.subject)).toBeVisible();
  expect(await receive(desk, REPLY)).toMatchObject({ status: "imported", ticketId });
  await expect(board.cardIn("New", QUESTION.subject)).toBeVisible();
  await expect(board.cardIn("Closed", QUESTION.subject)).toHaveCount(0);
  const { closedAtEpochMs, wasReopened, messageCount } = await desk.rest.ticket(ticketId);
  expect({ closedAtEpochMs, wasReopened, messageCount }).toEqual({
    closedAtEpochMs: null,
    wasReopened: true,
    messageCount: 2,
  });
});

test("[D7] an automatic reply to a closed ticket is kept with it, marked, and moves nothing", async ({
  page,
  desk,
}) => {
  const ticketId = await closedTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await board.unfold("Closed");
  const before = await desk.rest.ticket(ticketId);
  const text = "I am away until Monday.";
  const answer = await receive(desk, { ...REPLY, text, headers: { "Auto-Submitted": "auto-replied" } });
  expect(answer).toMatchObject({ status: "imported", ticketId });
  // The card shows the newest words, so the board has heard of the mail.
  await expect(board.cardIn("Closed", QUESTION.subject)).toContainText(text);
  const after = await desk.rest.ticket(ticketId);
  expect({ stageId: after.stageId, closedAtEpochMs: after.closedAtEpochMs, messageCount: after.messageCount }).toEqual({
    stageId: before.stageId,
    closedAtEpochMs: before.closedAtEpochMs,
    messageCount: 2,
  });

  await board.card(QUESTION.subject).click();
  const message = page.getByRole("article").filter({ hasText: text });
  await expect(message).toContainText("Automatic reply");
});

test("[D2] a reply in the thread of an open ticket moves it to the status of the template", async ({ page, desk }) => {
  await receiveTicket(desk);
  const board = new BoardPage(page, desk);
  await board.open();
  await receive(desk, REPLY);
  await expect(board.cardIn("Waiting on us", QUESTION.subject)).toBeVisible();
});

test("[D8] the same reply twice has one effect", async ({ desk }) => {
  const ticketId = await closedTicket(desk);
  const first = await receive(desk, REPLY);
  const { stageId } = await firstPipeline(desk);
  await desk.rest.move(ticketId, stageId("Closed"));
  const second = await receive(desk, REPLY);
  expect({ first: first.status, second: second.status }).toEqual({ first: "imported", second: "duplicate" });
  const ticket = await desk.rest.ticket(ticketId);
  expect({ stageId: ticket.stageId, messageCount: ticket.messageCount }).toEqual({
    stageId: stageId("Closed"),
    messageCount: 2,
  });
});
