import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { receive, QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

test("a window says that the desk's file was moved, and no longer does once it is back", async ({ page, desk }) => {
  const ticketId = await receiveTicket(desk);
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  await expect(page.getByText(QUESTION.text).first()).toBeVisible();
  const file = join(desk.dataDir, "desk.sqlite");
  await rename(file, `${file}.moved`);
  const notice = page.getByRole("alert").filter({ hasText: t("shell.fileGone") });
  await expect(notice).toContainText("desk.saved-");
  await expect(receive(desk, { ...QUESTION, messageId: "q9@example.com" })).rejects.toThrow(/PD_STORE_GONE|500/u);
  await expect(page.getByText(QUESTION.text).first()).toBeVisible();
  await rename(`${file}.moved`, file);
  await expect(notice).toBeHidden();
  await receive(desk, { ...QUESTION, messageId: "q9@example.com" });
});
