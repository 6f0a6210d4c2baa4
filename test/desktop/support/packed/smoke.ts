import { expect, type Page } from "@playwright/test";
import { Board } from "../board.ts";
import { t } from "../desk-app.ts";

const MAIL = [
  "From: Ada <ada@example.com>",
  "To: help@shop.example",
  "Subject: The parcel is wet",
  "Message-ID: <wet@example.com>",
  "Date: Thu, 15 Jan 2026 09:30:00 +0100",
  "",
  "All of it.",
].join("\r\n");

/** On the first screen of a new desk: a mail becomes a ticket. */
export async function importMail(page: Page): Promise<void> {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "wet.eml", mimeType: "message/rfc822", buffer: Buffer.from(MAIL) });
  await page.getByLabel(t("welcome.import.ownAddresses")).fill("help@shop.example");
  await page.getByRole("button", { name: t("welcome.import.start", { count: 1 }) }).click();
  await expect(page.getByText(t("welcome.progress.imported", { count: 1 }))).toBeVisible();
  await page.getByRole("link", { name: t("welcome.toBoard") }).click();
  await expect(new Board(page).cardIn("New", "The parcel is wet")).toBeVisible();
}
