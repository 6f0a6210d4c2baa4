import { expect, type Locator } from "@playwright/test";
import { BoardPage } from "./support/board-page.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`Not on the screen: ${locator.toString()}`);
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** What this browser remembers of folded columns, as text; in the page. */
function rememberedFolding(): Promise<string> {
  return new Promise((done, fail) => {
    const open = indexedDB.open("pipedesk");
    open.addEventListener("error", () => fail(open.error ?? new Error("IndexedDB can't be opened.")));
    open.addEventListener("success", () => {
      const read = open.result.transaction("preferences").objectStore("preferences").getAll();
      read.addEventListener("success", () => {
        open.result.close();
        done(
          JSON.stringify(
            read.result.map(({ value }: { readonly value: { foldedStages?: object } }) => value.foldedStages),
          ),
        );
      });
    });
  });
}

test("the board shows the four statuses at 1280 px, the closed one folded, as the person leaves it", async ({
  page,
  desk,
}) => {
  const id = await receiveTicket(desk);
  await desk.rest.send("PATCH", `/tickets/${id}`, { dueAtEpochMs: 1, tags: ["delivery", "warranty"] });
  const board = new BoardPage(page, desk);
  await board.open();
  const open = ["New", "Waiting on contact", "Waiting on us"].map((stage) => board.column(stage));
  for (const column of open) {
    const { width, right } = await boxOf(column);
    expect(width).toBeGreaterThanOrEqual(240);
    expect(width).toBeLessThanOrEqual(380);
    expect(right).toBeLessThanOrEqual(1280);
  }
  const closed = await boxOf(board.column("Closed"));
  expect(closed.width).toBeLessThan(60);
  expect(closed.right).toBeLessThanOrEqual(1280);
  // Counted by the core, also of tickets that are not loaded.
  await expect(board.column("New").getByRole("img", { name: t("board.overdueCount", { count: 1 }) })).toBeVisible();
  // The number stands at the left of the foot, however full that is.
  const card = board.card(QUESTION.subject);
  const number = await boxOf(card.getByText("#1", { exact: true }));
  expect(number.x).toBeLessThan((await boxOf(card)).x + 20);

  await page.setViewportSize({ width: 1920, height: 1080 });
  expect((await boxOf(board.column("New"))).width).toBeLessThanOrEqual(380);
  await page.setViewportSize({ width: 1280, height: 800 });
  await board.unfold("Closed");
  // Painted at once, and remembered a moment later.
  await expect.poll(() => page.evaluate(rememberedFolding)).toContain("false");
  await page.reload();
  await expect(board.column("Closed").getByRole("heading")).toBeVisible();
  await board.column("New").hover();
  await board
    .column("New")
    .getByRole("button", { name: t("board.fold", { stage: "New" }) })
    .click();
  await expect(board.card(QUESTION.subject)).toHaveCount(0);
  await expect(board.column("New")).toContainText(t("board.unreadCount", { count: 1 }));
  await desk.rest.send("POST", `/tickets/${id}/read`);
  await expect(board.column("New")).not.toContainText(t("board.unreadCount", { count: 1 }));
});

test("a ticket in Hebrew runs from right to left; its customer has one colour; a toast comes up above the composer", async ({
  page,
  desk,
}) => {
  const id = await receiveTicket(desk, {
    ...QUESTION,
    from: "=?utf-8?B?15nXotec?= <yael@example.co.il>",
    subject: "=?utf-8?B?15DXmdek15Qg15TXl9eR15nXnNeUINep15zXmT8=?=",
    text: "שלום,\nOrder 12345",
  });
  await page.goto(`${desk.url}#/ticket/${id}`);
  const subject = page.getByRole("heading", { level: 1 }).getByText("איפה");
  await expect(subject).toHaveCSS("direction", "rtl");
  const message = page.getByRole("article").filter({ hasText: "Order 12345" });
  // Each line in its own direction: the Hebrew one ends at the left, the other begins there.
  const edges = await message.getByText("Order 12345").evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = element.getBoundingClientRect();
    return [...range.getClientRects()].map((line) => ({
      atLeft: line.left - left < 2,
      atRight: right - line.right < 2,
    }));
  });
  expect(edges.filter(({ atLeft }) => atLeft)).toHaveLength(1);
  expect(edges.filter(({ atRight }) => atRight)).toHaveLength(1);

  const colours = await page
    .getByTitle("יעל")
    .locator("[class*=Avatar-placeholder]")
    .evaluateAll((all) => all.map((element) => getComputedStyle(element).backgroundColor));
  expect(colours.length).toBeGreaterThan(1);
  expect(new Set(colours).size).toBe(1);

  await page.keyboard.press("r");
  const composer = page.getByRole("region", { name: t("ticket.composer.label") });
  await expect(composer.getByRole("textbox", { name: t("ticket.composer.replyPlaceholder") })).toBeFocused();
  await page.getByRole("button", { name: t("ticket.head.close") }).click();
  const toast = page.getByRole("alert").filter({ hasText: t("move.done", { stage: "Closed" }) });
  await expect(toast).toBeVisible();
  await expect.poll(async () => (await boxOf(toast)).bottom <= (await boxOf(composer)).y).toBe(true);
  expect((await boxOf(toast)).right).toBeGreaterThan(1280 - 40);
});

test("a sign of the rail is explained at once; empty panes say what to do in their middle", async ({ page, desk }) => {
  await page.goto(`${desk.url}#/inbox`);
  const main = page.getByRole("main");
  await expect(main.getByText(t("inbox.empty.title"))).toBeVisible();
  await page.getByRole("link", { name: t("shell.contacts") }).hover();
  await expect(page.getByRole("tooltip", { name: t("shell.contacts") })).toBeVisible();
  for (const path of ["inbox", "outbox", "contacts", "search?q=zzzz"]) {
    await page.goto(`${desk.origin}/#/${path}`);
    const action = main.getByRole("link", { name: path.startsWith("search") ? t("search.clear") : t("mailbox.add") });
    await expect(action).toBeVisible();
    const { y } = await boxOf(action);
    expect(y, path).toBeGreaterThan(250);
    expect(y, path).toBeLessThan(650);
  }
});
