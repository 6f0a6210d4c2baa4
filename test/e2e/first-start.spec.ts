import { expect } from "@playwright/test";
import { rawMail } from "../support/raw-mail.ts";
import { BoardPage } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";

test("an empty desk is one click away, and the question is asked only once", async ({ page, newDesk }) => {
  await page.goto(newDesk.url);
  await expect(page.getByRole("heading", { name: t("welcome.title") })).toBeVisible();
  await page.getByRole("button", { name: t("welcome.empty.action") }).click();
  const board = new BoardPage(page, newDesk);
  for (const stage of ["New", "Waiting on contact", "Waiting on us", "Closed"]) {
    await expect(board.column(stage)).toHaveAccessibleName(t("board.column", { stage, count: 0 }));
  }
  await page.reload();
  await expect(board.column("New")).toBeVisible();
  expect((await newDesk.rest.status()).startedAs).toBe("empty");
});

test("an mbox that is uploaded becomes tickets, a thread becomes one", async ({ page, newDesk }) => {
  const question = {
    from: "Ada <ada@example.com>",
    to: "help@shop.example",
    subject: "Which size?",
    messageId: "q1@example.com",
  };
  const answer = {
    from: "Help <help@shop.example>",
    to: "ada@example.com",
    subject: "Re: Which size?",
    messageId: "a1@shop.example",
    inReplyTo: question.messageId,
    text: "Take a 42.",
  };
  const other = {
    from: "Bob <bob@example.com>",
    to: "help@shop.example",
    subject: "Broken zip",
    text: "It is broken.",
  };
  const mails = [{ ...question, text: "42 or 43?" }, answer, other].map((mail) => rawMail(mail));
  const mbox = mails
    .map((mail) => `From x@example.com Thu Jan 15 09:30:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`)
    .join("");

  await page.goto(newDesk.url);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "old.mbox", mimeType: "application/mbox", buffer: Buffer.from(mbox) });
  await page.getByLabel(t("welcome.import.ownAddresses")).fill("help@shop.example");
  await page.getByRole("button", { name: t("welcome.import.start", { count: 1 }) }).click();
  await expect(page.getByText(t("welcome.progress.imported", { count: 3 }))).toBeVisible();
  await page.getByRole("link", { name: t("welcome.toBoard") }).click();
  const board = new BoardPage(page, newDesk);
  await expect(board.card("Which size?")).toBeVisible();
  await expect(board.card("Broken zip")).toBeVisible();
  const tickets = await newDesk.rest.tickets();
  expect(
    tickets
      .map(({ subject, messageCount }) => ({ subject, messageCount }))
      .toSorted((a, b) => a.messageCount - b.messageCount),
  ).toEqual([
    { subject: "Broken zip", messageCount: 1 },
    { subject: "Which size?", messageCount: 2 },
  ]);
});
