import { expect, type Page } from "@playwright/test";
import { rawMail } from "../support/raw-mail.ts";
import { axeFaults } from "./support/axe.ts";
import { BoardPage } from "./support/board-page.ts";
import { t, test } from "./support/desk-test.ts";

const GREETS = {
  version: 2,
  triggers: [{ id: "t1", type: "ticket-created" }],
  filter: { match: "all", parts: [] },
  reenrolment: { kind: "never" },
  unenrolment: { on: [], filter: null },
  sources: ["email"],
  businessHours: null,
  steps: [
    {
      id: "mail",
      type: "send-email",
      to: "primary-contact",
      mail: { kind: "template", templateId: "mail-template-ticket-received" },
    },
    { id: "wait", type: "wait-for", duration: { amount: 1, unit: "days" } },
  ],
};

/** D7: an import is history; which workflows may take it is chosen, by keys alone, and can be taken back. */
async function chooseForEarlierMail(page: Page): Promise<void> {
  await page.getByRole("link", { name: t("welcome.heldBack.open") }).click();
  const main = page.getByRole("main");
  const greets = main.getByRole("checkbox", { name: `Greets ${t("earlier.tickets", { count: 2 })}` });
  const enrol = main.getByRole("button", { name: t("earlier.enrol") });
  await expect(greets).not.toBeChecked();
  await expect(enrol).toBeDisabled();
  await greets.press("Space");
  await expect(main.getByRole("alert")).toContainText(t("earlier.warning.text", { workflows: "Greets", count: 2 }));
  expect(await axeFaults(page)).toEqual([]);
  await enrol.press("Enter");
  await expect(main.getByText(t("earlier.enrolled", { count: 2 }))).toBeVisible();
  await expect(greets).toBeDisabled();
  await main.getByRole("button", { name: t("earlier.takeOut.of", { workflow: "Greets" }) }).press("Enter");
  await expect(main.getByText(t("earlier.takenOut", { count: 2 }))).toBeVisible();
  // It is found later too.
  await page.getByRole("button", { name: t("notifications.open", { count: 1 }) }).click();
  await expect(
    page.getByRole("link", { name: t("notifications.topic.history-offer", { about: "Imported mail" }) }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
}

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

  await newDesk.rest.send("POST", "/workflows", { name: "Greets", enabled: true, definition: GREETS });
  await page.goto(newDesk.url);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "old.mbox", mimeType: "application/mbox", buffer: Buffer.from(mbox) });
  await page.getByLabel(t("welcome.import.ownAddresses")).fill("help@shop.example");
  await page.getByRole("button", { name: t("welcome.import.start", { count: 1 }) }).click();
  await expect(page.getByText(t("welcome.progress.imported", { count: 3 }))).toBeVisible();
  await chooseForEarlierMail(page);
  const board = new BoardPage(page, newDesk);
  await board.open();
  await expect(board.card("Which size?")).toBeVisible();
  await expect(board.card("Broken zip")).toBeVisible();
  const tickets = await newDesk.rest.tickets();
  expect(
    tickets
      .map(({ subject, messageCount }) => ({ subject, messageCount }))
      .toSorted((a, b) => a.messageCount - b.messageCount),
  ).toEqual([
    // With the mail that was chosen to be sent to each.
    { subject: "Broken zip", messageCount: 2 },
    { subject: "Which size?", messageCount: 3 },
  ]);
});
