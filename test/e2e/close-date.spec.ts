import { expect } from "@playwright/test";
import type { TicketView } from "../../src/shared/contract/views.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { BoardPage, firstPipeline } from "./support/board-page.ts";
import { test } from "./support/desk-test.ts";

const SUBJECT = "The tent leaks at the seam";

/** Moves the one ticket, each in its own way. */
type Ways = Record<
  string,
  (to: { board: BoardPage; desk: TestDesk; ticket: TicketView; stage: "Closed" | "New" }) => Promise<void>
>;

const WAYS: Ways = {
  mouse: ({ board, stage }) => board.drag(SUBJECT, stage),
  keyboard: async ({ board, stage }) => {
    await board.card(SUBJECT).press("m");
    const dialog = board.page.getByRole("dialog");
    // Typing finds a status; a number alone chooses one.
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await board.page.keyboard.press(stage === "Closed" ? "4" : "1");
    await expect(dialog).toBeHidden();
  },
  REST: async ({ desk, ticket, stage }) => {
    const { stageId } = await firstPipeline(desk);
    await desk.rest.move(ticket.id, stageId(stage));
  },
};

/** The ticket once the core has moved it: the board shows a move before that. */
async function movedTo(desk: TestDesk, id: string, stage: string): Promise<TicketView> {
  const { stageId } = await firstPipeline(desk);
  await expect.poll(async () => (await desk.rest.ticket(id)).stageId).toBe(stageId(stage));
  return desk.rest.ticket(id);
}

for (const [way, move] of Object.entries(WAYS)) {
  test(`[C1] [C2] closing by ${way} sets the close date and moving back clears it`, async ({ page, desk }) => {
    const { ticket, board } = await boardWithOneTicket(desk, page);
    await move({ board, desk, ticket, stage: "Closed" });
    await board.unfold("Closed");
    await expect(board.cardIn("Closed", SUBJECT)).toBeVisible();
    const closed = await movedTo(desk, ticket.id, "Closed");
    expect(closed.closedAtEpochMs).toBe(closed.stageEnteredAtEpochMs);
    expect(closed.timeToCloseMs).toBe(closed.stageEnteredAtEpochMs - ticket.createdAtEpochMs);

    await move({ board, desk, ticket, stage: "New" });
    await expect(board.cardIn("New", SUBJECT)).toBeVisible();
    const reopened = await movedTo(desk, ticket.id, "New");
    expect({ closedAtEpochMs: reopened.closedAtEpochMs, timeToCloseMs: reopened.timeToCloseMs }).toEqual({
      closedAtEpochMs: null,
      timeToCloseMs: null,
    });
  });

  test(`[C3] with both switches off, closing by ${way} and moving back leave the close date alone`, async ({
    page,
    desk,
  }) => {
    const { pipeline } = await firstPipeline(desk);
    await desk.rest.send("PATCH", `/pipelines/${pipeline.id}`, {
      closeDate: { setOnClose: false, clearOnReopen: false },
    });
    const { ticket, board } = await boardWithOneTicket(desk, page);
    await move({ board, desk, ticket, stage: "Closed" });
    await board.unfold("Closed");
    await expect(board.cardIn("Closed", SUBJECT)).toBeVisible();
    expect((await movedTo(desk, ticket.id, "Closed")).closedAtEpochMs).toBeNull();

    const closedAtEpochMs = Date.parse("2026-01-31T12:00:00Z");
    await desk.rest.send("PATCH", `/tickets/${ticket.id}`, { closedAtEpochMs });
    await move({ board, desk, ticket, stage: "New" });
    await expect(board.cardIn("New", SUBJECT)).toBeVisible();
    expect((await movedTo(desk, ticket.id, "New")).closedAtEpochMs).toBe(closedAtEpochMs);
  });
}

async function boardWithOneTicket(desk: TestDesk, page: ConstructorParameters<typeof BoardPage>[0]) {
  const { pipeline } = await firstPipeline(desk);
  const ticket = await desk.rest.createTicket({ subject: SUBJECT, pipelineId: pipeline.id });
  const board = new BoardPage(page, desk);
  await board.open();
  return { ticket, board };
}
